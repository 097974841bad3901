"""Deep calls do not ask the system for memory again and again."""

import resource
import sys
from contextlib import contextmanager
from functools import partial
from threading import Thread

import pytest
from django.core.signals import request_started

from coopsite.core.call_stack import has_room, with_room
from coopsite.core.page_cache.handler import KeptFirst

CALLS = 300


def at_depth(depth, function):
    return at_depth(depth - 1, function) if depth else function()


def call_often():
    for _ in range(CALLS):
        at_depth(3, int)


def count_faults(function):
    """Returns how often a page of memory had to be found while it ran."""
    before = resource.getrusage(resource.RUSAGE_SELF).ru_minflt
    function()
    return resource.getrusage(resource.RUSAGE_SELF).ru_minflt - before


def most_faults(call):
    """Returns how many there were at the worst of many depths, on a stack of its own:
    that of the tests has room."""
    depths, faults = range(0, 240, 3), []

    def run():
        faults.extend(count_faults(partial(call, depth)) for depth in depths)

    thread = Thread(target=run)
    thread.start()
    thread.join()
    return max(faults)


def test_no_depth_has_its_calls_cross_the_end_of_a_piece():
    """16 KB hold some hundred of these frames: without room one of the depths does."""
    assert most_faults(with_room(lambda depth: at_depth(depth, call_often))) < CALLS


def test_what_a_function_takes_and_returns_passes():
    assert with_room(divmod)(7, 2) == (3, 1)
    assert with_room(dict)(a=1) == {"a": 1}
    with pytest.raises(ZeroDivisionError):
        with_room(divmod)(1, 0)


@contextmanager
def frames_of_requests():
    seen = []

    def note(**signal):
        seen.append(has_room(sys._getframe()))

    request_started.connect(note)
    yield seen
    request_started.disconnect(note)


@pytest.mark.django_db
def test_a_page_is_made_in_one_piece(rf):
    with frames_of_requests() as have_room:
        environ = rf.get("/").environ
        assert list(KeptFirst()(environ, lambda *head: None))
    assert have_room == [True]


def test_the_tests_are_called_in_one_piece():
    assert has_room(sys._getframe())
