"""Writes the rows of a fixture once, and repeats them for the tests that follow."""

import copy
from functools import wraps

from django.db import connection
from django.db.models import Model
from django.utils import timezone

from coopsite.core import content_version
from coopsite.core.content_version import ContentVersion

_read_clock = content_version.read_clock


def written_once(make):
    """Wraps the function of a fixture: the first test writes its rows through the
    actions, later ones repeat the same statements in a tenth of the time.

    They carry the keys of the first time, so they are repeated only where the next
    key of every table is the same again. PostgreSQL never gives a key twice: there
    the rows are written by the actions each time.
    """
    recorded = {}

    @wraps(make)
    def repeat(*args, **kwargs):
        return _repeat(recorded, _next_keys(), lambda: make(*args, **kwargs))

    return repeat


def written_once_each(make):
    """Wraps a factory that writes through the actions: what it wrote is repeated where
    it is asked for the same in the same words, next to the same rows.

    The token of the last write tells which those are: a repeated one is as it was, and
    after any other nothing is repeated.
    """
    recorded = {}

    @wraps(make)
    def repeat(*args, **kwargs):
        keys = _next_keys()
        try:
            key = keys and (
                keys,
                last_writes(),
                _name_in_key(args),
                _name_in_key(kwargs),
            )
        except TypeError:  # a file, say
            key = None
        return _repeat(recorded, key, lambda: make(*args, **kwargs))

    return repeat


def _repeat(recorded, key, make):
    if key is None:
        return make()
    if key not in recorded:
        statements = []
        with connection.execute_wrapper(_recorder(statements)):
            made = make()
        recorded[key] = statements, made
    else:
        statements, made = recorded[key]
        with connection.cursor() as cursor:
            for sql, params, many in statements:
                (cursor.executemany if many else cursor.execute)(sql, params)
    return copy.deepcopy(made)


def _next_keys():
    if connection.vendor != "sqlite":
        return None
    with connection.cursor() as cursor:
        cursor.execute("SELECT name, seq FROM sqlite_sequence ORDER BY name")
        return tuple(cursor.fetchall())


def last_writes():
    """Returns what tells the state of the register from any other: the last writes
    through actions, the day, and the time on a clock that a test stopped."""
    read_clock = content_version.read_clock
    stopped = None if read_clock is _read_clock else read_clock()
    writes = tuple(ContentVersion.objects.order_by("pk").values_list())
    return writes, timezone.localdate(), stopped


def _name_in_key(value):
    """Returns what stands for the value in a key. TypeError where nothing does."""
    if isinstance(value, dict):
        return tuple((name, _name_in_key(value[name])) for name in sorted(value))
    if isinstance(value, list | tuple):
        return tuple(map(_name_in_key, value))
    if isinstance(value, Model):
        return type(value), value.pk
    if getattr(value, "read", None):
        raise TypeError("a file is stored, too")
    hash(value)
    return value


def _recorder(statements):
    def record(execute, sql, params, many, context):
        if sql.startswith(("INSERT", "UPDATE", "DELETE")):
            statements.append((sql, list(params or []), many))
        return execute(sql, params, many, context)

    return record
