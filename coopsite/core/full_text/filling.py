"""Fills the entries of what was written: the words of each thing, made by Python."""

from contextlib import contextmanager
from contextvars import ContextVar

from django.db import connection, transaction
from django.db.models.signals import post_save
from django.dispatch import receiver
from django.utils.crypto import get_random_string

from ..content_version import ContentVersion
from .models import PendingEntry, SearchEntry
from .sources import VERSION, get_sources
from .triggers import ENTRIES, PENDING

BATCH = 200
# The kinds that an action has written of, which are indexed at its end.
_written = ContextVar("kinds written of", default=None)


def index_pending(kind=None, keys=None, report=None):
    """Indexes what was written and not indexed yet, of one kind or of all; returns how
    many things were looked at. `report` is told how many after each batch."""
    done = 0
    for source in get_sources():
        if kind in (None, source.kind):
            count = BATCH  # a batch that was not full is the last
            while count == BATCH:
                done += (count := _index_batch(source, keys))
                if report and count:
                    report(done)
    return done


def _get_pending(source, keys):
    rows = PendingEntry.objects.filter(kind=source.kind)
    return rows if keys is None else rows.filter(key__in=keys)


@transaction.atomic
def _index_batch(source, keys):
    rows = _get_pending(source, keys)
    # Another's batch is another's; what it notes anew waits for its end.
    is_shared = connection.vendor == "postgresql"
    locked = rows.select_for_update(skip_locked=True) if is_shared else rows
    batch = dict(locked.values_list("pk", "key")[:BATCH])
    if batch:
        PendingEntry.objects.filter(pk__in=batch).delete()
        _write_entries(source, list(batch.values()))
    return len(batch)


def _write_entries(source, keys):
    SearchEntry.objects.filter(kind=source.kind, key__in=keys).delete()
    SearchEntry.objects.bulk_create(source.entries(keys))
    # A page that was made since the write itself has not found them.
    token = get_random_string(16)
    ContentVersion.objects.filter(pk=source.domain).update(token=token)


def note_all(cursor, source):
    """Notes each row of `source` as not indexed."""
    cursor.execute(
        f"INSERT INTO {PENDING} (kind, key) "  # noqa: S608  # names of tables
        f"SELECT %s, id FROM {source.table} WHERE true ON CONFLICT DO NOTHING",
        [source.kind],
    )


def note_old():
    """Notes as not indexed what older rules have indexed."""
    with connection.cursor() as cursor:
        cursor.execute(
            f"INSERT INTO {PENDING} (kind, key) "  # noqa: S608
            f"SELECT kind, key FROM {ENTRIES} WHERE rules <> %s ON CONFLICT DO NOTHING",
            [VERSION],
        )


def catch_up(report=None):
    """Indexes all that older rules indexed, or that waits; returns how many things."""
    note_old()
    return index_pending(report=report)


@contextmanager
def indexing_once():
    """A context whose writes are indexed at its end, in its transaction: an action
    writes several rows that the words of one thing follow from."""
    if _written.get() is not None:
        yield
        return
    token = _written.set(set())
    try:
        yield
        kinds = _written.get()
    finally:
        _written.reset(token)
    for kind in kinds:
        index_pending(kind)


@receiver(post_save)
def index_saved(sender, instance, raw=False, **kwargs):
    """Indexes a row that was saved, or what its words follow from it."""
    table = sender._meta.db_table
    for source in get_sources():
        if table == source.table:
            _index(source.kind, [instance.pk])
        for owner, column, _ in source.owners:
            if table == owner:
                _index(source.kind, [getattr(instance, column)])


def index_model(model):
    """Indexes what was written of the rows of `model`, or of what follows from them."""
    table = model._meta.db_table
    for source in get_sources():
        if table == source.table or any(table == owner for owner, *_ in source.owners):
            _index(source.kind)


def _index(kind, keys=None):
    if (kinds := _written.get()) is None:
        index_pending(kind, keys)
    else:
        kinds.add(kind)
