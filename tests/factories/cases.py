"""Marks which cases of a test wait for `make proofs`."""

import pytest
from hypothesis import settings


def in_proofs(*values):
    """Returns the values as a case that `make proofs` runs, and `make test` leaves out:
    for tests that ask the same of every combination, where one or two tell most."""
    return pytest.param(*values, marks=pytest.mark.proof)


def few_now(cases, *places):
    """Returns all the cases: those at `places` for `make test`, where they tell most,
    the others for `make proofs`."""
    return [
        case if place in places else _wait_for_proofs(case)
        for place, case in enumerate(cases)
    ]


def examples(now, in_proofs):
    """Returns how many examples hypothesis makes up: `now`, or those of the proofs."""
    return in_proofs if settings.get_current_profile_name() == "proofs" else now


def _wait_for_proofs(case):
    if hasattr(case, "marks"):  # made by pytest.param
        marks = [*case.marks, pytest.mark.proof]
        return pytest.param(*case.values, id=case.id, marks=marks)
    return in_proofs(*(case if isinstance(case, tuple) else (case,)))
