"""Keeping the register in the admin: forms, the timeline, permissions."""

from datetime import date

import pytest
from django.urls import reverse

from cooperatives.models import Cooperative, Standing, Union
from coopsite.accounts.roles import EDITOR, KEEPER
from tests.factories.people import make_user
from tests.factories.register import area, make_cooperative, make_union, sector

pytestmark = pytest.mark.django_db
ADD = reverse("admin:cooperatives_cooperative_add")
LIST = reverse("admin:cooperatives_cooperative_changelist")
TAX_CODE = "9900001235"  # an invented number with a right check digit


@pytest.fixture
def keeper(client):
    client.force_login(make_user("thu", role=KEEPER, full_name="Lê Thị Thu"))
    return client


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
        assert standing.effective_from == date(2019, 3, 15)
        assert str(standing.recorded_by) == "Lê Thị Thu"
        assert Cooperative.objects.get().history.count() == 1

    @pytest.mark.parametrize(
        "written", ["9900001235", "990 000 1235", "９９００００１２３５"]
    )
    def test_a_tax_code_is_understood_however_written(self, keeper, written):
        assert keeper.post(ADD, entry(tax_code=written)).status_code == 302
        assert Cooperative.objects.get().tax_code == TAX_CODE

    @pytest.mark.parametrize(
        ("field", "value"),
        [
            ("name", ""),
            ("tax_code", "9900001234"),
            ("tax_code", "12"),
            ("effective_from", "31/02/2019"),
            ("effective_from", ""),
            ("sector", ""),
            ("sector", "999"),
            ("area", ""),
            ("operating_status", "khac"),
        ],
    )
    def test_an_error_stands_at_its_field(self, keeper, field, value):
        page = keeper.post(ADD, entry(**{field: value}))
        assert page.status_code == 200
        assert field in page.context["adminform"].form.errors
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
        wrong = cooperative.standings.get()
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
        wrong = cooperative.standings.get()
        page = keeper.post(address(cooperative, "standing_correct", wrong.pk), facts())
        assert "reason" in page.context["form"].errors
        assert Standing.objects.known().get() == wrong

    def test_a_standing_of_another_is_not_found(self, keeper):
        cooperative, other = make_cooperative(), make_cooperative()
        theirs = other.standings.get()
        door = address(cooperative, "standing_correct", theirs.pk)
        assert keeper.get(door).status_code == 404


class TestTheList:
    def test_finds_by_folded_name_and_by_code(self, keeper):
        make_cooperative("Hợp tác xã Đồng Xanh", tax_code=TAX_CODE)
        make_cooperative("Hợp tác xã Sao Mai")
        for words in ("dong xanh", "Đồng Xanh", TAX_CODE):
            assert keeper.get(LIST, {"q": words}).context["cl"].result_count == 1

    def test_filters_by_how_they_stand_today(self, keeper):
        make_cooperative(status="ngung")
        make_cooperative(sector_code="gtvt")
        for query in ({"tinh_trang": "ngung"}, {"linh_vuc": "gtvt"}):
            assert keeper.get(LIST, query).context["cl"].result_count == 1
        assert (
            keeper.get(LIST, {"linh_vuc": "khong-co"}).context["cl"].result_count == 0
        )

    def test_asks_no_more_for_more_rows(self, keeper, django_assert_max_num_queries):
        for _ in range(12):
            make_cooperative()
        with django_assert_max_num_queries(12):
            keeper.get(LIST)


class TestPermissions:
    def test_nobody_deletes(self, staff_client):
        cooperative = make_cooperative()
        door = address(cooperative, "delete")
        assert staff_client.post(door, {"post": "yes"}).status_code == 403
        assert Cooperative.objects.exists()

    def test_others_of_the_staff_look_and_do_not_touch(self, client):
        client.force_login(make_user(role=EDITOR))
        cooperative = make_cooperative("Tên cũ")
        standing = cooperative.standings.get()
        page = client.get(address(cooperative, "change")).content.decode()
        assert "Ghi thay đổi" not in page
        assert "Đính chính" not in page
        refused = [
            (address(cooperative, "change"), {"name": "Tên mới"}),
            (address(cooperative, "standing_add"), facts()),
            (address(cooperative, "standing_correct", standing.pk), facts()),
            (ADD, entry()),
        ]
        for door, sent in refused:
            assert client.post(door, sent).status_code == 403
        assert Standing.objects.get() == standing

    def test_the_book_of_changes_is_only_read(self, staff_client):
        standing = make_cooperative().standings.get()
        door = reverse("admin:cooperatives_standing_change", args=[standing.pk])
        assert staff_client.get(door).status_code == 200
        assert staff_client.post(door, facts()).status_code == 403

    def test_the_book_of_changes_is_searched_without_accents_too(self, keeper):
        make_cooperative("Hợp tác xã Rơm Vàng", facts={"decision_number": "45/QĐ-LM"})
        make_cooperative("Hợp tác xã Cỏ Bốn Lá")
        book = reverse("admin:cooperatives_standing_changelist")
        for words in ("rom vang", "Rơm Vàng", "45/QĐ"):
            found = keeper.get(book, {"q": words}).context["cl"].result_list
            names = [str(standing.organisation) for standing in found]
            assert names == ["Hợp tác xã Rơm Vàng"], words
        assert len(keeper.get(book).context["cl"].result_list) == 2

    def test_a_union_page_knows_no_cooperative(self, keeper):
        union = make_union()
        door = reverse("admin:cooperatives_cooperative_change", args=[union.pk])
        assert keeper.get(door).status_code == 302
