"""`Standing = fold(entries)` at every known moment, by the naive register."""

import pytest

from . import sizes
from .history import History
from .stored import derivation_faults, stored_courses

pytestmark = [pytest.mark.django_db, pytest.mark.proof]


@pytest.mark.parametrize("seed", sizes.DERIVATION_SEEDS)
def test_standings_follow_from_entries_at_every_known_moment(seed):
    history = History(seed, sizes.OPERATIONS)
    history.write(sizes.OPERATIONS)
    check_derivation(history)
    assert any(history.program.accepted[operation] for operation in sizes.RARE)


def check_derivation(history):
    numbers = {one.pk: n for n, one in enumerate(history.program.organisations)}
    courses = stored_courses(history.register, numbers)
    moments = [*history.register.moments, None]
    history.check(list(derivation_faults(history.register, courses, moments)))
    print(f"{history.summary}; {len(moments)} known moments compared")
