"""An organisation's entries as the desk tells them: what holds, what was struck."""

from dataclasses import dataclass, field

from ...changes import get_before, get_changes, get_changes_of_course
from ...models import StandingEntry
from .descriptions import list_corrections


@dataclass(frozen=True)
class CourseStep:
    """An entry and what it changed; of a corrected one also what is right instead."""

    entry: StandingEntry
    changes: list
    corrections: list = field(default_factory=list)
    is_founding: bool = False


def get_timeline(entries):
    """Returns a `CourseStep` for each valid one of `entries`, the latest day first."""
    valid = [entry for entry in entries if not entry.superseded_at]
    valid.sort(key=lambda entry: (entry.effective_from, entry.recorded_at, entry.pk))
    changes = get_changes_of_course(valid)
    steps = [CourseStep(e, changes[e.pk], is_founding=e == valid[0]) for e in valid]
    return steps[::-1]


def get_struck(entries):
    """Returns a `CourseStep` for each that was corrected or withdrawn, the latest so
    first; each tells what it changed when it was recorded."""
    rights = {entry.corrects_id: entry for entry in entries if entry.corrects_id}
    struck = [entry for entry in entries if entry.superseded_at]
    struck.sort(key=lambda entry: (entry.superseded_at, entry.pk), reverse=True)
    return [
        CourseStep(
            entry,
            get_changes(entry, get_before(entry, entries)),
            list_corrections(entry, rights[entry.pk]) if entry.pk in rights else [],
        )
        for entry in struck
    ]
