"""Remembers what was counted until a fact that touches it is recorded or struck.

A count of a day follows from the standings that begin on it or before, and nothing
else. So its answer is kept under the newest of those: while they stay as they are, so
does the answer; a fact of a later day leaves it alone. No clock and no clean-up are
needed. The register's one pen makes "newest" mean the same to everybody. Counts by size
or by today's unit follow from more than standings and are made anew.
"""

from functools import wraps
from hashlib import sha256
from inspect import signature

from django.core.cache import cache
from django.db.models import Exists, Subquery

from ..models import Organisation, Standing

# Long enough for a report that is asked for each morning; memory is all that ends it.
SECONDS = 7 * 24 * 60 * 60


def remembered(count):
    """Let `count`, a function of days and `known_at`, answer from memory.

    The facts that matter are those until its argument `last_day`, or else `day`. One
    query when remembered, one more than its own when not. Whatever it returns has to be
    a value that pickles.
    """
    name = f"{count.__module__}.{count.__qualname__}"
    arguments_of = signature(count)

    @wraps(count)
    def wrapper(*args, **kwargs):
        asked = arguments_of.bind(*args, **kwargs)
        asked.apply_defaults()
        day = asked.arguments.get("last_day") or asked.arguments["day"]
        key = _key(name, asked.arguments, newest(day))
        return cache.get_or_set(key, lambda: count(*args, **kwargs), SECONDS)

    return wrapper


def _key(*parts):
    return f"register:{sha256(repr(parts).encode()).hexdigest()}"


def newest(day):
    """Return what changes whenever a standing that counts on `day` (a date) is recorded
    or struck: the newest of both, and whether demonstration data is loaded. One query.

    None where none counts. The newest is named by its moment, too: in a database
    brought back from a copy, others get the keys that were given since.
    """
    touching = Standing.objects.filter(effective_from__lte=day).order_by("-pk")
    struck = touching.filter(superseded_at__isnull=False).order_by("-superseded_at")
    return touching.values_list(
        "pk",
        "recorded_at",
        Subquery(struck.values("superseded_at")[:1]),
        Exists(Organisation.objects.filter(is_demo=True)),
    ).first()
