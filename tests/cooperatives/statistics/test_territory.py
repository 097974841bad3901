"""A figure of a day before 01/07/2025 is about the city as it was that day."""

from datetime import date

import pytest

from cooperatives.actions import change_standing
from cooperatives.models import Kind
from cooperatives.statistics import breakdowns, counts, flows, series
from cooperatives.statistics.breakdowns import Dimension
from cooperatives.statistics.counts import Tally
from cooperatives.statistics.flow_terms import By, Flow, Question
from cooperatives.statistics.scope import EVERYWHERE, Scope
from cooperatives.statistics.series import Step
from tests.factories.once import written_once
from tests.factories.pages import Page
from tests.factories.register import area, make_cooperative, make_union

pytestmark = pytest.mark.django_db

THU_DAU_MOT, QUAN_1 = "718", "760"
YEAR_END, EVE, MERGED = date(2023, 12, 31), date(2025, 6, 30), date(2025, 7, 1)
TODAYS = Scope(is_todays=True)


def move(organisation, day, code):
    change_standing(
        organisation=organisation, effective_from=day, by=None, area=area(code)
    )


@pytest.fixture
@written_once
def neighbours(db):
    """One of the city, and one of Thủ Dầu Một founded in 2015 and entered today."""
    make_cooperative("Của thành phố", founded=date(2015, 3, 2))
    make_union(area_code=THU_DAU_MOT, founded=date(2015, 3, 2))
    return make_cooperative(
        "Của Thủ Dầu Một", founded=date(2015, 3, 2), area_code=THU_DAU_MOT
    )


@pytest.mark.parametrize(
    ("day", "is_todays", "number"),
    [
        (YEAR_END, False, 1),
        (YEAR_END, True, 2),
        (EVE, False, 1),
        (MERGED, False, 2),
        (MERGED, True, 2),
    ],
)
class TestTheSameNumberEverywhere:
    def test_counts(self, neighbours, day, is_todays, number):
        by_kind = counts.by_kind(day, None, is_todays)
        assert by_kind[Kind.COOPERATIVE].total == number
        assert by_kind[Kind.UNION].total == number - 1
        for dimension in Dimension:
            found = breakdowns.by(dimension, day, None, Scope(is_todays=is_todays))
            assert sum(found.values(), Tally()).total == number, dimension

    def test_series(self, neighbours, day, is_todays, number):
        scope = Scope(is_todays=is_todays)
        [*_, last] = series.points_by_sector(Step.MONTH, day, day, None, scope)
        assert last.tally.total == number

    def test_pages_and_files(self, client, neighbours, day, is_todays, number):
        asked = {"ngay": f"{day:%d/%m/%Y}"}
        if is_todays:
            asked["dia_gioi"] = "hien-nay"
        assert client.get("/so-lieu/", asked).context["tally"].total == number
        listed = client.get("/hop-tac-xa/", asked).context["page"]
        assert listed.paginator.count == number
        answer = client.get("/hop-tac-xa/tai-ve.csv", asked)
        lines = answer.getvalue().decode().splitlines()
        assert sum("Của " in line for line in lines) == number
        says = any(line.startswith("# Địa giới:") for line in lines)
        assert says is (day < MERGED)


def test_founded_counts_foundings_inside_on_their_own_day(neighbours):
    moved = make_cooperative(founded=date(2015, 5, 1), area_code=QUAN_1)
    move(moved, date(2015, 9, 1), THU_DAU_MOT)  # founded here, gone by the year's end
    make_cooperative(founded=date(2025, 8, 1), area_code="25747")
    year = date(2015, 1, 1), date(2015, 12, 31)
    assert sum(counts.founded_by_sector(*year).values()) == 2
    assert sum(counts.founded_by_sector(*year, None, True).values()) == 3
    [point] = series.points_by_sector(Step.YEAR, *year)
    assert (sum(point.founded.values()), point.tally.total) == (2, 1)


def test_the_list_of_the_founded_is_as_long(client, neighbours):
    moved = make_cooperative(founded=date(2015, 5, 1), area_code=QUAN_1)
    move(moved, date(2015, 9, 1), THU_DAU_MOT)
    asked = {"ngay": "31/12/2015", "thanh_lap": "2015", "tinh_trang": "tat-ca"}
    assert client.get("/hop-tac-xa/", asked).context["page"].paginator.count == 2
    asked["dia_gioi"] = "hien-nay"
    assert client.get("/hop-tac-xa/", asked).context["page"].paginator.count == 3


class TestFlows:
    def ask(self, first, last, scope=EVERYWHERE, **more):
        found = flows.flows(Question(first, last, None, scope, **more))
        return sum(found.values(), Flow())

    def test_the_merger_brings_the_neighbours_in(self, neighbours):
        year = date(2025, 1, 1), date(2025, 12, 31)
        assert self.ask(*year) == Flow(opening=1, joined=1)
        assert self.ask(*year, TODAYS) == Flow(opening=2)
        assert self.ask(date(2024, 1, 1), EVE) == Flow(opening=1)
        assert self.ask(MERGED, MERGED) == Flow(opening=1, joined=1)

    def test_who_moves_over_the_border(self, neighbours):
        gone = make_cooperative("Đi", area_code=QUAN_1)
        move(gone, date(2023, 5, 1), THU_DAU_MOT)
        move(neighbours, date(2023, 6, 1), QUAN_1)
        year = date(2023, 1, 1), YEAR_END
        assert self.ask(*year) == Flow(opening=2, arrived=1, left=1)
        by_area = {"by": By.AREA}
        assert self.ask(*year, TODAYS) == Flow(opening=3)
        assert self.ask(*year, TODAYS, **by_area) == Flow(3, moved_in=2, moved_out=2)

    def test_founded_outside_and_moved_in_comes_from_another_province(self, db):
        one = make_cooperative(founded=date(2023, 2, 1), area_code=THU_DAU_MOT)
        move(one, date(2023, 3, 1), QUAN_1)
        assert self.ask(date(2023, 1, 1), YEAR_END) == Flow(arrived=1)

    def test_pages_say_each_part_and_lead_to_it(self, client, neighbours):
        asked = {"tu": "01/01/2025", "den": "31/12/2025", "theo": "dia-ban"}
        page = Page(client.get("/so-lieu/bien-dong/", asked))
        [address] = {link for link in page.links if "loai=sap-nhap-tinh" in link
                     and "dia_ban_ghi_nhan" not in link}  # fmt: skip
        listed = client.get(address)
        assert listed.context["page"].paginator.count == 1
        assert "Của Thủ Dầu Một" in listed.content.decode()


def test_pages_say_whose_territory_counts(client, neighbours):
    for path, day in (
        ("/so-lieu/", "ngay"),
        ("/so-lieu/bien-dong/", "den"),
        ("/so-lieu/bien-dong/danh-sach/", "den"),
        ("/so-lieu/dien-bien/", "den"),
        ("/so-lieu/so-sanh/", "ngay"),
        ("/hop-tac-xa/", "ngay"),
    ):
        page = Page(client.get(path, {day: "31/12/2023"}))
        assert page.inside("ground") or "Không có" in page.inside("empty")[0], path
        assert [link for link in page.links if "dia_gioi=hien-nay" in link], path
        page = Page(client.get(path, {day: "31/12/2023", "dia_gioi": "hien-nay"}))
        numbers = [link for link in page.links if "?" in link and "/tai-ve" not in link]
        assert [link for link in numbers if "dia_gioi=hien-nay" in link], path
    assert not Page(client.get("/so-lieu/", {"ngay": "31/12/2025"})).inside("ground")


def test_an_area_of_another_province_is_empty_and_says_how_to_see_it(
    client, neighbours
):
    key = area(THU_DAU_MOT).key
    asked = {"ngay": "31/12/2023", "dia_ban": key}
    page = Page(client.get("/hop-tac-xa/", asked))
    [address] = {link for link in page.links if "dia_gioi=hien-nay" in link}
    assert client.get("/hop-tac-xa/" + address).context["page"].paginator.count == 1
