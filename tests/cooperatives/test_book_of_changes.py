"""The book of changes: filters, what an entry says, struck ones apart, files."""

import csv
import io
from datetime import date

import pytest
from django.contrib.auth.models import Permission
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from openpyxl import load_workbook

from cooperatives.actions import change_standing, correct_standing, withdraw
from coopsite.accounts.roles import KEEPER
from tests.factories.cases import few_now
from tests.factories.once import written_once, written_once_each
from tests.factories.pages import Page, rows_of
from tests.factories.people import make_user
from tests.factories.register import area, make_cooperative, make_union, sector

pytestmark = pytest.mark.django_db
BOOK = reverse("admin:cooperatives_standing_changelist")
DAY = date(2023, 5, 1)
WRITTEN = {"gtvt": "12/ĐK-HTX", "vsmt": "12/đk-htx", "tmdv": "12 Đk. HTX"}


@pytest.fixture
def keeper(client):
    client.user = make_user("thu", role=KEEPER, full_name="Lê Thị Thu")
    client.force_login(client.user)
    return client


@written_once_each
def change(organisation, day=DAY, **facts):
    return change_standing(
        organisation=organisation, effective_from=day, by=None, **facts
    )


def found(client, **query):
    return {entry.pk for entry in rows_of(client.user, BOOK, **query)}


@pytest.fixture
@written_once
def stopped():
    """Of agriculture in Củ Chi, stopped in 2023; later of trade, in Quận 1."""
    cooperative = make_cooperative(
        "Hợp tác xã Rơm Vàng", sector_code="nn", area_code="783"
    )
    entry = change(cooperative, operating_status="ngung")
    later = date(2024, 1, 1)
    change(cooperative, later, sector=sector("tmdv"), area=area("760"))
    return entry


class TestFilters:
    def test_sector_and_place_are_those_of_the_day(self, keeper, stopped):
        make_cooperative(sector_code="nn", area_code="783")
        query = {"linh_vuc": "nn", "dia_ban": area("783").pk}
        query |= {"tinh_trang": "ngung", "nam": "2023"}
        assert found(keeper, **query) == {stopped.pk}
        for other in (
            {"linh_vuc": "tmdv"},
            {"dia_ban": area("760").pk},
            {"tinh_trang": "giai-the"},
            {"nam": "2024"},
        ):
            assert found(keeper, **(query | other)) == set(), other

    def test_a_place_that_an_entry_states_is_found_by_it(self, keeper, stopped):
        query = {"dia_ban": area("760").pk, "nam": "2024"}
        assert len(found(keeper, **query)) == 1

    @pytest.mark.parametrize(
        "query",
        [
            {"dia_ban": "x"},
            {"dia_ban": "9" * 30},
            {"linh_vuc": "khac"},
            {"tinh_trang": "khac"},
            {"con_tinh": "khac"},
            {"nguoi_ghi": "0"},
            {"nam": "23"},
        ],
    )
    def test_what_is_no_choice_finds_nothing_and_is_said(self, keeper, stopped, query):
        page = keeper.get(BOOK, query)
        assert not page.context["cl"].result_list
        [alert] = Page(page).inside("errorlist")
        assert "ãy " in alert, "says what to do"
        file = reverse("admin:cooperatives_standing_file", args=["csv"])
        assert keeper.get(file, query)["Location"].startswith(f"{BOOK}?")

    def test_an_empty_filter_is_none(self, keeper, stopped):
        assert len(found(keeper, con_tinh="", tinh_trang="", nam="")) == 3

    def test_a_kind_that_is_none_stands_in_the_file(self, keeper, stopped):
        file = reverse("admin:cooperatives_standing_file", args=["csv"])
        answer = keeper.get(file, {"kind__exact": "zz"}).getvalue().decode()
        assert "Loại hình: zz" in answer

    def test_kinds(self, keeper, stopped):
        union = make_union()
        query = {"kind__exact": "lien-hiep"}
        assert found(keeper, **query) == {union.entries.get().pk}

    def test_search_knows_no_accents(self, keeper, stopped):
        make_cooperative()
        assert len(found(keeper, q="rom vang")) == 3

    @pytest.mark.parametrize(
        "typed",
        few_now(
            [
                "12/ĐK-HTX",
                "12/đk-htx",
                "12 ĐK HTX",
                "12 dk–htx",
                "１２/Đk",
                "12/\u0110K-HTX",
            ],
            1,
            3,
            4,
        ),
    )
    def test_a_decision_is_found_however_its_number_is_written(
        self, keeper, stopped, typed
    ):
        other = make_cooperative()
        entries = {
            change(
                other,
                date(2023, 5, place),
                decision_number=written,
                sector=sector(code),
            ).pk
            for place, (code, written) in enumerate(WRITTEN.items(), 1)
        }
        assert found(keeper, q=typed) == entries

    def test_no_other_number_is_found(self, keeper, stopped):
        change(
            stopped.organisation,
            date(2025, 2, 1),
            decision_number="12/QL-HTX",
            sector=sector("nn"),
        )
        for typed in ("13/ĐK", "%", "_", "/", "'", "–", "\u0110"):
            assert found(keeper, q=typed) == set(), typed


class TestStruckOnes:
    @pytest.fixture
    def struck(self, keeper):
        cooperative = make_cooperative()
        wrong = change(cooperative, sector=sector("vsmt"))
        right = correct_standing(
            fact=wrong, by=keeper.user, reason="Gõ nhầm mã", sector=sector("gtvt")
        )
        withdraw(fact=right, by=keeper.user, reason="Nhầm hồ sơ")
        return cooperative, wrong, right

    def test_they_are_kept_apart(self, keeper, struck):
        cooperative, wrong, right = struck
        founding = cooperative.entries.known().get().pk
        assert found(keeper) == {founding}
        assert found(keeper, con_tinh="khong") == {wrong.pk, right.pk}
        assert found(keeper, con_tinh="rut") == {right.pk}
        assert found(keeper, con_tinh="tat-ca") == {founding, wrong.pk, right.pk}

    def test_they_say_when_by_whom_and_why(self, keeper, struck):
        rows = Page(keeper.get(BOOK, {"con_tinh": "khong"})).inside("entry-struck")
        assert len(rows) == 2
        assert any(row.startswith("Rút ") and "Nhầm hồ sơ" in row for row in rows)
        words = "lĩnh vực: Vệ sinh môi trường → Giao thông vận tải; Gõ nhầm mã"
        assert any(row.endswith(words) for row in rows)
        assert all("Lê Thị Thu" in row for row in rows)

    def test_a_struck_entry_is_found_by_the_sector_it_stated(self, keeper, struck):
        query = {"linh_vuc": "vsmt", "con_tinh": "khong"}
        assert found(keeper, **query) == {struck[1].pk}


def test_an_entry_says_what_it_changed(keeper, stopped):
    words = keeper.get(BOOK, {"nam": "2024"}).content.decode()
    assert "lĩnh vực: Nông nghiệp → Thương mại – dịch vụ" in words
    assert "địa bàn: Huyện Củ Chi → Quận 1" in words
    assert "tình trạng hoạt động:" not in words
    assert f'/cooperative/{stopped.organisation_id}/change/#moc"' in words


def test_the_page_asks_no_more_for_more_entries(keeper):
    asked = []
    for times in (1, 4):
        for _ in range(times):
            make_cooperative(sector_code="gtvt")
        with CaptureQueriesContext(connection) as queries:
            keeper.get(BOOK, {"linh_vuc": "gtvt", "dia_ban": area("760").pk})
        asked.append(len(queries))
    assert asked[0] == asked[1]


class TestFiles:
    def rows(self, answer, ending):
        content = b"".join(answer.streaming_content)
        if ending == "csv":
            text = content.decode("utf-8-sig")
            lines = list(csv.reader(io.StringIO(text), delimiter=";"))
        else:
            sheet = load_workbook(io.BytesIO(content)).active
            lines = [list(row) for row in sheet.iter_rows(values_only=True)]
        start = next(i for i, line in enumerate(lines) if line and line[0] == "Tổ chức")
        return [
            dict(zip(lines[start], line, strict=False)) for line in lines[start + 1 :]
        ]

    @pytest.mark.parametrize("ending", ["csv", "xlsx"])
    @pytest.mark.parametrize("name", ["standing", "standingentry"])
    def test_what_the_filters_left_is_taken_away(self, keeper, stopped, ending, name):
        make_cooperative()
        file = reverse(f"admin:cooperatives_{name}_file", args=[ending])
        answer = keeper.get(file, {"linh_vuc": "nn", "tinh_trang": "ngung"})
        [row] = self.rows(answer, ending)
        assert row["Tổ chức"] == "Hợp tác xã Rơm Vàng"
        assert row["Tình trạng hoạt động"] == "Ngừng hoạt động"
        assert not row["Lĩnh vực"], "not stated"

    def test_a_struck_one_says_why(self, keeper, stopped):
        withdraw(fact=stopped, by=keeper.user, reason="=Nhầm")
        file = reverse("admin:cooperatives_standing_file", args=["csv"])
        [row] = self.rows(keeper.get(file, {"con_tinh": "khong"}), "csv")
        assert row["Vì sao không còn tính"] == "'=Nhầm"
        assert row["Người đính chính, rút"] == "Lê Thị Thu"

    def test_it_is_for_those_who_may_read_the_book(self, client):
        file = reverse("admin:cooperatives_standing_file", args=["csv"])
        assert client.get(file).status_code == 302
        person = make_user("xem", is_staff=True)
        client.force_login(person)
        assert client.get(file).status_code == 403
        assert client.get(BOOK).status_code == 403
        person.user_permissions.add(Permission.objects.get(codename="view_standing"))
        assert client.get(BOOK).status_code == 200
        assert client.post(file).status_code == 405


def test_the_menu_leads_to_the_old_address(keeper):
    assert BOOK in Page(keeper.get(reverse("admin:index"))).links
