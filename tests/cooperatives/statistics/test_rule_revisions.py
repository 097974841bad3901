"""Then and now tells which rules moved a count, where no record did."""

from datetime import date

import pytest

from cooperatives import actions
from cooperatives.models import Area, Sector, SizeLimit, Succession
from tests.factories.pages import Page
from tests.factories.people import make_user
from tests.factories.register import area, at, clock, make_cooperative, sector

pytestmark = pytest.mark.django_db

PAGE = "/so-lieu/doi-chieu/"
ASKED = {"ngay": "31/12/2023", "biet_den": "15/01/2024"}


@pytest.fixture
def clerk(db):
    return make_user("nguoighiso", full_name="Trần Thị Bí Mật")


@pytest.fixture
def kept(db):
    with clock(at(2023, 12, 1)):
        return make_cooperative("Hợp tác xã Một", area_code="783")


def rules(client, **asked):
    """The rows of the table of rules, as texts."""
    table = client.get(PAGE, ASKED | asked).context["rules"]
    return [[getattr(cell, "value", cell) for cell in row] for row in table.rows]


def csv_of(client, **asked):
    return client.get(f"{PAGE}tai-ve.csv", ASKED | asked).getvalue().decode()


def move_to_binh_duong(place, by):
    place.province = "Tỉnh Bình Dương"
    actions.change_area(area=place, by=by)


def test_an_area_that_lay_elsewhere(client, kept, clerk):
    with clock(at(2024, 2, 1)):
        move_to_binh_duong(area("783"), clerk)
    page = client.get(PAGE, ASKED)
    assert [cell.value for cell in page.context["table"].total[1:4]] == [1, 0, -1]
    [difference] = page.context["differences"]
    assert difference.records == []
    assert "hồ sơ thì không" in Page(page).inside("change-why")[0]
    [[subject, what, day, moves]] = rules(client)
    assert subject == "Địa bàn Huyện Củ Chi"
    assert "Thành phố Hồ Chí Minh → Tỉnh Bình Dương" in what
    assert day == date(2024, 2, 1)
    assert moves.startswith("Bảng này")
    assert "Bí Mật" not in page.content.decode(), "who recorded it is for the staff"
    lines = csv_of(client)
    assert "Thành phố Hồ Chí Minh → Tỉnh Bình Dương" in lines
    assert "Hợp tác xã Một" in lines
    assert "Bí Mật" not in lines


def test_what_an_area_became_moves_a_table_of_a_unit(client, clerk):
    old = Area.objects.get(name="Phường Bến Thành, Quận 1")
    unit = old.default_unit()
    with clock(at(2023, 12, 1)):
        make_cooperative(facts={"area": old})
    others = [one for one in old.successions.known() if one.is_default]
    other = Area.objects.get(level="unit", name="Phường An Khánh")
    with clock(at(2024, 2, 1)):
        new = Succession(old=old, new=other, kind="merge", is_default=True)
        actions.change_area(area=old, by=clerk, successions=[new], removed=others)
    page = client.get(PAGE, ASKED | {"dia_ban": unit.key})
    assert [cell.value for cell in page.context["table"].total[1:4]] == [1, 0, -1]
    found = rules(client, dia_ban=unit.key)
    assert {row[0] for row in found} == {f"Đơn vị kế tục của {old}"}
    assert all(row[3].startswith("Bảng này") for row in found)
    assert any("Phường An Khánh" in row[1] for row in found)
    moves = {row[3] for row in rules(client)}
    assert moves == {"Số theo địa bàn hiện nay"}, (
        "without the filter none of its numbers"
    )


def test_groups_and_limits_move_other_tables(client, kept, clerk):
    limit = SizeLimit.objects.get(legal_group="agriculture", size="nho")
    with clock(at(2024, 2, 1)):
        actions.correct_size_limit(limit=limit, by=clerk, members=70)
        actions.save_sector(
            sector=sector("nn"), legal_group=Sector.LegalGroup.TRADE, by=clerk
        )
    found = {row[0]: row for row in rules(client)}
    assert set(found) == {
        "Nhóm của lĩnh vực Nông nghiệp",
        f"Ngưỡng quy mô nhỏ, nhóm {Sector.LegalGroup.AGRICULTURE.label}",
    }
    what = [row[1] for row in found.values()]
    assert any("50 → 70" in words for words in what)
    assert {row[3] for row in found.values()} == {
        "Số theo nhóm và theo quy mô",
        "Số theo quy mô",
    }


def test_only_what_was_recorded_between_the_moments(client, kept, clerk):
    limit = SizeLimit.objects.get(legal_group="agriculture", size="nho")
    with clock(at(2024, 2, 1)):
        right = actions.correct_size_limit(limit=limit, by=clerk, members=70)
    with clock(at(2024, 4, 1)):
        actions.correct_size_limit(limit=right, by=clerk, members=50)
    between = client.get(PAGE, ASKED | {"voi_biet_den": "20/01/2024"})
    assert between.context["rules"] is None
    assert "50 → 70" in rules(client, voi_biet_den="01/03/2024")[0][1]
    assert client.get(PAGE, ASKED).context["rules"] is None, "it says the same again"
