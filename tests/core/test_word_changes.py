"""What came and went between two texts, however they tease."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from coopsite.core.word_changes import STEPS, Budget, Run, opcodes, runs

WORDS = st.lists(st.sampled_from("abcde"), max_size=30)


def texts_of(found, *kinds):
    return " ".join(run.text for run in found if run.kind in kinds).split()


@given(WORDS, WORDS, st.integers(0, 200))
def test_both_texts_can_be_read_from_the_runs_whatever_the_budget(old, new, steps):
    found = runs(old, new, Budget(steps))
    assert texts_of(found, Run.SAME, Run.REMOVED) == old
    assert texts_of(found, Run.SAME, Run.ADDED) == new


def test_a_word_that_changed_is_told_between_those_that_stayed():
    old, new = "có 12 hợp tác xã", "có 15 hợp tác xã mới"
    found = runs(old.split(), new.split(), Budget())
    assert [(run.kind, run.text) for run in found] == [
        ("same", "có"),
        ("removed", "12"),
        ("added", "15"),
        ("same", "hợp tác xã"),
        ("added", "mới"),
    ]


TEASING = {
    # Equal words at every other place: the matcher looks anew after each.
    "alternating": (
        [word for n in range(40_000) for word in ("a", f"x{n}")],
        [word for n in range(40_000) for word in ("a", f"y{n}")],
    ),
    "one word": (["x", *["a"] * 90_000, "y"], ["z", *["a"] * 80_000, "w"]),
    "few words": (list("abcd" * 20_000), list("dcab" * 20_000)),
}


@pytest.mark.parametrize("old, new", TEASING.values(), ids=TEASING)
def test_the_longest_texts_cost_no_more_than_the_budget(old, new):
    budget = Counting()
    found = list(opcodes(old, new, budget))
    assert budget.left >= 0
    assert budget.taken <= STEPS
    assert (found[0][1], found[-1][2], found[-1][4]) == (0, len(old), len(new))


class Counting(Budget):
    taken = 0

    def takes(self, steps):
        is_taken = super().takes(steps)
        self.taken += steps * is_taken
        return is_taken


def test_a_mended_word_of_a_long_text_costs_next_to_nothing():
    words = ["a", "b", "c"] * 20_000
    mended = [*words[:30_000], "x", *words[30_001:]]
    found = runs(words, mended, Budget(10))
    assert [run.kind for run in found] == ["same", "removed", "added", "same"]
