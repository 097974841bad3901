"""Whatever the desk does, the public reads what a naive article says."""

from collections import Counter

import pytest
from django.db import transaction
from hypothesis import given, seed, settings
from hypothesis import strategies as st

from . import sizes
from .newsroom import OPERATIONS, Newsroom

pytestmark = pytest.mark.django_db


def prove(start, examples):
    """Tells so many random histories of a desk; returns what was done how often."""
    outcomes = Counter()

    @seed(start)
    @settings(max_examples=examples, database=None)
    @given(data=st.data(), steps=st.integers(8, 16))
    def tell(data, steps):
        with transaction.atomic():
            newsroom = Newsroom()
            for _ in range(steps):
                newsroom.take(data.draw(newsroom.step()))
            newsroom.compare_past()
            transaction.set_rollback(True)
        outcomes.update(newsroom.outcomes, examples=1)

    tell()
    print(f"seed {start}:", ", ".join(f"{k} {n}" for k, n in outcomes.items()))
    return outcomes


def test_a_few_histories_of_a_desk():
    outcomes = prove(600, sizes.SHORT_DESKS)
    assert outcomes["examples"] and outcomes["publish accepted"]


@pytest.mark.proof
@pytest.mark.parametrize("start", sizes.DESK_SEEDS)
def test_the_public_reads_what_a_naive_article_says(start):
    outcomes = prove(start, sizes.DESKS)
    for operation in OPERATIONS:
        assert outcomes[f"{operation} accepted"]
