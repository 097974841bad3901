"""Addresses name an area by its key; those of before, by its code, lead there."""

from datetime import date

import pytest
from django.urls import reverse

from cooperatives.models import Area
from tests.factories.cases import few_now
from tests.factories.pages import Page
from tests.factories.register import make_cooperative

pytestmark = pytest.mark.django_db

DOORS = [
    "/hop-tac-xa/",
    "/hop-tac-xa/tai-ve.xlsx",
    "/hop-tac-xa/tai-ve.csv",
    "/lien-hiep/",
    "/lien-hiep/tai-ve.csv",
    "/so-lieu/",
    "/so-lieu/tai-ve.xlsx",
]


def add_unit(code, **fields):
    given = {"name": f"Phường Số {code}", "level": "unit", "kind": "phuong"}
    place = {"province": "Thành phố Hồ Chí Minh", "code": code}
    return Area.objects.create(**(given | place | fields))


def status(client, address, asked=None):
    """The status of an answer, a file or a page, read to its end."""
    answer = client.get(address, asked or {})
    answer.getvalue()
    return answer.status_code


@pytest.mark.parametrize("door", DOORS)
def test_an_old_address_leads_to_the_key_and_keeps_the_rest(client, door):
    answer = client.get(door, {"biet_den": "31/12/2023", "dia_ban": "769", "z": "a"})
    assert answer.status_code == 301
    assert answer["Location"] == (
        f"{door}?biet_den=31%2F12%2F2023&dia_ban=thanh-pho-thu-duc"
    )
    assert status(client, answer["Location"]) == 200
    assert not answer.cookies


def test_every_code_of_old_addresses_leads_to_the_area_that_was_meant(client):
    """769 was Thành phố Thủ Đức in them, never Quận 2."""
    chosen = [
        *Area.objects.filter(level="district").on(date(2025, 6, 30)),
        *Area.objects.filter(level="unit").on(date(2025, 7, 1)),
    ]
    assert len(chosen) == 38 + 168
    for area in chosen:
        answer = client.get("/hop-tac-xa/", {"dia_ban": area.code})
        assert answer["Location"] == f"/hop-tac-xa/?dia_ban={area.key}"


@pytest.mark.parametrize("door", few_now(DOORS, 0, 2, 5))
def test_no_clash_of_codes_breaks_a_page(client, door):
    """A district and a unit of one code answered 500."""
    add_unit("760")
    add_unit("769", valid_from=date(2026, 1, 1))
    assert client.get(door, {"dia_ban": "760"}).status_code == 400
    later = client.get(door, {"dia_ban": "769"})  # the unit came after old addresses
    assert later["Location"].endswith("dia_ban=thanh-pho-thu-duc")
    for key in ("quan-1", "phuong-so-760", "phuong-so-769", "quan-2-den-2020"):
        assert status(client, door, {"dia_ban": key}) == 200


@pytest.mark.parametrize(
    "value", ["763", "99999", "0", "quan-99", "Quận 1", "1" * 40, "%00", "٧٦٠", "-"]
)
@pytest.mark.parametrize(
    "door", few_now(["/hop-tac-xa/", "/so-lieu/", "/so-lieu/tai-ve.csv"], 0)
)
def test_what_names_no_area_is_said_at_the_field(client, door, value):
    answer = client.get(door, {"dia_ban": value})
    assert answer.status_code == 400


def test_a_nul_is_no_area(client):
    assert client.get("/hop-tac-xa/", {"dia_ban": "quan\0"}).status_code == 400


def test_numbers_link_by_key(client):
    make_cooperative(facts={"area": Area.objects.get(key="quan-2-den-2020")})
    asked = {"theo": "dia-ban", "ngay": "31/12/2018"}
    answer = client.get("/so-lieu/", asked)
    assert "Quận 2 (đến 31/12/2020)" in answer.content.decode()
    links = Page(answer).links
    assert [link for link in links if "dia_ban=quan-2-den-2020" in link]


def test_the_choice_says_when_an_older_district_ended(client):
    page = client.get("/hop-tac-xa/").content.decode()
    assert '<option value="quan-2-den-2020">Quận 2 (đến 31/12/2020)</option>' in page
    assert '<option value="quan-1">Quận 1</option>' in page
    assert page.index(">Phường Bến Thành<") < page.index(">Quận 1<")
    assert page.index(">Quận 1<") < page.index(">Quận 2 (")


def test_the_desk_filters_by_the_row_as_before(staff_client):
    area = Area.objects.get(key="quan-1")
    address = reverse("admin:cooperatives_cooperative_changelist")
    assert staff_client.get(address, {"dia_ban": area.pk}).status_code == 200
