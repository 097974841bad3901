"""Nothing that is held true refers to what did not exist on its day."""

import pytest

from . import sizes
from .history import History
from .rules import broken_rules

pytestmark = pytest.mark.django_db


def test_no_fact_of_a_short_history_refers_to_what_did_not_exist():
    prove(5, sizes.SHORT_OPERATIONS, step=10)


@pytest.mark.proof
@pytest.mark.parametrize("seed", sizes.RULES_SEEDS)
def test_no_fact_ever_refers_to_what_did_not_exist(seed):
    prove(seed, sizes.OPERATIONS, step=1)


def prove(seed, operations, step):
    """Tell a history and look after every `step` operations."""
    history = History(seed, operations)
    for _ in range(operations // step):
        history.write(step)
        history.check(list(broken_rules(history.register)))
    print(history.summary)
