"""The moments of the register: which of them are over."""

from datetime import timedelta

from coopsite.core import content_version
from coopsite.core.boundaries import boundary, next_midnight
from coopsite.core.content_version import MAX_DURATION, REGISTER

__all__ = ["REGISTER", "is_over"]


def is_over(moment):
    """Returns whether nothing can be added any more to what was known at `moment`. One
    query; on PostgreSQL maybe one more, for its clock."""
    last_moment, _ = content_version.current(REGISTER)
    return content_version.is_over(moment, last_moment)


@boundary(REGISTER)
def next_end_of_a_day(at):
    """Returns the first moment after `at` at which what was known at the end of a day
    is over: pages that tell so change then."""
    last_end = next_midnight(at) - timedelta(1) + MAX_DURATION
    return last_end if last_end > at else last_end + timedelta(1)
