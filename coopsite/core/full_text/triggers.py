"""Triggers by which the index follows what is written, by whatever door.

Of a thing that was added or whose words changed they note the key, and take what was
indexed of it away: stale words find nothing. `filling` makes the words anew.
"""

from hashlib import sha256
from typing import NamedTuple

ENTRIES, PENDING = "core_searchentry", "core_pendingentry"
PREFIX = "searches_"
_NOTE = f"""INSERT INTO {PENDING} (kind, key) SELECT '{{kind}}', {{row}}.{{column}}
    WHERE {{row}}.{{column}} IS NOT NULL ON CONFLICT DO NOTHING;"""
_DELETE = "DELETE FROM {table} WHERE kind = '{kind}' AND key = OLD.id;"


class Trigger(NamedTuple):
    """What the database does after each row of `table` that `event` touches; of an
    update of `columns` only where one of them has another value."""

    table: str
    event: str
    columns: tuple
    body: str

    @property
    def name(self):
        """Names what it does, so that one of other words is another."""
        digest = sha256(repr(tuple(self)).encode()).hexdigest()[:12]
        return f"{PREFIX}{digest}"

    @property
    def when(self):
        """Its event, as SQL has it."""
        return self.event + (f" OF {', '.join(self.columns)}" if self.columns else "")


def triggers_of(source):
    """Yields the triggers of the tables that the words of `source` follow from."""
    table, kind = source.table, source.kind
    note = _NOTE.format(kind=kind, row="NEW", column="id")
    forget = _DELETE.format(kind=kind, table=ENTRIES)
    unnote = _DELETE.format(kind=kind, table=PENDING)
    yield Trigger(table, "INSERT", (), note)
    yield Trigger(table, "DELETE", (), forget + unnote)
    yield Trigger(table, "UPDATE", tuple(source.columns), forget + note)
    if source.moments:
        yield Trigger(table, "UPDATE", tuple(source.moments), _copy(source))
    for owner, column, columns in source.owners:
        new, old = (
            _NOTE.format(kind=kind, row=r, column=column) for r in ("NEW", "OLD")
        )
        yield Trigger(owner, "INSERT", (), new)
        yield Trigger(owner, "DELETE", (), old)
        yield Trigger(owner, "UPDATE", tuple(columns), new)


def _copy(source):
    copied = ", ".join(f"{own} = NEW.{name}" for name, own in source.moments.items())
    return (
        f"UPDATE {ENTRIES} SET {copied} "  # noqa: S608  # names of columns
        f"WHERE kind = '{source.kind}' AND key = NEW.id;"
    )
