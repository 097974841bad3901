"""What an entry, or taking one away, will change in how an organisation stands.

For the form that records it: from which day until which day, axis by axis, before
anything is written.
"""

from dataclasses import dataclass, field
from datetime import date, timedelta
from operator import attrgetter

from .changes import describe_assumption, describe_value
from .models import AXES, AXIS_LABELS


@dataclass(frozen=True)
class Span:
    """Days on which an axis will read otherwise; `last` is None where none ends it."""

    first: date
    last: date | None
    before: str
    after: str


@dataclass(frozen=True)
class Effect:
    """What becomes of one axis; without spans what is stated holds anyway.

    `value` is what the entry states, "" where it does not; `next_day` is the day from
    which a later entry states the axis, as `next_value`. `assumption` names the unit of
    today in which a place counts where that is not known.
    """

    axis: str
    value: str = ""
    next_day: date | None = None
    next_value: str = ""
    spans: list[Span] = field(default_factory=list)
    assumption: str = ""

    @property
    def label(self):
        return AXIS_LABELS[self.axis]


def get_effects(entries, entry, replaced=None):
    """Returns the `Effect` on each axis that `entry` states or that becomes another.

    `entries` are the valid ones, `entry` is one to be recorded, `replaced` the one of
    them whose place it takes.
    """
    others = [one for one in entries if one != replaced]
    effects = []
    for axis in AXES:
        before = _get_course(entries, axis)
        after = _get_course([*others, entry], axis)
        spans = list(_get_spans(before, after))
        if axis in entry.stated_axes:
            effects.append(_get_effect(axis, entry, after, spans))
        elif spans:
            effects.append(Effect(axis, spans=spans))
    return effects


def _get_course(entries, axis):
    """Returns [(day, value in words)] of the entries that state the axis."""
    stating = [entry for entry in entries if axis in entry.stated_axes]
    stating.sort(key=attrgetter("effective_from"))
    return [(entry.effective_from, describe_value(entry, axis)) for entry in stating]


def _get_effect(axis, entry, course, spans):
    later = (step for step in course if step[0] > entry.effective_from)
    day, value = next(later, (None, ""))
    assumption = describe_assumption(entry) if axis == "place" else ""
    return Effect(axis, describe_value(entry, axis), day, value, spans, assumption)


def _get_spans(before, after):
    """Yields the `Span`s in which two courses differ; neighbours that differ alike are
    one."""
    days = sorted({day for day, _ in (*before, *after)})
    steps = []
    for day in days:
        values = _get_value(before, day), _get_value(after, day)
        if not steps or steps[-1][1] != values:
            steps.append((day, values))
    ends = [day - timedelta(1) for day, _ in steps[1:]] + [None]
    for (first, (was, will_be)), last in zip(steps, ends, strict=True):
        if was != will_be:
            yield Span(first, last, was, will_be)


def _get_value(course, day):
    """Returns the value on `day`; "" before the first."""
    past = [value for first, value in course if first <= day]
    return past[-1] if past else ""
