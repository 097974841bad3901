"""The box of areas on public pages: a page of a past day offers that day's areas."""

from datetime import date

import pytest

from cooperatives import actions
from cooperatives.models import Area, Succession
from tests.factories.cases import few_now
from tests.factories.once import written_once
from tests.factories.register import at, clock, make_cooperative

pytestmark = pytest.mark.django_db

ENDED, NAME = date(2026, 6, 1), "Phường Bến Thành"
NAME_NOW = "Phường Bến Thành (đến 31/05/2026)"
PAGES = [
    ("/hop-tac-xa/", "ngay"),
    ("/lien-hiep/", "ngay"),
    ("/so-lieu/", "ngay"),
    ("/so-lieu/bien-dong/", "den"),
    ("/so-lieu/bien-dong/danh-sach/", "den"),
    ("/so-lieu/dien-bien/", "den"),
    ("/so-lieu/so-sanh/", "ngay"),
    ("/so-lieu/doi-chieu/", "ngay"),
]


@pytest.fixture
@written_once
def unit(db):
    """A unit that ended on 01/06/2026, with one cooperative that was there."""
    unit = Area.objects.get(level="unit", name=NAME)
    heir = Area.objects.get(level="unit", name="Phường Sài Gòn")
    with clock(at(2026, 3, 1)):
        make_cooperative(founded=date(2025, 8, 1), facts={"area": unit})
    with clock(at(2026, 6, 2)):
        unit.valid_until = ENDED
        became = Succession(old=unit, new=heir, kind="merge", is_default=True)
        actions.change_area(area=unit, by=None, successions=[became])
    return unit


def groups(response, field="dia_ban"):
    """{area's label: the group in which it is offered} of a page's box."""
    choices = response.context["form"].fields[field].choices
    return {
        label: group
        for group, members in choices
        if isinstance(members, list)
        for _, label in members
    }


@pytest.mark.parametrize(("page", "day"), few_now(PAGES, 0, 2, 3, 6))
def test_a_past_day_offers_its_own_areas_first(client, unit, page, day):
    offered = groups(client.get(page, {day: "01/04/2026"}))
    assert offered[NAME_NOW] == "Có vào ngày 01/04/2026"
    assert offered["Quận 1"] == Area.Level.DISTRICT.label
    offered = groups(client.get(page, {day: "31/12/2018"}))
    assert offered["Quận 1"] == "Có vào ngày 31/12/2018"
    assert offered["Quận 2 (đến 31/12/2020)"] == "Có vào ngày 31/12/2018"
    assert offered[NAME_NOW] == "Trước đó"


@pytest.mark.parametrize(("page", "day"), few_now(PAGES, 0, 2, 3, 6))
def test_as_known_before_its_end_a_unit_has_not_ended(client, unit, page, day):
    with clock(at(2026, 7, 1)):
        offered = groups(client.get(page, {"biet_den": "01/05/2026"}))
        assert offered[NAME] == "Có vào ngày 01/07/2026", "nobody knew of its end"
        assert NAME_NOW not in offered
        offered = groups(client.get(page, {}))
    assert offered[NAME_NOW] == "Trước đó"


@pytest.mark.parametrize(("page", "day"), few_now(PAGES, 0, 2, 3, 6))
def test_an_ended_unit_can_be_asked_for(client, unit, page, day):
    asked = {"dia_ban": unit.key, day: "01/04/2026", "biet_den": "01/05/2026"}
    response = client.get(page, asked)
    assert response.status_code == 200
    assert f'<option value="{unit.key}" selected>' in response.content.decode()
    if page != "/hop-tac-xa/":
        file = client.get(f"{page}tai-ve.csv", asked)
        assert NAME in file.getvalue().decode()
