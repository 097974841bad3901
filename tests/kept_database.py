"""Keeps the tests' database as the migrations leave it: migrating from nothing takes
each process seconds. The tests that start the portal do so in any case.

A copy is migrated, too: that makes the permissions of models which came since.
"""

import shutil
import sqlite3
from contextlib import closing, contextmanager

from django.db import connection
from django.db.backends.signals import connection_created

from .kept import digest_files, forget_others, one_at_a_time

# Migrations call nothing else of ours, and are frozen with the data that they read.
SOURCES = (
    "*/migrations/*.py",
    "*/*/migrations/*.py",
    "cooperatives/data/*",
    "requirements.txt",
)


@contextmanager
def reuse_database(folder):
    """A context in which the tests' database is made: as a copy of the kept one, or by
    the migrations, and kept then."""
    on = _on_postgresql if connection.vendor == "postgresql" else _on_sqlite
    with one_at_a_time(folder), on(folder, digest_files(*SOURCES)):
        yield


def copy_migrated(folder, path):
    """Makes the file `path` a copy of SQLite's kept database; returns whether there
    is one."""
    kept = folder / digest_files(*SOURCES) / "migrated.sqlite3"
    with one_at_a_time(folder):
        if found := kept.exists():
            shutil.copy(kept, path)
    return found


def name_kept(cursor):
    """Returns the name of PostgreSQL's kept database, None without one."""
    query = "SELECT datname FROM pg_database WHERE datname LIKE %s ORDER BY datname"
    cursor.execute(query, [f"%\\_kept\\_{digest_files(*SOURCES)}"])
    found = cursor.fetchone()
    return found and found[0]


@contextmanager
def _on_sqlite(folder, digest):
    kept = folder / digest / "migrated.sqlite3"
    if kept.exists():
        connection_created.connect(_copying(kept), weak=False, dispatch_uid=kept)
        yield
        connection_created.disconnect(dispatch_uid=kept)
        return
    yield
    forget_others(folder, None)
    unfinished = kept.with_name("unfinished")
    unfinished.parent.mkdir()
    with closing(sqlite3.connect(unfinished)) as file:
        connection.connection.backup(file)
    unfinished.rename(kept)


def _copying(kept):
    """Returns what fills the empty database as soon as there is a connection to it."""

    def copy(connection, **signal):
        connection_created.disconnect(dispatch_uid=kept)
        with closing(sqlite3.connect(kept)) as file:
            file.backup(connection.connection)

    return copy


@contextmanager
def _on_postgresql(folder, digest):
    """PostgreSQL copies a database that nobody is connected to, its template."""
    ours = f"{connection.settings_dict['NAME']}_kept_"
    kept = ours + digest
    with connection._nodb_cursor() as cursor:
        query = "SELECT datname FROM pg_database WHERE starts_with(datname, %s)"
        cursor.execute(query, [ours])
        names = [name for (name,) in cursor.fetchall()]
    if kept in names:
        connection.settings_dict["TEST"]["TEMPLATE"] = kept
        yield
        return
    yield
    made = connection.settings_dict["NAME"]
    connection.close()
    with connection._nodb_cursor() as cursor:
        for former in names:
            cursor.execute(f'DROP DATABASE "{former}"')
        cursor.execute(f'CREATE DATABASE "{kept}" TEMPLATE "{made}"')
