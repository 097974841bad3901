"""`Standing = fold(entries)` at every known moment, by the naive register."""

import pytest

from cooperatives.models import Standing

from . import sizes
from .history import History
from .model import AXES
from .program import Mismatch

pytestmark = pytest.mark.django_db


def test_standings_follow_from_entries_after_a_short_history():
    prove(History(2, sizes.SHORT_OPERATIONS), sizes.SHORT_OPERATIONS)


@pytest.mark.proof
@pytest.mark.parametrize("seed", sizes.DERIVATION_SEEDS)
def test_standings_follow_from_entries_at_every_known_moment(seed):
    prove(History(seed, sizes.OPERATIONS), sizes.OPERATIONS)


def prove(history, operations):
    history.write(operations)
    courses = stored_courses(history)
    answers = 0
    for moment in [*history.register.moments, None]:
        for one in history.register.organisations:
            told = told_course(history.register, one.number, moment)
            stored = [row for row in courses[one.number] if is_known(row, moment)]
            answers += len(told)
            if told != merged(stored):
                raise Mismatch(
                    history.story(
                        f"organisation {one.number}, known at {moment}:\n"
                        f"told   {told}\nstored {merged(stored)}"
                    )
                )
    print(f"{history.summary}; {answers} standings compared")


def told_course(register, number, moment):
    """[(day, how it stands)] by the naive register, where it changes."""
    days = {entry.day for entry in register.valid_entries(number, moment)}
    return merged(
        {"day": day, **register.stands(number, day, moment)} for day in sorted(days)
    )


def stored_courses(history):
    """{organisation's number: its standings ever written, by day}."""
    numbers = {o.pk: n for n, o in enumerate(history.program.organisations)}
    courses = {number: [] for number in numbers.values()}
    for row in Standing._base_manager.order_by("effective_from", "pk"):
        courses[numbers[row.organisation_id]].append(_as_told(row, numbers, history))
    return courses


def _as_told(row, numbers, history):
    codes = {s.pk: code for code, s in history.register.world.sectors.items()}
    return {
        "day": row.effective_from,
        "status": row.operating_status,
        "legal": row.legal_status,
        "sector": codes.get(row.sector_id),
        "place": (row.area_id, row.unit_id),
        "union": numbers.get(row.union_id),
        "recorded": row.recorded_at,
        "superseded": row.superseded_at,
    }


def is_known(row, moment):
    if moment is None:
        return row["superseded"] is None
    superseded = row["superseded"]
    return row["recorded"] <= moment and (superseded is None or moment < superseded)


def merged(rows):
    """(day, values) of the rows; a row that says what the one before says is left out,
    but the first stays."""
    course = []
    for row in rows:
        values = tuple(row[axis] for axis in AXES)
        if not course or course[-1][1] != values:
            course.append((row["day"], values))
    return course
