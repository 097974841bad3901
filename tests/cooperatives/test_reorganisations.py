"""Mergers and splits keep the link to what came before and after."""

from datetime import date

import pytest

from cooperatives.actions import reorganise, withdraw
from cooperatives.models import OperatingStatus, Reorganisation, Standing
from tests.factories.register import make_cooperative

from .test_actions import refusal

pytestmark = pytest.mark.django_db

DAY = date(2022, 7, 1)
FORM = Reorganisation.Form


def status(organisation, day=DAY):
    return Standing.objects.on(day).get(organisation=organisation).operating_status


def merge(*into, organisation=None, form=FORM.MERGER, **more):
    return reorganise(
        organisation=organisation or make_cooperative(),
        form=form,
        successors=list(into),
        effective_from=DAY,
        by=None,
        **more,
    )


@pytest.mark.parametrize(
    ("form", "ends"),
    [
        (FORM.MERGER, True),
        (FORM.CONSOLIDATION, True),
        (FORM.DIVISION, True),
        (FORM.SEPARATION, False),
    ],
)
def test_a_predecessor_ends_but_when_a_part_is_separated(form, ends):
    one, other = make_cooperative(), make_cooperative("Hợp tác xã Kế Tục")
    [reorganisation] = merge(other, organisation=one, form=form, decision_number="7/QĐ")
    assert (reorganisation.organisation_id, reorganisation.successor) == (one.pk, other)
    expected = OperatingStatus.DISSOLVED if ends else OperatingStatus.ACTIVE
    assert status(one) == expected
    assert status(one, date(2022, 6, 30)) == OperatingStatus.ACTIVE
    last = one.entries.first()
    assert ("Hợp tác xã Kế Tục" in last.reason) == ends
    assert (last.decision_number == "7/QĐ") == ends


def test_a_division_has_several_successors():
    one, parts = make_cooperative(), [make_cooperative() for _ in range(3)]
    merge(*parts, organisation=one, form=FORM.DIVISION)
    assert [d.successor for d in one.reorganisations.order_by("pk")] == parts
    assert [d.organisation_id for d in parts[0].ancestries.all()] == [one.pk]


def test_one_whose_end_is_recorded_already_is_not_ended_again():
    one = make_cooperative(status="giai-the", status_from=DAY)
    merge(make_cooperative(), organisation=one)
    assert one.standings.count() == 2


@pytest.mark.parametrize(
    "into",
    [
        list,
        lambda: [make_cooperative(), make_cooperative()],
        lambda: [make_cooperative(founded=date(2022, 7, 2))],
    ],
)
def test_a_wrong_successor_is_refused_and_nothing_is_written(into):
    one = make_cooperative()
    errors = refusal(lambda: merge(*into(), organisation=one))
    assert list(errors) == ["successors"]
    assert (status(one), Reorganisation.objects.count()) == (OperatingStatus.ACTIVE, 0)


def test_nobody_descends_from_itself_or_twice():
    one, other = make_cooperative(), make_cooperative()
    assert refusal(lambda: merge(one, organisation=one, form=FORM.SEPARATION))
    merge(other, organisation=one, form=FORM.SEPARATION)
    assert refusal(lambda: merge(other, organisation=one, form=FORM.SEPARATION))
    assert Reorganisation.objects.count() == 1


def test_a_withdrawn_reorganisation_may_be_recorded_again():
    one, other = make_cooperative(), make_cooperative()
    [wrong] = merge(other, organisation=one, form=FORM.SEPARATION)
    withdraw(fact=wrong, by=None, reason="Nhầm")
    merge(other, organisation=one, form=FORM.SEPARATION)
    assert Reorganisation.objects.known().count() == 1
