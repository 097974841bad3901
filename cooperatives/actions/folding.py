"""Derives how organisations stand from what was stated about them.

`Standing = fold(entries)`, at every known moment: each action ends by folding the
entries of the organisations it wrote about, supersedes the standings that differ and
adds the new ones, all at its own moment.
"""

from collections import defaultdict
from itertools import batched, groupby
from operator import attrgetter

from django.core.exceptions import ValidationError

from ..models import AXES, Standing, StandingEntry
from ..models.entries import states
from . import ledger

BATCH = 500
# The columns of a standing that its entries decide.
VALUES = ["operating_status", "legal_status", "sector_id", "area_id", "unit_id"] + [
    "union_id"
]
_COLUMNS = {
    axis: [name if name in VALUES else f"{name}_id" for name in fields]
    for axis, fields in AXES.items()
}


def fold(entries):
    """Returns [(day, {column: value})] of the days on which something changes.

    `entries` are the valid ones of one organisation, in the order of their days; the
    first states every axis (`check_founding`).
    """
    course, now = [], {}
    for day, of_day in groupby(entries, attrgetter("effective_from")):
        then = dict(now)
        for entry in of_day:
            then |= _statement(entry)
        if then != now:
            course.append((day, then))
        now = then
    return course


def _statement(entry):
    return {
        column: getattr(entry, column)
        for axis, columns in _COLUMNS.items()
        if getattr(entry, states(axis))
        for column in columns
    }


def check_founding(entry):
    """ValidationError unless `entry`, an organisation's first, states every axis."""
    if set(entry.stated_axes) != set(AXES):
        raise ValidationError(
            "Mốc thành lập phải nêu đủ tình trạng, lĩnh vực, địa bàn và liên hiệp."
        )


def derive_standings(organisations, *, by):
    """Folds the entries of `organisations` (primary keys) and writes what changed.

    Within an action; at its moment, by its person. A standing that stays as it was is
    not touched. Queries do not grow with the organisations, but for batches of them.
    """
    for keys in batched(dict.fromkeys(organisations), BATCH):
        entries = _by_organisation(StandingEntry.objects.filter(organisation__in=keys))
        standings = _by_organisation(Standing.objects.filter(organisation__in=keys))
        stale, fresh = [], []
        for key in keys:
            wanted = dict(_checked_fold(entries[key]))
            for row in standings[key]:
                if wanted.get(row.effective_from) == get_values(row):
                    del wanted[row.effective_from]
                else:
                    stale.append(row.pk)
            fresh += [
                make_standing(entries[key][0], day, values, ledger.get_moment(), by)
                for day, values in wanted.items()
            ]
        if stale:
            rows = Standing.objects.filter(pk__in=stale)
            rows.update(superseded_at=ledger.get_moment(), superseded_by=by)
        Standing.objects.bulk_create(fresh, BATCH)


def derive_founding(entry, *, by):
    """Writes how an organisation stands of which `entry` is all that was ever stated,
    without reading what is not there."""
    Standing.objects.bulk_create(
        make_standing(entry, day, values, ledger.get_moment(), by)
        for day, values in _checked_fold([entry])
    )


def _by_organisation(facts):
    facts_of = defaultdict(list)
    for row in facts.known().order_by("effective_from", "recorded_at", "pk"):
        facts_of[row.organisation_id].append(row)
    return facts_of


def _checked_fold(entries):
    if entries:
        check_founding(entries[0])
    return fold(entries)


def get_values(standing):
    """Returns {column: value} of a standing, as `fold` gives it."""
    return {column: getattr(standing, column) for column in VALUES}


def make_standing(entry, day, values, moment, by=None):
    """Returns an unsaved standing of the organisation of `entry`."""
    return Standing(
        organisation_id=entry.organisation_id,
        kind=entry.kind,
        effective_from=day,
        recorded_at=moment,
        recorded_by=by,
        **values,
    )


def replay(entries):
    """Returns the standings, unsaved, as all the actions behind `entries` left them.

    `entries` are all those of one organisation, superseded ones too. For bulk loading,
    and to check what is stored: at each moment something was recorded or superseded,
    the entries valid then are folded anew.
    """
    rows, valid = [], {}
    for moment in _moments(entries):
        now = [entry for entry in entries if _is_valid(entry, moment)]
        now.sort(key=attrgetter("effective_from"))
        wanted = dict(fold(now))
        for day, row in list(valid.items()):
            if wanted.get(day) == get_values(row):
                del wanted[day]
            else:
                valid.pop(day).superseded_at = moment
        for day, values in wanted.items():
            valid[day] = make_standing(entries[0], day, values, moment)
            rows.append(valid[day])
    return rows


def _moments(entries):
    moments = {entry.recorded_at for entry in entries}
    moments |= {entry.superseded_at for entry in entries if entry.superseded_at}
    return sorted(moments)


def _is_valid(entry, moment):
    until = entry.superseded_at
    return entry.recorded_at <= moment and (until is None or moment < until)
