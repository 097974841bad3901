"""Asks the database's index for what the public may read at a moment.

Several conditions are asked at once: each stops where its limit is reached.
"""

from django.db import connection

from .engines import get_engine

_IS_PUBLIC = "e.live_from <= %s AND (e.live_until IS NULL OR e.live_until > %s)"


def ask_keys(conditions, marks, at, limit):
    """Returns [(place of the condition, kind, key)] of what each condition of `tiers`
    holds, newest first, at most `limit` of each; `marks` is a list of lists: of each
    list one has to be there. One query."""
    return _ask("e.kind, e.key", conditions, marks, at, limit)


def ask_titles(conditions, marks, at, limit):
    """Returns [(place of the condition, indexed words of a name)] likewise."""
    return _ask("e.title", conditions, marks, at, limit)


def ask_marks(condition, marks, at, limit):
    """Returns the marks of each thing that the condition holds, newest first."""
    rows = _ask("e.marks", [condition], marks, at, limit)
    return [words.split() for _, words in rows]


def ask_middles(parts, kinds, at, limit):
    """Returns [(kind, key)] of those in whose names and codes each of `parts`, of three
    letters at least, stands anywhere."""
    source, condition, params = get_engine(connection).where_middles(parts)
    places = ", ".join(["%s"] * len(kinds))
    where = source, f"{condition} AND e.kind IN ({places})", [*params, *kinds]
    rows = _fetch([_select(0, "e.kind, e.key", where, at, limit)])
    return [tuple(pair) for _, *pair in rows]


def count(condition, marks, at, limit):
    """Returns how many things the condition holds, counted up to `limit`."""
    return len(_ask("1", [condition], marks, at, limit))


def _ask(columns, conditions, marks, at, limit):
    engine = get_engine(connection)
    selects = [
        _select(place, columns, engine.where(condition, marks), at, limit)
        for place, condition in enumerate(conditions)
        if condition
    ]
    return _fetch(selects) if selects else []


def _select(place, columns, where, at, limit):
    """Returns (SQL, its parameters) of the rows of one condition."""
    source, condition, params = where
    at = connection.ops.adapt_datetimefield_value(at)
    order = get_engine(connection).ORDER
    sql = (
        f"SELECT {place}, {columns} FROM {source} "  # noqa: S608  # words are parameters
        f"WHERE {condition} AND {_IS_PUBLIC} ORDER BY {order} DESC LIMIT %s"
    )
    return sql, [*params, at, at, limit]


def _fetch(selects):
    sql = " UNION ALL ".join(
        f"SELECT * FROM ({one}) arm{place}"  # noqa: S608
        for place, (one, _) in enumerate(selects)
    )
    with connection.cursor() as cursor:
        cursor.execute(sql, [param for _, params in selects for param in params])
        return cursor.fetchall()
