"""The folder of a portal in service, filled with the demonstration."""

import subprocess
from contextlib import closing, contextmanager
from secrets import token_hex
from urllib.parse import quote

import psycopg2
import pytest
from django.db import connection

from tests.browser.kept_portal import copy_filled
from tests.deploy.places import Place


@pytest.fixture(scope="session")
def filled(request, tmp_path_factory):
    """A place whose database, static and uploaded files are the demonstration's."""
    data = tmp_path_factory.mktemp("filled") / "data"
    copy_filled(request.config.cache.mkdir("portal"), data)
    (data / "secret-key").unlink(missing_ok=True)
    return Place(data)


@pytest.fixture
def database(django_db_setup):
    """The address of a migrated PostgreSQL database of its own; None on SQLite."""
    if connection.vendor != "postgresql":
        yield None
        return
    with copied_database() as address:
        yield address


@contextmanager
def copied_database():
    """A context in which there is a copy of the tests' PostgreSQL database, of which it
    gives the address, and an empty one, whose name ends in "_back"."""
    facts, name = connection.settings_dict, f"coopsite_deploy_{token_hex(4)}"
    with own_databases(facts, name, f"{name}_back"):
        dump = ["pg_dump", "-Fc", "--dbname", address_of(facts, facts["NAME"])]
        piped = subprocess.run(dump, stdout=subprocess.PIPE, check=True)
        load = ["pg_restore", "--no-owner", "--dbname", address_of(facts, name)]
        subprocess.run(load, input=piped.stdout, check=True)
        yield address_of(facts, name)


@contextmanager
def own_databases(facts, *names):
    """A context in which these databases are there, empty at first."""
    with closing(psycopg2.connect(address_of(facts, "postgres"))) as server:
        server.autocommit = True
        cursor = server.cursor()
        for name in names:
            cursor.execute(f"CREATE DATABASE {name}")
        try:
            yield
        finally:
            for name in names:
                cursor.execute(f"DROP DATABASE {name} WITH (FORCE)")


def address_of(facts, name):
    user = ":".join(quote(facts[key]) for key in ("USER", "PASSWORD") if facts[key])
    host = f"{quote(facts['HOST'], safe='')}:{facts['PORT'] or 5432}"
    return f"postgres://{user}@{host}/{name}"
