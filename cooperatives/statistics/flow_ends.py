"""How each organisation stood before a period and stands at its end."""

from typing import NamedTuple

from django.db.models import (
    BigIntegerField,
    BooleanField,
    Case,
    Exists,
    OuterRef,
    Q,
    Subquery,
    Value,
    When,
)
from django.db.models.functions import Coalesce

from ..models import AreaRecord, OperatingStatus, Reorganisation, Standing, territory
from .flow_terms import By

DISSOLVED = OperatingStatus.DISSOLVED


class Ends(NamedTuple):
    """How an organisation stood before the period (no status: not in the register) and
    stands at its end: status, row of the table, whether inside the territory, whether
    in the scope; and what tells the parts apart."""

    was: str | None
    was_row: int | None
    was_inside: bool
    was_in_scope: bool
    operating_status: str
    row: int | None
    is_inside: bool
    is_in_scope: bool
    founded_inside: bool
    joined: bool
    is_merged: bool


COLUMNS = Ends._fields


def ends_of(question):
    """Returns how each organisation of the kind stands on the last day, with how it
    stood before: one row an organisation, with the fields of `Ends`."""
    scope, known_at = question.scope, question.known_at
    before = _latest(question).filter(effective_from__lt=question.first)
    old = {name: f"was_{name}" for name in ("sector", "area", "unit")}
    return (
        Standing.objects.on(question.last, question.known_at)
        .filter(kind=scope.kind)
        .alias(**{alias: _value(before, name) for name, alias in old.items()})
        .annotate(
            was=_value(before, "operating_status"),
            was_row=_value(before.annotate(row=_row(question)), "row"),
            row=_row(question),
            was_inside=_truth(
                Q(was__isnull=False)
                & scope.in_city(question.before, known_at, "was_area")
            ),
            was_in_scope=_truth(scope.condition(known_at, **old)),
            is_inside=_truth(scope.in_city(question.last, known_at)),
            is_in_scope=_truth(scope.condition(known_at)),
            founded_inside=_founded_inside(question),
            joined=_joined(question),
            is_merged=_is_merged(question),
        )
    )


def _latest(question):
    course = Standing.objects.known(question.known_at)
    course = course.filter(organisation=OuterRef("organisation"))
    return course.order_by("-effective_from")


def _value(course, name):
    return Subquery(course.values(name)[:1])


def _row(question):
    """Returns the row that a standing counts in: its sector (0 for none), or its area,
    where a commune of a district counts in the district."""
    if question.by == By.SECTOR:
        return Coalesce("sector_id", 0)
    records = AreaRecord.objects.known(question.known_at)
    records = records.filter(area=OuterRef("area_id"))
    key = BigIntegerField()  # the parent's own key and the reference are of two types
    return Coalesce(_value(records, "parent"), "area_id", output_field=key)


def _truth(condition):
    """Returns the condition as a value; true where it is empty."""
    if not condition:
        return Value(True, BooleanField())
    return Case(
        When(condition, then=Value(True)),
        default=Value(False),
        output_field=BooleanField(),
    )


def _founded_inside(question):
    """Returns whether the founding was in the city as it was that day."""
    if not territory.is_smaller(question.first, question.scope.is_todays):
        return _truth(Q())
    inside = _truth(territory.inside_on_its_own_day(known_at=question.known_at))
    foundings = _latest(question).order_by("effective_from")
    return Coalesce(_value(foundings.annotate(is_inside=inside), "is_inside"), False)


def _joined(question):
    """Returns whether it was in another province on the eve of the merger."""
    if not question.crosses_the_merger:
        return Value(False, BooleanField())
    eve = _latest(question).filter(effective_from__lte=territory.LAST_DAY_BEFORE)
    inside = territory.inside(territory.LAST_DAY_BEFORE, known_at=question.known_at)
    outside = eve.annotate(is_outside=_truth(~inside))
    return Coalesce(_value(outside, "is_outside"), False)


def _is_merged(question):
    """Returns whether a reorganisation of the period ended it; asked of the dissolved
    only."""
    ends = [form for form in Reorganisation.Form if form.ends_the_predecessor]
    ended = Reorganisation.objects.known(question.known_at).filter(
        organisation=OuterRef("organisation"),
        form__in=ends,
        effective_from__range=(question.first, question.last),
    )
    return Case(
        When(operating_status=DISSOLVED, then=Exists(ended)),
        default=Value(False),
        output_field=BooleanField(),
    )
