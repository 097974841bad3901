"""Why a day counts otherwise today than it was known to count before.

What was told on a day stays provable: the counts of then, those of now, and each
record that lies between them.
"""

from collections import defaultdict
from dataclasses import dataclass

from django.db.models import (
    BigIntegerField,
    CharField,
    Exists,
    F,
    OuterRef,
    Q,
    Subquery,
    Value,
)
from django.db.models.functions import Coalesce

from .models import Cooperative, Standing, StandingEntry

# What an organisation is counted by, with what stands for "not in the register".
_COUNTED_BY = {
    "operating_status": Value("", CharField()),
    "sector": Value(0, BigIntegerField()),
    "area": Value(0, BigIntegerField()),
}


def between(day, known_at):
    """Return the cooperatives whose counting on `day` (a date) differs between what
    was known at the moment `known_at` and what is known now, by name.

    Counting is: in the register or not, operating status, sector, area. Each row has
    `then_id` and `now_id`, the standings it was and is counted by (None: none).
    """
    then = _standing_of(Standing.objects.known(known_at), day)
    now = _standing_of(Standing.objects.known(), day)
    differs = Q()
    facts = {}
    for fact, nothing in _COUNTED_BY.items():
        facts[f"then_{fact}"] = _value(then, fact, nothing)
        facts[f"now_{fact}"] = _value(now, fact, nothing)
        differs |= ~Q(**{f"then_{fact}": F(f"now_{fact}")})
    return (
        Cooperative.objects.filter(Exists(_recorded_since(known_at)))
        .alias(**facts)
        .filter(differs)
        .annotate(then_id=Subquery(then.values("pk")[:1]))
        .annotate(now_id=Subquery(now.values("pk")[:1]))
        .order_by("sort_name", "pk")
    )


def _standing_of(known, day):
    return known.filter(organisation=OuterRef("pk"), effective_from__lte=day).order_by(
        "-effective_from"
    )


def _value(standing, fact, nothing):
    found = Subquery(standing.values(fact)[:1], output_field=nothing.output_field)
    return Coalesce(found, nothing)


def _recorded_since(known_at):
    """Spares the comparison to all those of whom nothing was recorded since."""
    return Standing.objects.filter(
        Q(recorded_at__gt=known_at) | Q(superseded_at__gt=known_at),
        organisation=OuterRef("pk"),
    )


@dataclass(frozen=True)
class Difference:
    """One organisation counted by `then` before and by `now` today (standings, None:
    not in the register), and the entries that made it so: `struck` was held true then
    and no more, `correction` took its place; `added` was recorded since.
    """

    organisation: Cooperative
    then: Standing | None
    now: Standing | None
    struck: StandingEntry | None
    correction: StandingEntry | None
    added: StandingEntry | None


def explained(organisations, known_at):
    """Return a `Difference` for each of `organisations`, rows of `between`. One query.

    Then and now are two standings, so at least one of `struck` and `added` is there:
    if the one of then still holds, the one of now was not known.
    """
    wanted = {pk for row in organisations for pk in (row.then_id, row.now_id)}
    rows = Standing.objects.filter(pk__in=wanted - {None})
    standings = {row.pk: row for row in rows.select_related("sector", "area")}
    entries = _entries_since(organisations, known_at)
    return [
        _difference(
            row,
            standings.get(row.then_id),
            standings.get(row.now_id),
            entries[row.pk],
            known_at,
        )
        for row in organisations
    ]


def _entries_since(organisations, known_at):
    """The entries recorded or superseded since, the newest first."""
    found = defaultdict(list)
    since = Q(recorded_at__gt=known_at) | Q(superseded_at__gt=known_at)
    rows = StandingEntry.objects.filter(since, organisation__in=organisations)
    for row in rows.select_related("corrected_by"):
        found[row.organisation_id].append(row)
    return found


def _difference(organisation, then, now, entries, known_at):
    struck = [e for e in entries if e.superseded_at and e.recorded_at <= known_at]
    added = [e for e in entries if not e.superseded_at and not e.corrects_id]
    struck, added = next(iter(struck), None), next(iter(added), None)
    correction = getattr(struck, "corrected_by", None)
    return Difference(organisation, then, now, struck, correction, added)
