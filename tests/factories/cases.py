"""Marks which cases of a test wait for `make proofs`."""

import pytest


def in_proofs(*values):
    """Returns the values as a case that `make proofs` runs, and `make test` leaves out:
    for tests that ask the same of every combination, where one or two tell most."""
    return pytest.param(*values, marks=pytest.mark.proof)
