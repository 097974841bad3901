"""Keeping the register in the admin: forms, the timeline, permissions."""

from datetime import date

import pytest
from django.urls import reverse

from cooperatives.actions import record_survey
from cooperatives.models import Area, Cooperative, Standing, Union
from coopsite.accounts.roles import EDITOR, KEEPER
from coopsite.core.admin import PortalAdmin
from tests.factories.cases import few_now
from tests.factories.once import written_once_each
from tests.factories.pages import Page, rows_of
from tests.factories.people import make_user
from tests.factories.register import (
    area,
    at,
    clock,
    make_cooperative,
    make_union,
    sector,
)

pytestmark = pytest.mark.django_db
ADD = reverse("admin:cooperatives_cooperative_add")
LIST = reverse("admin:cooperatives_cooperative_changelist")
TAX_CODE = "9900001235"  # an invented number with a right check digit


@pytest.fixture
def keeper(client):
    client.user = make_user("thu", role=KEEPER, full_name="Lê Thị Thu")
    client.force_login(client.user)
    return client


@written_once_each
def fill_the_list(user):
    """Four cooperatives that each filter of `FILTERED` tells apart."""
    union = make_union("Liên hiệp Một")
    with clock(at(2020, 5, 5)):
        make_cooperative("Cũ", founded=date(2001, 1, 1), certificate_number="1")
        make_cooperative("Ngừng", status="ngung", tax_code=TAX_CODE)
    make_cooperative("Xe", sector_code="gtvt", by=user, representative_name="Kim")
    legal = {"legal_status": "tam-ngung"}
    with clock(at(2020, 5, 5)):
        member = make_cooperative("Trong", union=union, facts=legal, phone="123")
        survey = {"members": 9, "source": "Phiếu"}
        member.surveys.create(effective_from=date(2020, 1, 1), **survey)


FILTERED = [
    ({"tinh_trang": "ngung"}, ["Ngừng"]),
    ({"tinh_trang": "khac"}, []),
    ({"linh_vuc": "gtvt"}, ["Xe"]),
    ({"linh_vuc": "khong-co"}, []),
    ({"phap_ly": "tam-ngung"}, ["Trong"]),
    ({"nam_thanh_lap": "2001"}, ["Cũ"]),
    ({"nam_thanh_lap": "hai nghìn"}, []),
    ({"nam_thanh_lap": "99999"}, []),
    ({"con_thieu": "ma-so-thue"}, ["Cũ", "Xe", "Trong"]),
    ({"con_thieu": "giay-chung-nhan"}, ["Ngừng", "Xe", "Trong"]),
    ({"con_thieu": "khao-sat"}, ["Cũ", "Ngừng", "Xe"]),
    ({"con_thieu": "dai-dien"}, ["Cũ", "Ngừng", "Trong"]),
    ({"con_thieu": "lien-lac"}, ["Cũ", "Ngừng", "Xe"]),
    ({"con_thieu": "dia-ban"}, ["Cũ", "Ngừng", "Xe", "Trong"]),
    ({"con_thieu": "khac"}, []),
    ({"moi_ghi": "hom-nay"}, ["Xe"]),
    ({"moi_ghi": "30", "tinh_trang": "ngung"}, []),
    ({"nguoi_ghi": "0"}, []),
    ({"nguoi_ghi": "thu"}, []),
    ({"lien_hiep": "99999999999999999999"}, []),
    ({"dia_ban": "x"}, []),
    ({"q": "cu", "tinh_trang": "hoat-dong"}, ["Cũ"]),
]


def facts(**fields):
    """Return what the browser sends for a standing."""
    sent = {
        "effective_from": "15/03/2019",
        "operating_status": "hoat-dong",
        "legal_status": "hoat-dong",
        "sector": sector("gtvt").pk,
        "area": area("760").pk,
    }
    return sent | fields


def entry(**fields):
    return {"name": "Hợp tác xã Sao Mai", "tax_code": TAX_CODE} | facts(**fields)


def address(organisation, door, *more):
    name = f"admin:cooperatives_{organisation._meta.model_name}_{door}"
    return reverse(name, args=[organisation.pk, *more])


class TestEntering:
    def test_the_founding_is_the_first_standing(self, keeper):
        assert keeper.post(ADD, entry()).status_code == 302
        standing = Standing.objects.get()
        assert standing.organisation.name == "Hợp tác xã Sao Mai"
        assert standing.organisation.tax_code == TAX_CODE, "as it was written"
        assert standing.effective_from == date(2019, 3, 15)
        assert str(standing.recorded_by) == "Lê Thị Thu"
        assert Cooperative.objects.get().history.count() == 1

    @pytest.mark.parametrize("written", ["990 000 1235", "９９００００１２３５"])
    def test_a_tax_code_is_understood_however_written(self, keeper, written):
        assert keeper.post(ADD, entry(tax_code=written)).status_code == 302
        assert Cooperative.objects.get().tax_code == TAX_CODE

    @pytest.mark.parametrize(
        "wrong",
        [
            {"name": "", "tax_code": "9900001234", "effective_from": "31/02/2019"},
            {"tax_code": "12", "effective_from": ""},
            {"sector": "", "area": ""},
            {"sector": "999", "operating_status": "khac"},
        ],
    )
    def test_an_error_stands_at_its_field(self, keeper, wrong):
        page = keeper.post(ADD, entry(**wrong))
        assert page.status_code == 200
        assert page.context["adminform"].form.errors.keys() == wrong.keys()
        assert not Cooperative.objects.exists()
        assert not Standing.objects.exists()

    def test_a_district_that_has_ended_is_refused(self, keeper):
        page = keeper.post(ADD, entry(effective_from="02/07/2025"))
        assert "Vào ngày 02/07/2025, Quận 1" in page.content.decode()
        assert not Cooperative.objects.exists()

    def test_a_taken_tax_code_is_refused(self, keeper):
        make_cooperative(tax_code=TAX_CODE)
        page = keeper.post(ADD, entry())
        assert "đã có ở một hồ sơ khác" in page.content.decode()

    def test_a_union_needs_no_sector(self, keeper):
        sent = entry(name="Liên hiệp Sao Mai", sector="")
        answer = keeper.post(reverse("admin:cooperatives_union_add"), sent)
        assert answer.status_code == 302
        assert Union.objects.get().standings.get().sector is None


class TestTheTimeline:
    def test_a_change_is_added(self, keeper):
        cooperative = make_cooperative(founded=date(2015, 1, 1))
        sent = facts(effective_from="01/03/2024", operating_status="ngung")
        answer = keeper.post(address(cooperative, "standing_add"), sent)
        assert answer.status_code == 302
        standing = cooperative.standings.on(date(2024, 3, 1)).get()
        assert standing.operating_status == "ngung"
        page = keeper.get(address(cooperative, "change")).content.decode()
        assert "Có hiệu lực từ 01/03/2024" in page
        assert "bởi Lê Thị Thu" in page

    @pytest.mark.parametrize("day", ["01/01/2015", "31/12/2014", "hôm qua", ""])
    def test_a_wrong_day_is_told_and_nothing_written(self, keeper, day):
        cooperative = make_cooperative(founded=date(2015, 1, 1))
        sent = facts(effective_from=day)
        page = keeper.post(address(cooperative, "standing_add"), sent)
        assert page.status_code == 400
        assert page.context["form"].errors
        assert Standing.objects.count() == 1

    def test_a_correction_keeps_the_wrong_row(self, keeper):
        cooperative = make_cooperative(founded=date(2015, 1, 1))
        wrong = cooperative.entries.get()
        sent = facts(effective_from="02/01/2015", reason="Ghi nhầm ngày")
        answer = keeper.post(address(cooperative, "standing_correct", wrong.pk), sent)
        assert answer.status_code == 302
        wrong.refresh_from_db()
        assert wrong.superseded_at is not None
        assert wrong.corrected_by.effective_from == date(2015, 1, 2)
        page = keeper.get(address(cooperative, "change")).content.decode()
        assert "đã đính chính, không còn tính" in page

    def test_a_correction_says_why(self, keeper):
        cooperative = make_cooperative()
        wrong = cooperative.entries.get()
        page = keeper.post(address(cooperative, "standing_correct", wrong.pk), facts())
        assert "reason" in page.context["form"].errors
        assert cooperative.entries.known().get() == wrong

    def test_a_standing_of_another_is_not_found(self, keeper):
        cooperative, other = make_cooperative(), make_cooperative()
        theirs = other.entries.get()
        door = address(cooperative, "standing_correct", theirs.pk)
        assert keeper.get(door).status_code == 404


class TestTheList:
    def test_finds_by_folded_name_and_by_code(self, keeper):
        make_cooperative("Hợp tác xã Đồng Xanh", tax_code=TAX_CODE)
        make_cooperative("Hợp tác xã Sao Mai")
        for words in ("dong xanh", "Đồng Xanh", TAX_CODE):
            asked = {"q": words, "con_thieu": "giay-chung-nhan"}
            assert len(rows_of(keeper.user, LIST, **asked)) == 1, words

    @pytest.mark.parametrize("typed", [TAX_CODE, " 990 000 1235", "12a/hn "])
    def test_a_whole_code_opens_the_record(self, keeper, typed):
        found = make_cooperative(tax_code=TAX_CODE, certificate_number="12A/HN")
        answer = keeper.get(LIST, {"q": typed})
        assert answer.headers["Location"] == address(found, "change")

    @pytest.mark.parametrize("typed", ["\x001", "1\x00", "\x00", "٣", "%_1"])
    def test_odd_searches_break_nothing(self, keeper, typed):
        make_cooperative(certificate_number="1")
        assert keeper.get(LIST, {"q": typed}).status_code in (200, 302)
        asked = {
            "app_label": "cooperatives",
            "model_name": "reorganisation",
            "field_name": "successor",
            "term": typed,
        }
        assert keeper.get(reverse("admin:autocomplete"), asked).status_code == 200

    def test_a_code_of_two_or_of_none_shows_the_list(self, keeper):
        for _ in range(2):
            make_cooperative(certificate_number="12A/HN")
        assert len(rows_of(keeper.user, LIST, q="12A/HN")) == 2
        assert len(rows_of(keeper.user, LIST, q="9900001235")) == 0

    @pytest.mark.parametrize(
        ("asked", "names"), few_now(FILTERED, 0, 2, 3, 5, 7, 8, 11, 13, 15, 17, 19, 21)
    )
    def test_filters_by_how_they_stand_today(self, keeper, asked, names):
        fill_the_list(keeper.user)
        rows = rows_of(keeper.user, LIST, **asked)
        assert {row.name for row in rows} == set(names)

    def test_filters_by_place_old_and_new(self, keeper):
        commune = Area.objects.filter(
            level="commune", successions__is_split=False, parent__code="783"
        ).first()
        there = make_cooperative(facts={"area": commune})
        make_cooperative()
        unit = commune.default_unit()
        for place in (commune, commune.parent, unit):
            found = rows_of(keeper.user, LIST, dia_ban=place.pk)
            assert [row.pk for row in found] == [there.pk]

    def test_filters_by_who_recorded_and_by_union(self, keeper):
        fill_the_list(keeper.user)
        union = Union.objects.get()
        for asked, name in (
            ({"nguoi_ghi": keeper.user.pk}, "Xe"),
            ({"lien_hiep": union.pk}, "Trong"),
        ):
            [row] = rows_of(keeper.user, LIST, **asked)
            assert row.name == name

    def test_a_file_of_the_list_says_what_was_chosen(self, keeper):
        fill_the_list(keeper.user)
        asked = {"lien_hiep": Union.objects.get().pk, "nam_thanh_lap": "2015"}
        address = reverse("admin:cooperatives_cooperative_file", args=["csv"])
        answer = keeper.get(address, asked)
        words = b"".join(answer.streaming_content).decode("utf-8-sig")
        assert "Liên hiệp: Liên hiệp Một, Năm thành lập: 2015" in words

    def test_a_survey_recorded_today_is_a_recent_change(self, keeper):
        with clock(at(2020, 5, 5)):
            old, _ = make_cooperative(), make_cooperative()
        record_survey(
            organisation=old,
            effective_from=date(2023, 1, 1),
            by=keeper.user,
            source="Phiếu",
            members=9,
        )
        for asked in ({"moi_ghi": "7"}, {"nguoi_ghi": keeper.user.pk}):
            found = rows_of(keeper.user, LIST, **asked)
            assert [row.pk for row in found] == [old.pk]

    def test_a_filter_says_what_is_chosen_and_how_to_leave_it(self, keeper):
        union = make_union("Liên hiệp Một")
        asked = {"lien_hiep": union.pk, "tinh_trang": "ngung", "p": "1"}
        page = Page(keeper.get(LIST, asked))
        assert "Bỏ lọc “Liên hiệp Một”" in page.words("a")
        assert "?tinh_trang=ngung" in page.links
        boxes = page.all("input", type="hidden", name="tinh_trang", value="ngung")
        assert len(boxes) == 5  # in the search, and in each filter that is filled in

    @pytest.mark.parametrize("rows", [3, 15])
    def test_asks_no_more_for_more_rows(self, keeper, rows, django_assert_num_queries):
        for _ in range(rows):
            make_cooperative()
        # session, its row, person, two of permissions; how many, a page, how each
        # stands today, its founding; sectors, staff, saved views
        with django_assert_num_queries(12):
            keeper.get(LIST)

    def test_far_pages_hold_the_rest(self, keeper, monkeypatch):
        monkeypatch.setattr(PortalAdmin, "list_per_page", 5)
        for number in range(11):
            make_cooperative(f"Hợp tác xã {number:03}")
        seen = [
            row.name
            for number in (1, 2, 3)
            for row in rows_of(keeper.user, LIST, p=number)
        ]
        assert seen == [f"Hợp tác xã {number:03}" for number in range(11)]


class TestPermissions:
    def test_nobody_deletes(self, staff_client):
        cooperative = make_cooperative()
        door = address(cooperative, "delete")
        assert staff_client.post(door, {"post": "yes"}).status_code == 403
        assert Cooperative.objects.exists()

    def test_others_of_the_staff_look_and_do_not_touch(self, client):
        client.force_login(make_user(role=EDITOR))
        cooperative = make_cooperative("Tên cũ")
        standing, entry_pk = cooperative.standings.get(), cooperative.entries.get().pk
        page = client.get(address(cooperative, "change")).content.decode()
        assert "Ghi thay đổi" not in page
        assert "Đính chính" not in page
        refused = [
            (address(cooperative, "change"), {"name": "Tên mới"}),
            (address(cooperative, "standing_add"), facts()),
            (address(cooperative, "standing_correct", entry_pk), facts()),
            (ADD, entry()),
        ]
        for door, sent in refused:
            assert client.post(door, sent).status_code == 403
        assert Standing.objects.get() == standing

    def test_the_book_of_changes_is_only_read(self, staff_client):
        entry = make_cooperative().entries.get()
        door = reverse("admin:cooperatives_standing_change", args=[entry.pk])
        assert staff_client.get(door).status_code == 200
        assert staff_client.post(door, facts()).status_code == 403

    def test_the_book_of_changes_is_searched_without_accents_too(self, keeper):
        make_cooperative("Hợp tác xã Rơm Vàng", facts={"decision_number": "45/QĐ-LM"})
        make_cooperative("Hợp tác xã Cỏ Bốn Lá")
        book = reverse("admin:cooperatives_standing_changelist")
        for words in ("rom vang", "Rơm Vàng", "45/QĐ"):
            found = rows_of(keeper.user, book, q=words)
            names = [str(standing.organisation) for standing in found]
            assert names == ["Hợp tác xã Rơm Vàng"], words
        assert len(keeper.get(book).context["cl"].result_list) == 2

    def test_the_book_of_changes_is_read_by_year(self, keeper):
        make_cooperative()
        book = reverse("admin:cooperatives_standing_changelist")
        for year, count in (("2015", 1), ("2016", 0), ("x", 0)):
            assert len(rows_of(keeper.user, book, nam=year)) == count, year

    def test_a_union_page_knows_no_cooperative(self, keeper):
        union = make_union()
        door = reverse("admin:cooperatives_cooperative_change", args=[union.pk])
        assert keeper.get(door).status_code == 302


def test_a_record_is_headed_by_its_name(staff_client):
    cooperative = make_cooperative("Hợp tác xã Một")
    address = reverse("admin:cooperatives_cooperative_change", args=[cooperative.pk])
    page = Page(staff_client.get(address))
    assert page.words("h1") == ["Hợp tác xã Một"]
    assert page.words("title")[0].startswith("Hợp tác xã Một | ")


def test_a_list_writes_its_numbers_in_thousands(staff_client, monkeypatch):
    monkeypatch.setattr("coopsite.core.paging.BoundedPages.count", 1757)
    make_cooperative()
    address = reverse("admin:cooperatives_cooperative_changelist")
    answer = staff_client.get(address)
    [toolbar] = Page(answer).words("div", id="toolbar")
    assert "1.757 kết quả" in toolbar
    words = answer.content.decode()
    assert "Chọn tất cả 1.757" in words
    assert "Đã chọn tất cả 1.757" in words
    assert "1757" not in words
