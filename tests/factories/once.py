"""Writes the rows of a fixture once, and repeats them for the tests that follow."""

import copy
from functools import wraps

from django.db import connection


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
        keys = _next_keys()
        if keys is None:
            return make(*args, **kwargs)
        if keys not in recorded:
            statements = []
            with connection.execute_wrapper(_recorder(statements)):
                made = make(*args, **kwargs)
            recorded[keys] = statements, made
        else:
            statements, made = recorded[keys]
            with connection.cursor() as cursor:
                for sql, params, many in statements:
                    (cursor.executemany if many else cursor.execute)(sql, params)
        return copy.deepcopy(made)

    return repeat


def _next_keys():
    if connection.vendor != "sqlite":
        return None
    with connection.cursor() as cursor:
        cursor.execute("SELECT name, seq FROM sqlite_sequence ORDER BY name")
        return tuple(cursor.fetchall())


def _recorder(statements):
    def record(execute, sql, params, many, context):
        if sql.startswith(("INSERT", "UPDATE", "DELETE")):
            statements.append((sql, list(params or []), many))
        return execute(sql, params, many, context)

    return record
