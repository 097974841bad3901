"""What changed for each organisation that the flows of a period list."""

from collections import defaultdict
from dataclasses import dataclass
from itertools import takewhile

from ..models import Standing, StandingEntry


@dataclass(frozen=True)
class Transition:
    """How one organisation stood before a period (None: not yet founded), how it
    stands at its end, and the entry that made the change (None: none of its own, as
    where its province joined the city)."""

    before: Standing | None
    after: Standing
    change: StandingEntry | None

    @property
    def organisation(self):
        return self.after.organisation

    @property
    def decision_number(self):
        return self.change.decision_number if self.change else ""


def find_transitions(standings, question):
    """Returns a `Transition` for each of `standings`, rows of `listed`. Two queries."""
    keys = [row.organisation_id for row in standings]
    rows = Standing.objects.known(question.known_at).filter(
        organisation__in=keys, effective_from__lte=question.last
    )
    courses = _by_organisation(
        rows.select_related("organisation", "sector", "area").order_by("effective_from")
    )
    entries = _by_organisation(
        StandingEntry.objects.known(question.known_at).filter(organisation__in=keys)
    )
    return [_transition(courses[pk], entries[pk], question.first) for pk in keys]


def _by_organisation(rows):
    rows_of = defaultdict(list)
    for row in rows:
        rows_of[row.organisation_id].append(row)
    return rows_of


def _transition(course, entries, first_day):
    earlier = [row for row in course if row.effective_from < first_day]
    before, after = earlier[-1] if earlier else None, course[-1]
    return Transition(before, after, _entry(entries, *_change(before, after, course)))


# The columns of a standing whose change moves it in the sum, and their axes.
_AXES = {
    "operating_status": "operating_status",
    "sector_id": "sector",
    "area_id": "place",
}


def _change(before, after, course):
    """Returns the day of the change and the axis that changed; None for no change."""
    if before is None:
        return course[0].effective_from, "operating_status"
    for column, axis in _AXES.items():
        if getattr(before, column) != getattr(after, column):
            return _first_day(course, column, getattr(after, column)), axis
    return None, None


def _first_day(course, column, value):
    """Returns since when the last of `course` has that value without a break."""
    unbroken = takewhile(lambda row: getattr(row, column) == value, reversed(course))
    return list(unbroken)[-1].effective_from


def _entry(entries, day, axis):
    """Returns the entry of that day, the one that states the axis; None without one."""
    of_day = [entry for entry in entries if entry.effective_from == day]
    stating = [entry for entry in of_day if getattr(entry, f"states_{axis}", False)]
    return next(iter(stating or of_day), None)
