"""A copy of the PostgreSQL database, by its own programs."""

import os
import subprocess
import time
from contextlib import closing, contextmanager
from secrets import token_hex

from django.core.management import CommandError
from django.db import connection, transaction

from . import digests

FILE = "database.pgdump"
# The databases in which copies are tried; their names say since when.
_SCRATCH, _FORGOTTEN_AFTER = "coopsite_check_", 24 * 60 * 60
_FORGOTTEN = """
    SELECT datname FROM pg_database
    WHERE datname ~ %s AND pg_get_userbyid(datdba) = current_user"""
_TABLES = """
    SELECT quote_ident(tablename) FROM pg_tables
    WHERE schemaname = current_schema() ORDER BY tablename"""
# However long it takes: pg_dump reads for as long as this transaction is open.
_UNHURRIED = """
    SET LOCAL statement_timeout = 0;
    SET LOCAL idle_in_transaction_session_timeout = 0"""


class PostgresqlCopies:
    """Copies of the PostgreSQL database of the settings."""

    def dump(self, folder):
        """Writes a copy of one moment and the digests of its rows into `folder`."""
        with _one_moment() as cursor:
            cursor.execute("SELECT pg_export_snapshot()")
            [snapshot] = cursor.fetchone()
            _run("pg_dump", "--format=custom", "--no-owner", "--no-privileges",
                 f"--snapshot={snapshot}", f"--file={folder / FILE}")  # fmt: skip
            digests.write(_digest_tables(cursor), folder)

    def check(self, folder):
        """CommandError where the copy, brought back into a database of its own, is not
        what was written down of it. The user must be allowed to make databases."""
        name = f"{_SCRATCH}{time.time():.0f}_{token_hex(4)}"
        connection.close()  # the settings name another database until the end
        with _maintenance() as cursor:
            _drop_forgotten(cursor)
            cursor.execute(f"CREATE DATABASE {name}")
            try:
                with _settings_name(name):
                    self.restore(folder)
            finally:
                cursor.execute(f"DROP DATABASE {name} WITH (FORCE)")

    def restore(self, folder):
        """Fills the database, which must be empty, with the copy."""
        with connection.cursor() as cursor:
            cursor.execute(_TABLES)
            if cursor.fetchone():
                name = connection.settings_dict["NAME"]
                raise CommandError(f"{name} không trống; không ghi đè lên dữ liệu.")
        _run("pg_restore", "--no-owner", "--no-privileges", "--exit-on-error",
             "--single-transaction", f"--dbname={connection.settings_dict['NAME']}",
             str(folder / FILE))  # fmt: skip
        digests.compare(self.digest_rows(), digests.read(folder))

    def digest_rows(self):
        """Returns {table: digest} of the database of the settings, as of one moment."""
        with _one_moment() as cursor:
            return _digest_tables(cursor)


@contextmanager
def _one_moment():
    with transaction.atomic(durable=True), connection.cursor() as cursor:
        cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ")
        cursor.execute(_UNHURRIED)
        yield cursor


def _digest_tables(cursor):
    cursor.execute(_TABLES)
    return {table: _digest(table) for (table,) in cursor.fetchall()}


def _digest(table):
    # A cursor of the server's: tables need not fit in memory.
    with closing(connection.connection.cursor(name="digest")) as rows:
        rows.execute(f"SELECT * FROM {table}")  # noqa: S608  # quoted by the database
        return digests.digest(rows)


def _run(*command):
    """Runs one of PostgreSQL's programs on the database of the settings."""
    facts = connection.settings_dict
    of_libpq = {
        "PGHOST": facts["HOST"],
        "PGPORT": str(facts["PORT"] or ""),
        "PGUSER": facts["USER"],
        "PGPASSWORD": facts["PASSWORD"],
        "PGDATABASE": facts["NAME"],
        "PGSSLMODE": facts["OPTIONS"].get("sslmode", ""),
    }
    told = {name: value for name, value in of_libpq.items() if value}
    try:
        subprocess.run(command, env=os.environ | told, check=True)  # noqa: S603
    except OSError as error:
        raise CommandError(f"{command[0]} không chạy được: {error}.") from error
    except subprocess.CalledProcessError as error:
        told = f"{command[0]} không làm xong (mã {error.returncode})."
        raise CommandError(told) from error


@contextmanager
def _maintenance():
    with closing(_connect("postgres")) as server, server.cursor() as cursor:
        yield cursor


def _connect(name):
    parameters = connection.get_connection_params() | {"dbname": name}
    server = connection.get_new_connection(parameters)
    server.autocommit = True
    return server


def _drop_forgotten(cursor):
    """Drops the databases of checks that were killed."""
    cursor.execute(_FORGOTTEN, [f"^{_SCRATCH}[0-9]{{10}}_[0-9a-f]{{8}}$"])
    for (name,) in cursor.fetchall():
        if int(name.split("_")[2]) > time.time() - _FORGOTTEN_AFTER:
            continue
        cursor.execute(f"DROP DATABASE IF EXISTS {name} WITH (FORCE)")


@contextmanager
def _settings_name(name):
    before = connection.settings_dict["NAME"]
    connection.settings_dict["NAME"] = name
    try:
        yield
    finally:
        connection.close()
        connection.settings_dict["NAME"] = before
