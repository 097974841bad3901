"""Marks which cases of a test wait for `make proofs`."""

import pytest


def in_proofs(*values):
    """Returns the values as a case that `make proofs` runs, and `make test` leaves out:
    for tests that ask the same of every combination, where one or two tell most."""
    return pytest.param(*values, marks=pytest.mark.proof)


def few_now(cases, *places):
    """Returns all the cases: those at `places` for `make test`, where they tell most,
    the others for `make proofs`."""
    return [
        case if place in places else in_proofs(*_values(case))
        for place, case in enumerate(cases)
    ]


def _values(case):
    return case if isinstance(case, tuple) else (case,)
