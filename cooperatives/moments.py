"""The moments of the register: which of them are over."""

from coopsite.core import content_version

# The domain under which the register's writes are counted.
REGISTER = "register"


def is_over(moment):
    """Returns whether nothing can be added any more to what was known at `moment`. One
    query; on PostgreSQL maybe one more, for its clock."""
    last_moment, _ = content_version.current(REGISTER)
    return content_version.is_over(moment, last_moment)
