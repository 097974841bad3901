"""Why a day counts otherwise as known at one moment than as known at another.

What was told on a day stays provable: the counts of then, those of a later moment or of
now, and each record that lies between them.
"""

from collections import defaultdict
from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import (
    BigIntegerField,
    Case,
    CharField,
    Exists,
    F,
    OuterRef,
    Q,
    Subquery,
    Value,
    When,
)
from django.db.models.functions import Coalesce

from coopsite.core.content_version import REGISTER
from coopsite.core.remembered import remembered

from ..models import AreaRecord, CurrentUnit, Organisation, Standing, StandingEntry
from .scope import EVERYWHERE

# What an organisation is counted by, with what stands for "not in the count".
_COUNTED_BY = {
    "operating_status": Value("", CharField()),
    "sector": Value(0, BigIntegerField()),
    "area": Value(0, BigIntegerField()),
}


def get_moments(form):
    """Returns what `between` and `explained` need of a valid `ComparisonForm`: the
    day, both moments and the scope."""
    return (form.day, *form.then_and_now, form.scope)


@remembered(REGISTER)
def count_between(day, then_at, now_at=None, scope=EVERYWHERE):
    """Returns of how many organisations `between` tells."""
    return between(day, then_at, now_at, scope).count()


def between(day, then_at, now_at=None, scope=EVERYWHERE):
    """Returns the organisations whose counting in `scope` on `day` (a date) differs
    between what was known at the moment `then_at` and at the later one `now_at` (None:
    now), by name.

    Counting is: in the register, in the territory of the day and in the scope;
    operating status, sector, area. Each row has `then_id` and `now_id`, the standings
    it was and is counted by (None: none).
    """
    was_inside, is_inside = (
        scope.in_city(day, moment) & scope.condition(moment)
        for moment in (then_at, now_at)
    )
    then = _standing_of(Standing.objects.known(then_at), day)
    now = _standing_of(Standing.objects.known(now_at), day)
    differs = Q()
    facts = {}
    for fact, nothing in _COUNTED_BY.items():
        facts[f"then_{fact}"] = _value(then, fact, was_inside, nothing)
        facts[f"now_{fact}"] = _value(now, fact, is_inside, nothing)
        differs |= ~Q(**{f"then_{fact}": F(f"now_{fact}")})
    return (
        Organisation.objects.filter(
            Exists(_recorded_between(then_at, now_at))
            | _areas_changed(then_at, now_at, scope),
            kind=scope.kind,
        )
        .alias(**facts)
        .filter(differs)
        .annotate(
            then_id=_value(then, "pk", was_inside),
            now_id=_value(now, "pk", is_inside),
        )
        .order_by("sort_name", "pk")
    )


def _standing_of(known, day):
    return known.filter(organisation=OuterRef("pk"), effective_from__lte=day).order_by(
        "-effective_from"
    )


def _value(standing, fact, inside, nothing=None):
    """Returns a field of the standing; `nothing` where it does not count in the
    territory."""
    rows = standing.values(fact)
    if inside:
        counted = Case(When(inside, then=F(fact)), default=nothing)
        rows = standing.annotate(counted=counted).values("counted")
    if nothing is None:
        return Subquery(rows[:1])
    return Coalesce(Subquery(rows[:1], output_field=nothing.output_field), nothing)


def _recorded_between(then_at, now_at):
    """Spares the comparison to all those of whom nothing was recorded in between."""
    is_between = written_between(then_at, now_at)
    return Standing.objects.filter(is_between, organisation=OuterRef("pk"))


def _areas_changed(then_at, now_at, scope):
    """Returns whether the territory, or what an area holds, may have been known
    otherwise: that touches any organisation."""
    is_between = written_between(then_at, now_at)
    changed = Exists(AreaRecord.objects.filter(is_between))
    if scope.area:
        changed |= Exists(CurrentUnit.objects.filter(is_between))
    return changed


def written_between(then_at, now_at):
    """Returns the condition that a row was recorded or superseded between the
    moments."""
    added, superseded = Q(recorded_at__gt=then_at), Q(superseded_at__gt=then_at)
    if now_at:
        added &= Q(recorded_at__lte=now_at)
        superseded &= Q(superseded_at__lte=now_at)
    return added | superseded


# --- the records that explain it ------------------------------------------------------

# Nobody is counted by legal status or union.
_SPEAKS_OF_COUNTS = (
    Q(states_operating_status=True) | Q(states_sector=True) | Q(states_place=True)
)


@dataclass(frozen=True)
class Record:
    """One thing that was written between the two moments: why it matters, when it was
    written, from which day it holds, and what is said of it."""

    why: str
    moment: datetime
    effective_from: date
    decision_number: str = ""
    reason: str = ""
    replaced_from: date | None = None


@dataclass(frozen=True)
class Difference:
    """One organisation counted by `then` before and by `now` later (standings, None:
    not counted), and the records that made it so."""

    organisation: Organisation
    then: Standing | None
    now: Standing | None
    records: list[Record]


def explained(organisations, day, then_at, now_at=None, *_):
    """Returns a `Difference` for each of `organisations`, rows of `between`. Two
    queries."""
    wanted = {pk for row in organisations for pk in (row.then_id, row.now_id)}
    rows = Standing.objects.filter(pk__in=wanted - {None})
    standings = {row.pk: row for row in rows.select_related("sector", "area")}
    records = _records(organisations, day, then_at, now_at)
    return [
        Difference(
            row,
            standings.get(row.then_id),
            standings.get(row.now_id),
            records.get(row.pk, []),
        )
        for row in organisations
    ]


def _records(organisations, day, then_at, now_at):
    """Returns {organisation id: `Record`s}: all that was added, corrected or withdrawn
    between the moments and speaks of the counted day or an earlier one. One query."""
    rows = StandingEntry.objects.filter(
        written_between(then_at, now_at),
        _SPEAKS_OF_COUNTS,
        organisation__in=[row.pk for row in organisations],
    )
    facts = list(rows.order_by("recorded_at", "pk"))
    corrections = {fact.corrects_id: fact for fact in facts if fact.corrects_id}
    records = defaultdict(list)
    for fact in facts:
        last = _last_correction(fact, corrections)
        record = _record(fact, last, then_at, now_at)
        if record and min(fact.effective_from, last.effective_from) <= day:
            records[fact.organisation_id].append(record)
    return records


def _last_correction(fact, corrections):
    """Returns what stands in the place of `fact` at the later moment; maybe itself."""
    while fact.pk in corrections:
        fact = corrections[fact.pk]
    return fact


def _record(fact, last, then_at, now_at):
    """Returns what happened to `fact`, of which `last` is the last correction; None for
    what was told with the fact that it corrects, or came and went in between."""
    is_gone = last.superseded_at and (not now_at or last.superseded_at <= now_at)
    if fact.recorded_at > then_at:
        if fact.corrects_id or is_gone:
            return None
        return _make_record("Cập nhật", last, fact.recorded_at)
    if is_gone:
        return _make_record("Rút lại", fact, last.superseded_at, last.withdrawal_reason)
    return _make_record(
        "Đính chính", last, last.recorded_at, replaced=fact.effective_from
    )


def _make_record(why, fact, moment, reason="", replaced=None):
    return Record(
        why,
        moment,
        fact.effective_from,
        fact.decision_number,
        reason or fact.reason,
        replaced,
    )
