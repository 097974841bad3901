"""How an organisation stands follows from what was stated, axis by axis."""

from datetime import date
from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.db import IntegrityError, connection, transaction
from django.utils import timezone

from cooperatives.actions import (
    change_many,
    change_standing,
    correct_standing,
    withdraw,
)
from cooperatives.models import (
    AXES,
    OperatingStatus,
    Standing,
    StandingEntry,
)
from tests.factories.register import (
    area,
    at,
    clock,
    make_cooperative,
    make_union,
    sector,
)

pytestmark = pytest.mark.django_db

STOPPED, DISSOLVED = OperatingStatus.STOPPED, OperatingStatus.DISSOLVED


def day(text):
    return date(*map(int, reversed(text.split("/"))))


def change(organisation, from_day, **facts):
    return change_standing(
        organisation=organisation, effective_from=day(from_day), by=None, **facts
    )


def stood(organisation, on_day, *names):
    row = Standing.objects.on(day(on_day)).get(organisation=organisation)
    found = tuple(getattr(row, name) for name in names)
    return found[0] if len(found) == 1 else found


class TestLateEntries:
    def test_a_late_status_leaves_the_sector_of_its_time(self):
        """NN moved to TMDV on 01/06/2024; "ngừng" from 01/10/2023 is entered late."""
        one = make_cooperative(sector_code="nn", founded=date(2015, 3, 2))
        change(one, "01/06/2024", sector=sector("tmdv"))
        change(one, "01/10/2023", operating_status=STOPPED)
        before = stood(one, "01/12/2023", "sector", "operating_status")
        assert before == (sector("nn"), STOPPED)
        after = stood(one, "01/07/2024", "sector", "operating_status")
        assert after == (sector("tmdv"), STOPPED)

    def test_a_late_sector_is_not_undone_by_a_later_legal_status(self):
        """1991 NN; 1996 legal status; late entry 1993 → GTVT."""
        one = make_cooperative(sector_code="nn", founded=date(1991, 5, 6))
        change(one, "01/02/1996", legal_status="tam-ngung")
        change(one, "01/03/1993", sector=sector("gtvt"))
        assert stood(one, "01/01/1995", "sector") == sector("gtvt")
        assert stood(one, "01/01/1997", "sector") == sector("gtvt")
        assert stood(one, "01/01/1997", "legal_status") == "tam-ngung"

    def test_a_corrected_founding_holds_until_the_axis_is_stated_again(self):
        one = make_cooperative(sector_code="nn", founded=date(1991, 5, 6))
        change(one, "01/02/1996", legal_status="tam-ngung")
        founding = one.entries.get(effective_from=date(1991, 5, 6))
        correct_standing(
            fact=founding, by=None, reason="Sai ngành", sector=sector("ttcn")
        )
        assert stood(one, "01/01/1997", "sector") == sector("ttcn")

    def test_a_dissolution_before_a_later_move_stays(self):
        one = make_cooperative(founded=date(1991, 5, 6))
        change(one, "01/02/2010", area=area("783"))
        change(one, "01/02/2005", operating_status=DISSOLVED, legal_status="cham-dut")
        assert stood(one, "01/03/2010", "operating_status") == DISSOLVED

    def test_a_confirmation_stops_a_late_entry(self):
        """A survey found it active on 30/06/2023; "ngừng" from 2022 is entered late."""
        one = make_cooperative(founded=date(2015, 3, 2))
        change(one, "30/06/2023", operating_status="hoat-dong")
        assert one.standings.known().count() == 1
        change(one, "01/05/2022", operating_status=STOPPED)
        assert stood(one, "29/06/2023", "operating_status") == STOPPED
        assert stood(one, "30/06/2023", "operating_status") == "hoat-dong"

    def test_leaving_a_union_is_a_statement(self):
        union = make_union(founded=date(2000, 1, 3))
        one = make_cooperative(founded=date(2005, 1, 3), union=union)
        change(one, "01/01/2020", union=None)
        change(one, "01/01/2010", sector=sector("gtvt"))
        assert stood(one, "01/01/2015", "union") == union
        assert stood(one, "01/02/2020", "union") is None

    def test_an_unknown_unit_is_a_statement(self):
        unit = area("760").units_now()[0]
        one = make_cooperative(facts={"unit": unit})
        change(one, "01/01/2020", area=area("760"), unit=None)
        assert stood(one, "31/12/2019", "unit") == unit
        assert stood(one, "01/01/2020", "area", "unit") == (area("760"), None)

    def test_a_withdrawal_gives_way_to_what_was_stated_before(self):
        one = make_cooperative(founded=date(2015, 3, 2))
        wrong = change(one, "01/01/2020", area=area("783"))
        change(one, "01/01/2021", operating_status=STOPPED)
        withdraw(fact=wrong, by=None, reason="Nhầm hồ sơ")
        found = stood(one, "01/02/2021", "area", "operating_status")
        assert found == (area("760"), STOPPED)


def test_rows_that_stay_as_they_were_are_not_touched():
    one = make_cooperative(founded=date(2015, 3, 2))
    change(one, "01/01/2020", operating_status=STOPPED)
    before = set(one.standings.values_list("pk", flat=True))
    change(one, "01/01/2022", sector=sector("gtvt"))
    kept = set(one.standings.known().values_list("pk", flat=True))
    assert before < kept and not one.standings.exclude(superseded_at=None).exists()


def test_all_that_an_action_writes_bears_one_moment():
    some = [make_cooperative() for _ in range(5)]
    for one in some:
        change(one, "01/01/2022", sector=sector("gtvt"))
    change_many(
        organisations=some,
        effective_from=day("01/01/2020"),
        by=None,
        operating_status=STOPPED,
    )
    entries = StandingEntry.objects.filter(effective_from=day("01/01/2020"))
    moment = entries.values_list("recorded_at", flat=True).distinct().get()
    late = Standing.objects.known().filter(effective_from__year=2022)
    assert set(late.values_list("recorded_at", flat=True)) == {moment}
    struck = Standing.objects.exclude(superseded_at=None)
    assert set(struck.values_list("superseded_at", flat=True)) == {moment}


class TestCheckRegister:
    def check(self):
        out = StringIO()
        call_command("check_register", stdout=out)
        return out.getvalue()

    def test_a_right_register_passes(self):
        with clock(at(2020, 1, 5)):
            one = make_cooperative(founded=date(2015, 3, 2))
        with clock(at(2021, 1, 5)):
            wrong = change(one, "01/01/2019", operating_status=STOPPED)
        with clock(at(2022, 1, 5)):
            right = correct_standing(
                fact=wrong, by=None, reason="Sai ngày", effective_from=day("01/02/2019")
            )
            change(one, "01/01/2016", sector=sector("gtvt"))
        with clock(at(2023, 1, 5)):
            withdraw(fact=right, by=None, reason="Nhầm")
        assert "Đã soát 1 hồ sơ" in self.check()

    def test_a_row_that_follows_from_nothing_is_found(self):
        one = make_cooperative("Hợp tác xã Lạ", founded=date(2015, 3, 2))
        founding = one.standings.get()
        founding.pk, founding.effective_from = None, day("01/01/2020")
        founding.operating_status = STOPPED
        Standing.objects.bulk_create([founding])
        with pytest.raises(CommandError, match="Hợp tác xã Lạ"):
            self.check()


# --- what the database refuses of entries ---------------------------------------------

RIGHT = {
    "kind": "htx",
    "effective_from": date(2020, 1, 1),
    "states_operating_status": True,
    "operating_status": "ngung",
}


def write(**changed):
    one = make_cooperative()
    values = RIGHT | {"recorded_at": timezone.now()} | changed
    entry = StandingEntry(organisation_id=one.pk, **values)
    with transaction.atomic():
        StandingEntry.objects.bulk_create([entry])
    return one


def test_a_right_entry_is_taken():
    assert write()


@pytest.mark.parametrize(
    ("changed", "name"),
    [
        (
            {"states_operating_status": False, "operating_status": ""},
            "entry_states_something",
        ),
        ({"operating_status": "nghi"}, "entry_operating_status_known"),
        ({"operating_status": ""}, "entry_operating_status_known"),
        (
            {"states_operating_status": False, "states_union": True},
            "entry_operating_status_known",
        ),
        (
            {"states_legal_status": True, "legal_status": "nghi"},
            "entry_legal_status_known",
        ),
        ({"legal_status": "tam-ngung"}, "entry_legal_status_known"),
        ({"states_sector": True}, "entry_sector_known"),
        ({"states_place": True}, "entry_place_known"),
        ({"kind": "tht"}, "entry_kind_known"),
        ({"withdrawal_reason": "x"}, "standingentry_withdrawn_is_superseded"),
    ],
)
def test_what_says_too_much_or_too_little_is_refused(changed, name):
    with pytest.raises(IntegrityError, match=name):
        write(**changed)


@pytest.mark.parametrize(
    ("field", "get", "name"),
    [
        ("sector", lambda: sector("nn"), "entry_sector_known"),
        ("area", lambda: area("760"), "entry_place_known"),
        ("unit", lambda: area("760"), "entry_place_known"),
        ("union", make_union, "entry_union_known"),
    ],
)
def test_a_value_that_is_not_stated_is_refused(field, get, name):
    with pytest.raises(IntegrityError, match=name):
        write(**{field: get()})


def test_an_entry_is_corrected_once():
    wrong = make_cooperative().entries.get()
    write(corrects=wrong)
    with pytest.raises(IntegrityError, match="(?i)unique"):
        write(corrects=wrong)


def test_a_union_in_a_union_is_refused():
    with pytest.raises(IntegrityError, match="entry_union_known"):
        write(kind="lien-hiep", states_union=True, union=make_union())


VALUES = {
    "operating_status": lambda: {"operating_status": "ngung"},
    "legal_status": lambda: {"legal_status": "tam-ngung"},
    "sector": lambda: {"sector": sector("gtvt")},
    "place": lambda: {"area": area("783")},
    "union": lambda: {"union": None},
}


@pytest.mark.parametrize("axis", AXES)
def test_an_axis_is_stated_once_a_day(axis):
    one = make_cooperative()
    entry = change(one, "01/01/2020", **VALUES[axis]())
    entry.pk = None
    name = f"entry_one_{axis}_a_day"
    if connection.vendor == "sqlite":
        name = "UNIQUE constraint failed"
    with pytest.raises(IntegrityError, match=name), transaction.atomic():
        StandingEntry.objects.bulk_create([entry])
