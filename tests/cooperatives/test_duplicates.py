"""The warning of a record that may be there already: while typing, and at the save."""

from datetime import date

import pytest
from django.urls import reverse
from hypothesis import given
from hypothesis import strategies as st

from cooperatives.actions import designate
from cooperatives.admin.duplicates import find
from cooperatives.models import Area, Cooperative
from coopsite.accounts.roles import ADMINISTRATOR, EDITOR, KEEPER, REPORTER
from tests.factories.pages import Page, started_from
from tests.factories.people import make_user
from tests.factories.register import area, make_cooperative, make_union, sector

pytestmark = pytest.mark.django_db
ASK = reverse("admin:cooperatives_cooperative_duplicates")
ADD = reverse("admin:cooperatives_cooperative_add")
TAX_CODE = "9900001235"  # an invented number with a right check digit


@pytest.fixture
def keeper(client):
    client.force_login(make_user("thu", role=KEEPER))
    return client


def ask(client, **asked):
    return [one["name"] for one in client.get(ASK, asked).json()["found"]]


def entry(**fields):
    return {
        "name": "HTX Sao Mai",
        "effective_from": "15/03/2019",
        "operating_status": "hoat-dong",
        "legal_status": "hoat-dong",
        "sector": sector("gtvt").pk,
        "area": area("760").pk,
    } | fields


def test_a_name_in_the_same_place_is_found_however_written(keeper):
    known = make_cooperative("Hợp tác xã Sao Mai", area_code="760")
    make_cooperative("Hợp tác xã Sao Mai Hai", area_code="760")
    make_cooperative("Hợp tác xã Sao Mai", area_code="783")
    told = {
        "name": "Hợp tác xã Sao Mai",
        "why": "cùng tên ở Quận 1",
        "address": reverse("admin:cooperatives_cooperative_change", args=[known.pk]),
    }
    for typed in ("Hợp tác xã Sao Mai", "hop tac xa sao mai", "HTX SAO MAI", "Sao Mai"):
        answer = keeper.get(ASK, {"name": typed, "area": area("760").pk})
        assert answer.json()["found"] == [told], typed


def test_a_former_name_counts(keeper):
    known = make_cooperative("Hợp tác xã Sao Mai")
    designate(
        organisation=known,
        what="ten",
        value="Hợp tác xã Sao Hôm",
        effective_from=date(2020, 1, 1),
        by=None,
    )
    asked = {"name": "HTX Sao Mai", "area": area("760").pk}
    assert ask(keeper, **asked) == ["Hợp tác xã Sao Hôm"]


def test_a_place_old_and_new_is_the_same_place(keeper):
    commune = Area.objects.filter(
        level="commune", successions__is_split=False, parent__code="783"
    ).first()
    make_cooperative("Hợp tác xã Sao Mai", facts={"area": commune})
    for place in (commune, commune.parent, commune.default_unit()):
        assert ask(keeper, name="Sao Mai", area=place.pk), place
    assert not ask(keeper, name="Sao Mai", area=area("760").pk)


@pytest.mark.parametrize(
    "asked",
    [
        {"tax_code": TAX_CODE},
        {"tax_code": "990 000 1235"},
        {"certificate_number": " 12a/hn"},
    ],
)
def test_a_code_counts_everywhere_and_for_both_kinds(keeper, asked):
    union = make_union("Liên hiệp Một", tax_code=TAX_CODE, certificate_number="12A/HN")
    [found] = keeper.get(ASK, asked).json()["found"]
    assert found["name"] == "Liên hiệp Một"
    assert found["address"] == reverse(
        "admin:cooperatives_union_change", args=[union.pk]
    )


def test_codes_however_written_and_former_ones_count(keeper):
    one = make_cooperative("Một", certificate_number="41K-123", tax_code=TAX_CODE)
    for what, value in (("giay-chung-nhan", "7B"), ("ma-so-thue", "9900001242")):
        designate(
            organisation=one,
            what=what,
            value=value,
            effective_from=date(2020, 1, 1),
            by=None,
        )
    for typed in ("41K 123", "41k123", "7b", TAX_CODE, "VN-TIN-9900001235"):
        answer = keeper.get(ASK, {"certificate_number": typed}).json()["found"]
        assert [found["name"] for found in answer] == ["Một"], typed
    [former] = keeper.get(ASK, {"tax_code": TAX_CODE}).json()["found"]
    assert former["why"] == "từng mang mã số này"


def test_a_taken_tax_code_is_said_with_a_link(keeper):
    union = make_union("Liên hiệp <Một>", tax_code=TAX_CODE)
    answer = keeper.post(ADD, entry(tax_code=TAX_CODE))
    address = reverse("admin:cooperatives_union_change", args=[union.pk])
    said = f'<a href="{address}">Liên hiệp &lt;Một&gt;</a>'
    assert said in str(answer.context["adminform"].form.errors["tax_code"])


def test_a_tax_code_that_another_once_had_is_asked_about(keeper):
    one = make_cooperative("Một", tax_code=TAX_CODE, area_code="783")
    designate(
        organisation=one,
        what="ma-so-thue",
        value="9900001242",
        effective_from=date(2020, 1, 1),
        by=None,
    )
    answer = keeper.post(ADD, entry(tax_code=TAX_CODE))
    assert answer.status_code == 200
    assert "từng mang mã số này" in answer.content.decode()
    assert Cooperative.objects.count() == 1


def test_the_record_itself_is_none_and_its_place_is_known(keeper):
    mine = make_cooperative("Hợp tác xã Sao Mai")
    assert not ask(keeper, name="Hợp tác xã Sao Mai", known=mine.pk)
    make_cooperative("Hợp tác xã Sao Mai")
    assert ask(keeper, name="Hợp tác xã Sao Mai", known=mine.pk)


@pytest.mark.parametrize(
    "asked", [{}, {"name": "HTX"}, {"area": "x"}, {"known": "9" * 40}, {"name": "\x00"}]
)
def test_nothing_typed_finds_nothing(keeper, asked):
    make_cooperative("HTX")
    assert ask(keeper, **({"area": area("760").pk} | asked)) == []


def test_at_most_five_are_told(keeper, django_assert_max_num_queries):
    for _ in range(8):
        make_cooperative("Hợp tác xã Sao Mai", certificate_number="1")
    asked = {
        "name": "Sao Mai",
        "area": area("760").pk,
        "tax_code": "1",
        "certificate_number": "1",
    }
    # session, its row, person, two of permissions; area; codes twice; the place; names
    with django_assert_max_num_queries(10):
        assert len(ask(keeper, **asked)) == 5


@pytest.mark.parametrize(
    ("role", "status"),
    [(REPORTER, 403), (EDITOR, 403), (KEEPER, 200), (ADMINISTRATOR, 200)],
)
def test_only_those_who_enter_records_may_ask(client, role, status):
    client.force_login(make_user(role=role))
    assert client.get(ASK, {"name": "x"}).status_code == status
    assert client.post(ASK, {"name": "x"}).status_code == (
        403 if status == 403 else 405
    )


def test_the_server_says_so_at_the_save_and_a_second_save_confirms(keeper):
    make_cooperative("Hợp tác xã Sao Mai")
    page = keeper.post(ADD, entry())
    assert page.status_code == 200
    words = page.content.decode()
    assert "bấm Lưu lần nữa thì vẫn lưu" in words
    assert "cùng tên ở Quận 1" in words
    [seen] = Page(page).all("input", name="van_luu")
    assert Cooperative.objects.count() == 1
    sent = entry(van_luu=seen[1]["value"])
    assert keeper.post(ADD, sent).status_code == 302
    assert Cooperative.objects.count() == 2


def test_another_one_that_appeared_since_is_told_first(keeper):
    make_cooperative("Hợp tác xã Sao Mai")
    [seen] = Page(keeper.post(ADD, entry())).all("input", name="van_luu")
    make_cooperative("Hợp tác xã Sao Mai")
    page = keeper.post(ADD, entry(van_luu=seen[1]["value"]))
    assert page.status_code == 200
    assert Cooperative.objects.count() == 2


def change(client, cooperative, **sent):
    address = reverse("admin:cooperatives_cooperative_change", args=[cooperative.pk])
    return client.post(address, sent | started_from(client, address))


def test_amending_warns_only_of_what_was_changed(keeper):
    make_cooperative("Hợp tác xã Sao Mai")
    mine = make_cooperative("Hợp tác xã Sao Hôm")
    page = change(keeper, mine, name="HTX Sao Mai")
    [seen] = Page(page).all("input", name="van_luu")
    answer = change(keeper, mine, name="HTX Sao Mai", van_luu=seen[1]["value"])
    assert answer.status_code == 302
    answer = change(keeper, mine, name="HTX Sao Mai", phone="028 1234")
    assert answer.status_code == 302, "what was confirmed is not asked again"


class TestTheForm:
    def test_it_follows_the_paper_file(self, keeper):
        page = Page(keeper.get(ADD))
        titles = [words for words in page.words("h2") if words]
        order = [
            "Tên và mã số",
            "Thành lập",
            "Trụ sở, liên hệ",
            "Ngành nghề",
            "Người đại diện",
            "Hình ảnh, ghi chú công khai",
            "Tình trạng khi thành lập",
        ]
        assert [title for title in titles if title in order] == order

    def test_the_private_field_says_so(self, keeper):
        labels = Page(keeper.get(ADD)).words("label")
        assert "Liên hệ của người đại diện (không công khai):" in labels

    def test_everything_of_the_identity_is_saved(self, keeper):
        sent = {
            "short_name": "HTX SM",
            "foreign_name": "Sao Mai Cooperative",
            "certificate_number": "12",
            "issuing_authority": "UBND Quận 1",
            "address": "Số 1",
            "phone": "028 1234",
            "email": "a@example.vn",
            "website": "https://example.vn",
            "main_trade": "4931",
            "other_trades": "Một\nHai",
            "representative_name": "Kim",
            "representative_title": "Giám đốc",
            "representative_contact": "0900",
            "public_note": "Ghi chú",
        }
        assert keeper.post(ADD, entry(**sent)).status_code == 302
        saved = Cooperative.objects.get()
        for field, value in sent.items():
            assert getattr(saved, field).replace("\r", "") == value, field
        assert saved.designations.count() == 6  # two names, number, authority, address


@given(st.text(max_size=40), st.text(max_size=20))
def test_no_text_breaks_it(name, code):
    assert find(name=name, tax_code=code, certificate_number=code) == []
    assert find(name=name, area=area("760")) == []
