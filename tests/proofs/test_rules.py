"""Nothing that is held true refers to what did not exist on its day."""

import pytest

from . import sizes
from .history import History
from .rules import broken_rules

pytestmark = [pytest.mark.django_db, pytest.mark.proof]


@pytest.mark.parametrize("seed", sizes.RULES_SEEDS)
def test_no_fact_ever_refers_to_what_did_not_exist(seed):
    history = History(seed, sizes.OPERATIONS)
    for _ in range(sizes.OPERATIONS):
        history.write(1)
        history.check(list(broken_rules(history.register)))
    print(history.summary)
    assert history.program.accepted["register"]
