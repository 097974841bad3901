"""The room that the calls of a run lie in."""

import sys

from tests import room


def test_every_test_is_called_from_the_roomy_frame():
    frame, sizes = sys._getframe(), []
    while frame:
        sizes.append(frame.f_code.co_stacksize)
        frame = frame.f_back
    assert sizes.count(room.SLOTS) == 1
