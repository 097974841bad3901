"""The index on SQLite: FTS5 tables over the entries, kept so by triggers.

They hold no text of their own: what they say is what the entries say.
"""

from .tiers import columns_of
from .triggers import ENTRIES, Trigger

SPELT, NAMES, LEADS, TEXTS, MIDDLES = (
    f"core_search{name}" for name in ("spelt", "names", "leads", "texts", "middles")
)
# Words that are in most texts are in few names, and what is typed without marks is
# hardly ever spelt so: each has an index of its own.
_COLUMNS = {
    SPELT: ["marks", "spelt"],
    NAMES: ["marks", "title", "codes"],
    LEADS: ["marks", "title", "lead"],
    TEXTS: ["marks", "title", "lead", "text", "codes"],
    MIDDLES: ["middles"],
}
_WORDS = "tokenize='unicode61 remove_diacritics 0', prefix="
# The beginnings of words that are looked up at once, by their letters.
_BEGINNINGS = {SPELT: "'1 2 3'", NAMES: "'1 2 3'", LEADS: "'2 3'", TEXTS: "'2 3'"}
# What is searched where a tier asks for one of these.
_SEARCHED = {
    "spelt": "spelt",
    "title": "title",
    "lead": "{title lead}",
    "text": "{title lead text codes}",
    "codes": "codes",
}


def _table(name):
    how = "tokenize='trigram'" if name == MIDDLES else _WORDS + _BEGINNINGS[name]
    columns = ", ".join(_COLUMNS[name])
    return (
        f"CREATE VIRTUAL TABLE {name} USING fts5({columns}, "
        f"content='{ENTRIES}', content_rowid='id', {how})"
    )


_TABLES = {name: _table(name) for name in _COLUMNS}


class Sqlite:
    """Makes the index and words questions to it."""

    GET_TRIGGERS = "SELECT name, tbl_name FROM sqlite_master WHERE type = 'trigger'"
    ORDER = "f.rowid"

    def make_tables(self, cursor):
        """Makes the tables that are missing or were made otherwise; returns whether
        there were any."""
        cursor.execute("SELECT name, sql FROM sqlite_master WHERE type = 'table'")
        existing = dict(cursor.fetchall())
        missing = [name for name, sql in _TABLES.items() if existing.get(name) != sql]
        for name in missing:
            cursor.execute(f"DROP TABLE IF EXISTS {name}")
            cursor.execute(_TABLES[name])
        return bool(missing)

    def rebuild(self, cursor):
        """Makes the index anew of what the entries say."""
        for name in _TABLES:
            cursor.execute(f"INSERT INTO {name} ({name}) VALUES ('rebuild')")  # noqa: S608

    def triggers_of_entries(self):
        """Yields what keeps the index as the entries are."""
        added = "".join(_add(name, columns) for name, columns in _COLUMNS.items())
        removed = "".join(_remove(name, columns) for name, columns in _COLUMNS.items())
        yield Trigger(ENTRIES, "INSERT", (), added)
        yield Trigger(ENTRIES, "DELETE", (), removed)
        changed = dict.fromkeys(
            ["id", *(c for each in _COLUMNS.values() for c in each)]
        )
        yield Trigger(ENTRIES, "UPDATE", tuple(changed), removed + added)

    def make_trigger(self, trigger):
        """Returns the statements that make `trigger`."""
        when = " OR ".join(f"OLD.{name} IS NOT NEW.{name}" for name in trigger.columns)
        condition = f"WHEN {when} " if when else ""
        return [
            f"CREATE TRIGGER {trigger.name} AFTER {trigger.when} ON {trigger.table} "
            f"FOR EACH ROW {condition}BEGIN {trigger.body} END"
        ]

    def drop_trigger(self, name):
        return f"DROP TRIGGER {name}"

    def where(self, condition, marks):
        """Returns (from what, under which condition, its parameters)."""
        parts = [_fts5(condition)]
        for group in marks:
            parts.append(f"(marks : ({' OR '.join(map(_quote, group))}))")
        name = _index_of(set(columns_of(condition)))
        source = f"{name} f JOIN {ENTRIES} e ON e.id = f.rowid"
        return source, f"{name} MATCH %s", [" AND ".join(parts)]

    def where_middles(self, parts):
        """Returns the same for parts of names and codes."""
        source = f"{MIDDLES} f JOIN {ENTRIES} e ON e.id = f.rowid"
        return source, f"{MIDDLES} MATCH %s", [" AND ".join(map(_quote, parts))]


def _add(name, columns):
    new = ", ".join(f"NEW.{column}" for column in columns)
    return (
        f"INSERT INTO {name} (rowid, {', '.join(columns)}) "  # noqa: S608
        f"VALUES (NEW.id, {new});"
    )


def _remove(name, columns):
    old = ", ".join(f"OLD.{column}" for column in columns)
    return (
        f"INSERT INTO {name} ({name}, rowid, {', '.join(columns)}) "  # noqa: S608
        f"VALUES ('delete', OLD.id, {old});"
    )


def _index_of(columns):
    if "text" in columns:
        return TEXTS
    if "lead" in columns:
        return LEADS
    return SPELT if "spelt" in columns else NAMES


def _fts5(condition):
    what, *rest = condition
    if what == "in":
        column, words, is_beginning = rest
        return f"({_SEARCHED[column]} : {_quote(' '.join(words))}{'*' * is_beginning})"
    joint = " AND " if what == "all" else " OR "
    return f"({joint.join(map(_fts5, rest[0]))})"


def _quote(text):
    return '"{}"'.format(text.replace('"', '""'))
