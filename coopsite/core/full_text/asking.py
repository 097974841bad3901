"""Asks the database's index for what the public may read at a moment."""

from django.db import connection

from .engines import get_engine

_IS_PUBLIC = "e.live_from <= %s AND (e.live_until IS NULL OR e.live_until > %s)"


def ask_keys(condition, marks, at, limit):
    """Returns [(kind, key)] of what a condition of `tiers` holds, newest first, at most
    `limit`; `marks` is a list of lists: of each list one has to be there."""
    if not condition:
        return []
    return _fetch_keys(get_engine(connection).where(condition, marks), at, limit)


def ask_titles(condition, marks, at, limit):
    """Returns the indexed words of the names of what the condition holds."""
    where = get_engine(connection).where(condition, marks)
    return [title for (title,) in _fetch("e.title", where, at, limit)]


def ask_marks(condition, marks, at, limit):
    """Returns the marks of each thing that the condition holds, newest first."""
    where = get_engine(connection).where(condition, marks)
    return [words.split() for (words,) in _fetch("e.marks", where, at, limit)]


def ask_middles(parts, kinds, at, limit):
    """Returns [(kind, key)] of those in whose names and codes each of `parts`, of three
    letters at least, stands anywhere."""
    source, condition, params = get_engine(connection).where_middles(parts)
    places = ", ".join(["%s"] * len(kinds))
    where = source, f"{condition} AND e.kind IN ({places})", [*params, *kinds]
    return _fetch_keys(where, at, limit)


def count(condition, marks, at, limit):
    """Returns how many things the condition holds, counted up to `limit`."""
    if not condition:
        return 0
    where = get_engine(connection).where(condition, marks)
    return len(_fetch("1", where, at, limit, is_ordered=False))


def _fetch_keys(where, at, limit):
    return [tuple(row) for row in _fetch("e.kind, e.key", where, at, limit)]


def _fetch(columns, where, at, limit, *, is_ordered=True):
    source, condition, params = where
    at = connection.ops.adapt_datetimefield_value(at)
    order = f"ORDER BY {get_engine(connection).ORDER} DESC" if is_ordered else ""
    with connection.cursor() as cursor:
        cursor.execute(
            f"SELECT {columns} FROM {source} "  # noqa: S608  # words are parameters
            f"WHERE {condition} AND {_IS_PUBLIC} {order} LIMIT %s",
            [*params, at, at, limit],
        )
        return cursor.fetchall()
