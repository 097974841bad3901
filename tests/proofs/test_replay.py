"""Random histories, told to the naive register and to the portal, answer alike."""

import pytest
from django.db import connection

from . import sizes
from .history import History

pytestmark = pytest.mark.django_db


def replay(client, seed, operations, questions, parts):
    """Tell a history in parts and ask after each."""
    history = History(seed, operations)
    for _ in range(parts):
        history.write(operations // parts)
        history.check(history.ask(client, questions // parts, forms=forms()))
    print(history.summary)
    return history


def forms():
    """Each question's forms: the same tables are written into a workbook on either
    database, so that XLSX is asked on SQLite only, unless LONG is set."""
    is_short = connection.vendor == "postgresql" and not sizes.LONG
    return ("csv", "page") if is_short else ("csv", "xlsx", "page")


def test_a_short_history_answers_as_the_naive_register(client, remembering):
    told = 1, sizes.SHORT_OPERATIONS, sizes.SHORT_QUESTIONS, 1
    assert replay(client, *told).program.accepted["register"]


@pytest.mark.proof
@pytest.mark.parametrize("seed", sizes.REPLAY_SEEDS)
def test_a_history_answers_as_the_naive_register(client, remembering, seed):
    told = seed, sizes.OPERATIONS, sizes.QUESTIONS, sizes.PARTS
    history = replay(client, *told)
    for operation in sizes.EVERY_OPERATION:
        assert history.program.accepted[operation], f"{operation} was never accepted"
