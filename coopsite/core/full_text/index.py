"""Makes the index and its triggers after each `migrate`, as `core.renewal` does: SQLite
drops a table's triggers when it rebuilds the table."""

from django.db import connections

from .engines import get_engine
from .filling import index_pending, note_all, note_old
from .models import PendingEntry
from .sources import get_sources
from .triggers import ENTRIES, PENDING, PREFIX, triggers_of

# So few are indexed at once; more wait for `remake_keys`, which tells how far it is.
FEW = 3_000


def make_index(using="default", **kwargs):
    """Makes what is missing of the index; notes what may have been written unseen."""
    connection = connections[using]
    engine = get_engine(connection)
    tables = set(connection.introspection.table_names())
    if not {ENTRIES, PENDING} <= tables:
        return
    with connection.cursor() as cursor:
        sources = [s for s in get_sources() if _is_there(connection, cursor, s)]
        is_new = engine.make_tables(cursor)
        existing = get_search_triggers(cursor, engine)
        wanted = {t.name: t for t in engine.triggers_of_entries()}
        of_source = {s.kind: {t.name: t for t in triggers_of(s)} for s in sources}
        is_new |= bool(wanted.keys() - existing.keys())
        unseen = [s for s in sources if of_source[s.kind].keys() - existing.keys()]
        for triggers in of_source.values():
            wanted |= triggers
        _make_triggers(cursor, engine, existing, wanted)
        if is_new:
            engine.rebuild(cursor)
        for source in unseen:
            note_all(cursor, source)
    note_old()
    if 0 < PendingEntry.objects.count() <= FEW:
        index_pending()


def get_search_triggers(cursor, engine):
    """Returns {name: table} of the triggers of this package that the database has."""
    cursor.execute(engine.GET_TRIGGERS)
    return {name: table for name, table in cursor.fetchall() if name.startswith(PREFIX)}


def _make_triggers(cursor, engine, existing, wanted):
    for name in existing.keys() - wanted.keys():
        cursor.execute(engine.drop_trigger(name))
    for name in wanted.keys() - existing.keys():
        for statement in engine.make_trigger(wanted[name]):
            cursor.execute(statement)


def _is_there(connection, cursor, source):
    """Returns whether the tables and columns are there that `source` is made of: a
    database may be led to an earlier state."""
    wanted = {source.table: {"id", *source.columns, *source.moments}}
    wanted |= {table: {column, *others} for table, column, others in source.owners}
    describe = connection.introspection.get_table_description
    tables = set(connection.introspection.table_names(cursor))
    return wanted.keys() <= tables and all(
        columns <= {one.name for one in describe(cursor, table)}
        for table, columns in wanted.items()
    )
