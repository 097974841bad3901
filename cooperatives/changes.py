"""What an entry changed, axis by axis, in words: "địa bàn: Quận 3 → Phường Bàn Cờ".

For the timeline, the desk's log and messages, and the reasons behind changed figures.
"""

from dataclasses import dataclass

from .models import AXES, AXIS_LABELS


@dataclass(frozen=True)
class Change:
    """What one entry states on one axis; `before` is "" where nothing held before."""

    axis: str
    before: str
    after: str

    @property
    def label(self):
        """The name of the axis, in lower case."""
        return AXIS_LABELS[self.axis]

    @property
    def is_confirmation(self):
        """Whether it states what held anyway."""
        return self.before == self.after

    def __str__(self):
        if not self.before:
            return f"{self.label}: {self.after}"
        if self.is_confirmation:
            return f"{self.label}: vẫn là {self.after}"
        return f"{self.label}: {self.before} → {self.after}"


def describe_value(row, axis):
    """Returns in words what a standing or entry says on `axis`."""
    if axis == "place":
        if row.area is None:
            return ""
        return f"{row.area} (nay thuộc {row.unit})" if row.unit else str(row.area)
    if axis == "union":
        return str(row.union or "không thuộc liên hiệp nào")
    if axis == "sector":
        return str(row.sector or "chưa ghi")
    return getattr(row, f"get_{axis}_display")()


def describe_assumption(entry):
    """Returns which unit of today the stated place counts in by mere assumption; ""
    where it is known. One query for an area that may have been split."""
    if not entry.states_place or entry.unit_id or entry.area is None:
        return ""
    unit = entry.area.assumed_unit()
    return f"giả định: nay thuộc {unit}" if unit else ""


def get_changes(entry, before=None):
    """Returns the `Change` on each axis that `entry` states.

    `before` maps axes to the entry that stated each last; the founding has none.
    """
    before = before or {}
    return [
        Change(
            axis,
            describe_value(before[axis], axis) if axis in before else "",
            describe_value(entry, axis),
        )
        for axis in entry.stated_axes
    ]


def get_before(entry, entries):
    """Returns {axis: the entry that stated it last before `entry`}, among `entries` of
    its organisation, by what was valid when it was recorded."""
    before = {}
    for one in sorted(entries, key=lambda row: (row.effective_from, row.recorded_at)):
        is_before = one != entry and one.effective_from <= entry.effective_from
        if is_before and _was_valid(one, entry):
            before |= dict.fromkeys(one.stated_axes, one)
    return before


def _was_valid(one, entry):
    """Returns whether `one` was valid at the moment at which `entry` was recorded."""
    until = one.superseded_at
    return one.recorded_at <= entry.recorded_at and (
        until is None or until > entry.recorded_at
    )


def get_changes_of_course(entries):
    """Returns {primary key: changes} of entries valid together, in order of days."""
    stated, changes = {}, {}
    for entry in entries:
        changes[entry.pk] = get_changes(entry, stated)
        stated |= dict.fromkeys(entry.stated_axes, entry)
    return changes


def get_corrections(wrong, right):
    """Returns the `Change` on each axis in which a right entry differs from a wrong
    one; an axis that only one of them states says so."""
    corrections = []
    for axis in AXES:
        was, now = (_describe_stated(entry, axis) for entry in (wrong, right))
        if was != now:
            corrections.append(Change(axis, was or "không nêu", now or "không nêu"))
    return corrections


def _describe_stated(entry, axis):
    return describe_value(entry, axis) if axis in entry.stated_axes else ""
