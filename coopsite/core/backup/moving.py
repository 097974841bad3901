"""Moves all rows of an SQLite file into the PostgreSQL database of the settings, in one
transaction that ends with every table's digest compared."""

import json
from contextlib import contextmanager
from itertools import batched

from django.apps import apps
from django.contrib.admin.models import LogEntry
from django.contrib.auth import get_user_model
from django.core.management import CommandError
from django.db import Error, connection, connections, transaction
from django.db.models import JSONField
from psycopg2.extras import execute_values
from simple_history.models import HistoricalChanges

from . import digests

_FILE = "sqlite_file"
_BATCH = 2_000
_UNHURRIED = """
    SET LOCAL statement_timeout = 0;
    SET LOCAL idle_in_transaction_session_timeout = 0"""


def move(path, tell):
    """Copies every row of the SQLite file at `path`; calls `tell(table, rows)` after
    each table. CommandError, and nothing is written, where the database holds what
    people wrote, where the file is another version's, and where a digest differs."""
    with _connected_to(path) as source:
        _refuse_other_version(source)
        with transaction.atomic(durable=True), connection.cursor() as cursor:
            cursor.execute(_UNHURRIED)
            _refuse_what_people_wrote()
            with _emptied_without_triggers(cursor):
                for model in list_models():
                    tell(model._meta.db_table, _copy(cursor, source, model))
                _set_sequences(cursor, source)


@contextmanager
def _connected_to(path):
    """Gives the connection to the file, read as of one moment and never written."""
    options = {"uri": True, "init_command": "PRAGMA query_only = on"}
    connections.settings[_FILE] = connection.settings_dict | {
        "ENGINE": "django.db.backends.sqlite3",
        "NAME": f"{path.absolute().as_uri()}?mode=ro",
        "OPTIONS": options,
    }
    try:
        with transaction.atomic(using=_FILE):
            yield connections[_FILE]
    except (Error, ValueError) as error:  # psycopg2 says the latter of a sign NUL
        line = str(error).strip().partition("\n")[0]
        raise CommandError(f"không chép được dữ liệu: {line}.") from error
    finally:
        connections[_FILE].close()
        del connections[_FILE], connections.settings[_FILE]


def list_models():
    """Returns each model that has a table of its own, in the order of the tables."""
    models = apps.get_models(include_auto_created=True)
    owned = [m for m in models if m._meta.managed and not m._meta.proxy]
    return sorted(owned, key=lambda model: model._meta.db_table)


def _refuse_other_version(source):
    select = "SELECT app, name FROM django_migrations ORDER BY app, name"
    applied = []
    for one in (source, connection):
        with one.cursor() as cursor:
            cursor.execute(select)
            applied.append(cursor.fetchall())
    if applied[0] != applied[1]:
        raise CommandError(
            "hai cơ sở dữ liệu không cùng một bản phần mềm; hãy chạy migrate cho cả "
            "hai."
        )


def _refuse_what_people_wrote():
    """Whatever somebody writes leaves an account, an entry of the log or a version; a
    database that was only migrated has none of them."""
    versions = [m for m in apps.get_models() if issubclass(m, HistoricalChanges)]
    for model in (get_user_model(), LogEntry, *versions):
        if model._base_manager.exists():
            name = connection.settings_dict["NAME"]
            raise CommandError(f"{name} đã có dữ liệu; không ghi đè lên dữ liệu.")


@contextmanager
def _emptied_without_triggers(cursor):
    """A context in which the tables are empty, and what comes is taken as it is: it was
    checked, stamped and indexed when it was written. The rows that `migrate` made go:
    the file has its own."""
    quote = connection.ops.quote_name
    tables = [quote(model._meta.db_table) for model in list_models()]
    for table in tables:
        cursor.execute(f"ALTER TABLE {table} DISABLE TRIGGER USER")
    cursor.execute(f"TRUNCATE {', '.join(tables)} RESTART IDENTITY")
    yield
    cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")  # else no table can be altered
    for table in tables:
        cursor.execute(f"ALTER TABLE {table} ENABLE TRIGGER USER")


def _copy(cursor, source, model):
    """Returns how many rows of `model` were copied; CommandError where what is there
    then is not what was in the file."""
    expected = digests.digest(_insert(cursor, model, _rows(source, model)))
    copied = digests.digest(_comparable(model, row) for row in _rows(connection, model))
    if copied != expected:
        raise CommandError(f"bảng {model._meta.db_table} không chép được nguyên vẹn.")
    return int(copied.partition(" ")[0])


def _rows(source, model):
    names = [field.attname for field in model._meta.local_concrete_fields]
    rows = model._base_manager.using(source.alias).order_by("pk")
    return rows.values_list(*names).iterator(_BATCH)


def _insert(cursor, model, rows):
    """Writes the rows, as they are; yields them in the form that is compared."""
    fields, quote = model._meta.local_concrete_fields, connection.ops.quote_name
    table = quote(model._meta.db_table)
    columns = ", ".join(quote(field.column) for field in fields)
    into = f"INSERT INTO {table} ({columns}) VALUES %s"  # noqa: S608  # quoted
    for batch in batched(rows, _BATCH):
        prepared = [
            [
                f.get_db_prep_save(v, connection)
                for f, v in zip(fields, row, strict=True)
            ]
            for row in batch
        ]
        with connection.wrap_database_errors:
            execute_values(cursor.cursor, into, prepared, page_size=_BATCH)
        yield from (_comparable(model, row) for row in batch)


def _comparable(model, row):
    """Returns the row without what the two databases keep in an order of their own."""
    fields = model._meta.local_concrete_fields
    return [
        json.dumps(value, sort_keys=True) if isinstance(field, JSONField) else value
        for field, value in zip(fields, row, strict=True)
    ]


def _set_sequences(cursor, source):
    """Goes on counting where the file stopped: a key that was given once is never given
    again, though its row is deleted."""
    with source.cursor() as reading:
        reading.execute("SELECT name, seq FROM sqlite_sequence WHERE seq > 0")
        last = dict(reading.fetchall())
    for model in list_models():
        table, key = model._meta.db_table, model._meta.pk
        if table in last and key.db_returning:
            sequence = [connection.ops.quote_name(table), key.column, last[table]]
            cursor.execute(
                "SELECT setval(pg_get_serial_sequence(%s, %s), %s)", sequence
            )
