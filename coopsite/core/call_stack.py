"""Gives the calls below one call a single piece of memory for their frames.

CPython lays frames in pieces of 16 KB, and gave each back to the system as soon as it
was empty. A loop of calls that crosses the end of a piece, as the deep calls of
templates do, asked for one and handed it back hundreds of times a page: a fifth of a
page's time, half of a short one's. Releases since March 2026 keep one back
(github.com/python/cpython/issues/142183); with those alone this is not needed.
"""

# Of 8 bytes. A frame that wants more than a piece holds is given one of the next power
# of two beyond it, whose rest, as much again, its callees use: 512 KB, some thousand
# frames. What is not touched takes no memory.
_SLOTS = 2**16 + 1


def with_room(function):
    """Returns a function that calls `function`, all of whose calls lie in one piece."""

    def call(*args, **kwargs):
        return function(*args, **kwargs)

    call.__code__ = call.__code__.replace(co_stacksize=_SLOTS)
    return call


def has_room(frame):
    """Returns whether `frame` was called through `with_room`, at whatever depth."""
    while frame is not None and frame.f_code.co_stacksize != _SLOTS:
        frame = frame.f_back
    return frame is not None
