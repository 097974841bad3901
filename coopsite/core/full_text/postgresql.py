"""The index on PostgreSQL: vectors that the database makes of the entries' words.

Words are looked for in the title, in title and lead, in all, each a vector with an
index; the words with their marks have one of their own.
"""

from django.db import Error, transaction

from .tiers import columns_of
from .triggers import ENTRIES

_VECTORS = {
    "spelt_vector": ["spelt"],
    "title_vector": ["title"],
    "lead_vector": ["title", "lead"],
    "text_vector": ["title", "lead", "text", "codes"],
    "codes_vector": ["codes"],
}
_MIDDLES = "search_middles"
_WITH_LISTS = """
    SELECT relname FROM pg_class WHERE relname = ANY(%s) AND relkind = 'i'
    AND NOT COALESCE(reloptions, '{}') @> '{fastupdate=off}'
"""
_EXISTING = """
    SELECT attname FROM pg_attribute
    WHERE attrelid = %s::regclass AND NOT attisdropped
"""


class Postgresql:
    """Makes the index and words questions to it."""

    GET_TRIGGERS = (
        "SELECT tgname, tgrelid::regclass::text FROM pg_trigger WHERE NOT tgisinternal"
    )
    ORDER = "e.id"

    def make_tables(self, cursor):
        """Adds the vectors that are missing, with their indexes; returns whether there
        were any."""
        cursor.execute(_EXISTING, [ENTRIES])
        existing = {name for (name,) in cursor.fetchall()}
        missing = [name for name in _VECTORS if name not in existing]
        for name in missing:
            words = " || ' ' || ".join(["marks", *_VECTORS[name]])
            cursor.execute(
                f"ALTER TABLE {ENTRIES} ADD COLUMN {name} tsvector GENERATED ALWAYS AS "
                f"(to_tsvector('simple'::regconfig, {words})) STORED"
            )
            cursor.execute(
                f"CREATE INDEX search_{name} ON {ENTRIES} USING gin ({name})"
            )
        if missing:
            _index_middles(cursor)
        _write_at_once(cursor, [f"search_{name}" for name in _VECTORS] + [_MIDDLES])
        return bool(missing)

    def rebuild(self, cursor):
        """Makes nothing anew: each row has its vectors."""

    def triggers_of_entries(self):
        """Returns none: the vectors are the rows' own."""
        return []

    def make_trigger(self, trigger):
        """Returns the statements that make `trigger`: a function, and what calls it.

        The function looks at the columns, not the trigger: a column that a trigger
        names can be neither dropped nor altered by a migration.
        """
        changed = " OR ".join(
            f"OLD.{name} IS DISTINCT FROM NEW.{name}" for name in trigger.columns
        )
        body = f"IF {changed} THEN {trigger.body} END IF;" if changed else trigger.body
        return [
            f"CREATE OR REPLACE FUNCTION {trigger.name}() RETURNS trigger AS $$ BEGIN "
            f"{body} RETURN NULL; END $$ LANGUAGE plpgsql",
            f"CREATE TRIGGER {trigger.name} AFTER {trigger.event} ON {trigger.table} "
            f"FOR EACH ROW EXECUTE FUNCTION {trigger.name}()",
        ]

    def drop_trigger(self, name):
        return f"DROP FUNCTION {name} CASCADE"

    def where(self, condition, marks):
        """Returns (from what, under which condition, its parameters)."""
        [column] = set(columns_of(condition))
        sql, params = f"e.{column}_vector @@ %s::tsquery", [_tsquery(condition)]
        for group in marks:  # apart, so that the planner may leave their index aside
            sql += " AND e.text_vector @@ %s::tsquery"
            params.append(" | ".join(map(_lexeme, group)))
        if column == "codes":
            # Few have a code; taken for many, all entries would be walked in order.
            few = f"SELECT * FROM {ENTRIES} e WHERE {sql} OFFSET 0"  # noqa: S608
            return f"({few}) e", "TRUE", params
        return f"{ENTRIES} e", sql, params

    def where_middles(self, parts):
        """Returns the same for parts of names and codes."""
        sql = " AND ".join(["e.middles <> ''", *["e.middles LIKE %s"] * len(parts)])
        return f"{ENTRIES} e", sql, [f"%{part}%" for part in parts]


def _write_at_once(cursor, indexes):
    """Has what is written stand in the indexes themselves: by default it waits in a
    list until the database is vacuumed, which each search reads from end to end."""
    cursor.execute(_WITH_LISTS, [indexes])
    for (name,) in cursor.fetchall():
        cursor.execute(f"ALTER INDEX {name} SET (fastupdate = off)")
        cursor.execute("SELECT gin_clean_pending_list(%s::regclass)", [name])


def _index_middles(cursor):
    """Indexes parts of names where the database has what that takes; without, they are
    looked for in each name and code."""
    try:
        with transaction.atomic(using=cursor.db.alias):
            cursor.execute("CREATE EXTENSION IF NOT EXISTS pg_trgm")
            cursor.execute(
                f"CREATE INDEX IF NOT EXISTS {_MIDDLES} ON {ENTRIES} "
                "USING gin (middles gin_trgm_ops) WHERE middles <> ''"
            )
    except Error:  # not installed, or not allowed
        return


def _tsquery(condition):
    what, *rest = condition
    if what == "in":
        _, words, is_beginning = rest
        lexemes = list(map(_lexeme, words))
        return f"({' <-> '.join(lexemes)}{':*' * is_beginning})"
    joint = " & " if what == "all" else " | "
    return f"({joint.join(map(_tsquery, rest[0]))})"


def _lexeme(word):
    return "'{}'".format(word.replace("\\", "").replace("'", "''"))
