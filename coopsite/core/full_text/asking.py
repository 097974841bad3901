"""Asks the database's index for what the public may read at a moment.

Several conditions are asked at once: each stops where its limit is reached.
"""

from typing import NamedTuple

from django.db import connection

from .engines import get_engine
from .sources import mark_of_kind

_IS_PUBLIC = "e.live_from <= %s AND (e.live_until IS NULL OR e.live_until > %s)"


class Scope(NamedTuple):
    """What is searched: things of some kinds, public at a moment; `marks` is a list of
    lists, of each of which one has to be there."""

    kinds: list
    marks: list
    at: object

    def where(self, condition):
        """Returns (from what, under which condition, its parameters)."""
        engine = get_engine(connection)
        if len(self.kinds) == 1:  # of which there may be few: the index knows them
            mark = mark_of_kind(self.kinds[0])
            return engine.where(condition, [[mark], *self.marks])
        source, sql, params = engine.where(condition, self.marks)
        return source, f"{sql} AND {_is_of(self.kinds)}", [*params, *self.kinds]


def ask_keys(conditions, scope, limit):
    """Returns [(place of the condition, kind, key)] of what each condition of `tiers`
    holds, newest first, at most `limit` of each. One query."""
    return _ask("e.kind, e.key", conditions, scope, limit)


def ask_titles(conditions, scope, limit):
    """Returns [(place of the condition, indexed words of a name)] likewise."""
    return _ask("e.title", conditions, scope, limit)


def count_marks(condition, scope, limit):
    """Returns [(marks, how many things have just those)] of what the condition holds,
    of the newest `limit`."""
    if not condition:
        return []
    sql, params = _select(0, "e.marks", scope.where(condition), scope.at, limit)
    grouped = f"SELECT marks, count(*) FROM ({sql}) newest GROUP BY marks"  # noqa: S608
    rows = _fetch([(grouped, params)])
    return [(words.split(), number) for words, number in rows]


def ask_middles(parts, kinds, at, limit):
    """Returns [(kind, key)] of those in whose names and codes each of `parts`, of three
    letters at least, stands anywhere."""
    source, condition, params = get_engine(connection).where_middles(parts)
    where = source, f"{condition} AND {_is_of(kinds)}", [*params, *kinds]
    rows = _fetch([_select(0, "e.kind, e.key", where, at, limit)])
    return [tuple(pair) for _, *pair in rows]


def count(condition, scope, limit):
    """Returns how many things the condition holds, counted up to `limit`."""
    return len(_ask("1", [condition], scope, limit))


def _is_of(kinds):
    return f"e.kind IN ({', '.join(['%s'] * len(kinds))})"


def _ask(columns, conditions, scope, limit):
    selects = [
        _select(place, columns, scope.where(condition), scope.at, limit)
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
