"""Reads the stored entries into a naive register, and compares the stored standings.

Serves proofs that did not tell the naive register themselves: a register that was
killed in the middle of a write, the demonstration data.
"""

from cooperatives.models import Organisation, Standing, StandingEntry

from .facts import AXES
from .model import Register
from .world import World

# The naive register's axes, and what the project calls them.
NAMES = {"status": "operating_status", "legal": "legal_status"}


def read_register():
    """Return (a naive register of all stored entries, {key: organisation's number})."""
    register, numbers = Register(World()), {}
    for one in Organisation.objects.order_by("pk"):
        numbers[one.pk] = register.add_organisation(str(one.kind), one.name).number
    codes = {s.pk: code for code, s in register.world.sectors.items()}
    for row in StandingEntry._base_manager.order_by("pk"):
        values = _values(row, numbers, codes)
        states = {a: values[a] for a in AXES if NAMES.get(a, a) in row.stated_axes}
        number = numbers[row.organisation_id]
        entry = register.add_entry(number, row.effective_from, states, row.recorded_at)
        entry.superseded = row.superseded_at
        register.moments += [m for m in (entry.recorded, entry.superseded) if m]
    register.moments = sorted(set(register.moments))
    return register, numbers


def stored_courses(register, numbers):
    """{organisation's number: its standings ever written, by day}."""
    courses = {number: [] for number in numbers.values()}
    codes = {s.pk: code for code, s in register.world.sectors.items()}
    for row in Standing._base_manager.order_by("effective_from", "pk"):
        told = _values(row, numbers, codes) | {
            "day": row.effective_from,
            "recorded": row.recorded_at,
            "superseded": row.superseded_at,
        }
        courses[numbers[row.organisation_id]].append(told)
    return courses


def _values(row, numbers, codes):
    return {
        "status": row.operating_status,
        "legal": row.legal_status,
        "sector": codes.get(row.sector_id),
        "place": (row.area_id, row.unit_id),
        "union": numbers.get(row.union_id),
    }


def derivation_faults(register, courses, moments):
    """Yield where stored standings are not what the entries say, at the moments."""
    for moment in moments:
        for number, course in courses.items():
            told = _told_course(register, number, moment)
            stored = _merged([row for row in course if _is_known(row, moment)])
            if told != stored:
                yield (
                    f"organisation {number}, known at {moment}:\n"
                    f"    told   {told}\n    stored {stored}"
                )


def _told_course(register, number, moment):
    """[(day, how it stands)] by the naive register, where it changes."""
    days = {entry.day for entry in register.valid_entries(number, moment)}
    return _merged(
        {"day": day, **register.stands(number, day, moment)} for day in sorted(days)
    )


def _is_known(row, moment):
    superseded = row["superseded"]
    if moment is None:
        return superseded is None
    return row["recorded"] <= moment and (superseded is None or moment < superseded)


def _merged(rows):
    """(day, values) of the rows, without those that say what the one before says."""
    course = []
    for row in rows:
        values = tuple(row[axis] for axis in AXES)
        if not course or course[-1][1] != values:
            course.append((row["day"], values))
    return course
