"""Remembers what was counted until somebody writes in the register.

Every action of the register gives it a new token, so an answer is kept under the token
that it was counted under: no clock and no clean-up are needed. What was known at a
moment that is not over may still be added to, so it is counted anew each time.
"""

from functools import wraps
from hashlib import sha256
from inspect import signature

from django.core.cache import cache
from django.utils import timezone

from coopsite.core import content_version

from ..moments import REGISTER

# Long enough for a report that is asked for each morning; memory is all that ends it.
SECONDS = 7 * 24 * 60 * 60


def remembered(count):
    """Lets `count`, a function of days and `known_at`, answer from memory.

    One query when remembered, one more than its own when not; on PostgreSQL one more
    for a `known_at` of the last minutes. Whatever it returns has to be a value that
    pickles, and `repr` has to tell its arguments apart.
    """
    name = f"{count.__module__}.{count.__qualname__}"
    arguments_of = signature(count)

    @wraps(count)
    def wrapper(*args, **kwargs):
        bound = arguments_of.bind(*args, **kwargs)
        bound.apply_defaults()
        last_moment, token = content_version.current(REGISTER)
        known_at = bound.arguments["known_at"]
        if known_at and not content_version.is_over(known_at, last_moment):
            return count(*args, **kwargs)
        # Areas of today change their meaning with the day.
        key = _key(name, bound.arguments, token, timezone.localdate())
        return cache.get_or_set(key, lambda: count(*args, **kwargs), SECONDS)

    return wrapper


def _key(*parts):
    return f"register:{sha256(repr(parts).encode()).hexdigest()}"
