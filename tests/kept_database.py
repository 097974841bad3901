"""Keeps the tests' database as the migrations leave it, for processes to come to copy:
migrating from nothing takes each of them seconds.

It is kept under a digest of the code, so that a changed line migrates anew; the tests
that start the whole program migrate from nothing in any case.
"""

import fcntl
import hashlib
import sqlite3
from contextlib import closing, contextmanager

from django.conf import settings
from django.db import connection
from django.db.backends.signals import connection_created

CODE = ("coopsite", "cooperatives", "news", "requirements.txt")


@contextmanager
def kept_database(folder):
    """A context in which the tests' database is made: as a copy of the kept one, or by
    the migrations, and kept then. One process at a time."""
    on = _on_postgresql if connection.vendor == "postgresql" else _on_sqlite
    with (folder / "lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        with on(folder, _digest_code()):
            yield


def _digest_code():
    digest = hashlib.sha256()
    for root in (settings.BASE_DIR / name for name in CODE):
        for file in sorted(root.rglob("*")) or [root]:
            if file.is_file() and file.suffix != ".pyc":
                digest.update(f"{file}\n".encode() + file.read_bytes())
    return digest.hexdigest()[:12]


@contextmanager
def _on_sqlite(folder, digest):
    kept = folder / f"{digest}.sqlite3"
    if kept.exists():
        connection_created.connect(_copying(kept), weak=False, dispatch_uid=kept)
        yield
        connection_created.disconnect(dispatch_uid=kept)
        return
    yield
    for former in folder.glob("*.sqlite3*"):
        former.unlink()
    unfinished = kept.with_suffix(".sqlite3-unfinished")
    with closing(sqlite3.connect(unfinished)) as file:
        connection.connection.backup(file)
    unfinished.rename(kept)


def _copying(kept):
    """Returns what fills an empty database as soon as there is a connection to it."""

    def copy(connection, **signal):
        with closing(sqlite3.connect(kept)) as file:
            file.backup(connection.connection)
        connection_created.disconnect(dispatch_uid=kept)

    return copy


@contextmanager
def _on_postgresql(folder, digest):
    """PostgreSQL copies a database that nobody is connected to, its template."""
    ours = f"{connection.settings_dict['NAME']}_kept_"
    kept = ours + digest
    with connection._nodb_cursor() as cursor:
        asked = "SELECT datname FROM pg_database WHERE starts_with(datname, %s)"
        cursor.execute(asked, [ours])
        former = [name for (name,) in cursor.fetchall()]
    if kept in former:
        connection.settings_dict["TEST"]["TEMPLATE"] = kept
        yield
        return
    yield
    made = connection.settings_dict["NAME"]
    connection.close()
    with connection._nodb_cursor() as cursor:
        for name in former:
            cursor.execute(f'DROP DATABASE "{name}"')
        cursor.execute(f'CREATE DATABASE "{kept}" TEMPLATE "{made}"')
