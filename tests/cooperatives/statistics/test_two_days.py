"""Two days side by side: each number is that day's, each change leads to its causes."""

from datetime import date

import pytest

from cooperatives.models import OperatingStatus
from tests.factories.once import written_once
from tests.factories.pages import Page
from tests.factories.register import at, clock, make_cooperative

from ..lists import lengths, numbers_in

pytestmark = pytest.mark.django_db

STOPPED, DISSOLVED = OperatingStatus.STOPPED, OperatingStatus.DISSOLVED
PAGE, LIST = "/so-lieu/so-sanh/", "/so-lieu/bien-dong/danh-sach/"
ASKED = {"ngay": "31/12/2023", "voi": "31/12/2022"}


@pytest.fixture
@written_once
def register(db):
    """What 2023 changed in two sectors."""
    make_cooperative("Ở lại")
    make_cooperative("Mới", founded=date(2023, 5, 1), sector_code="gtvt")
    make_cooperative("Ngừng", status=STOPPED, status_from=date(2023, 1, 1))
    make_cooperative("Hết", status=DISSOLVED, status_from=date(2023, 12, 31))


def total(response):
    """The numbers of the table's last row: of both days and the change, three times."""
    return Page(response).words("td")[-9:]


def test_each_number_is_its_day_s(client, register):
    response = client.get(PAGE, ASKED)
    assert total(response) == ["3", "2", "−1", "0", "1", "+1", "3", "3", "0"]


def test_the_order_of_the_days_does_not_matter(client, register):
    turned = {"ngay": ASKED["voi"], "voi": ASKED["ngay"]}
    here, there = (client.get(PAGE, asked) for asked in (ASKED, turned))
    assert total(here) == total(there)


def test_every_number_leads_to_a_list_as_long(client, register):
    numbers = numbers_in(Page(client.get(PAGE, ASKED)))
    assert lengths(client, numbers) == numbers
    assert len(numbers) == 12


def test_a_change_leads_to_what_changed(client, register):
    found = {
        words: {
            p.organisation.name for p in client.get(link["href"]).context["transitions"]
        }
        for _, link, words in Page(client.get(PAGE, ASKED)).all("a")
        if link["href"].startswith(LIST) and words[0] in "+−"
    }
    assert found == {
        "+1": {"Mới"},
        "−2": {"Ngừng", "Hết"},
        "−1": {"Mới", "Ngừng", "Hết"},
    }


@pytest.mark.parametrize(
    ("asked", "days"),
    [
        ({}, (date(2023, 2, 28), date(2024, 2, 28))),
        ({"ngay": "29/02/2024"}, (date(2023, 2, 28), date(2024, 2, 29))),
        ({"voi": "01/01/2025"}, (date(2024, 2, 28), date(2025, 1, 1))),
        ({"ngay": "01/01/1945"}, (date(1944, 1, 1), date(1945, 1, 1))),
    ],
)
def test_without_a_day_it_is_today_and_the_year_before(client, asked, days):
    with clock(at(2024, 2, 28)):
        context = client.get(PAGE, asked).context
    assert (context["earlier"], context["later"]) == days


def test_as_known_then(client):
    with clock(at(2024, 3, 1)):
        make_cooperative("Ghi muộn")
    numbers = [
        total(client.get(PAGE, ASKED | asked))[1]
        for asked in ({}, {"biet_den": "28/02/2024"}, {"biet_den": "01/03/2024"})
    ]
    assert numbers == ["1", "0", "1"]


@pytest.mark.parametrize(
    ("asked", "field"),
    [
        ({"ngay": "31/02/2023"}, "ngay"),
        ({"voi": "x"}, "voi"),
        ({"biet_den": "32/01/2023"}, "biet_den"),
        ({"ngay": "31/12/2023", "voi": "31/12/2023"}, "voi"),
    ],
)
def test_a_wrong_day_is_said_at_its_field(client, asked, field):
    response = client.get(PAGE, asked)
    assert response.status_code == 400
    assert list(response.context["form"].errors) == [field]
    alerts = [e for e in Page(response).elements if e[1].get("role") == "alert"]
    assert len(alerts) == 1
