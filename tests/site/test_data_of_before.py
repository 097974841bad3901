"""A data folder that another version wrote is refused in one line, untouched."""

import os
import shutil
import sqlite3
import subprocess
import sys
from contextlib import closing

import pytest

from tests.kept_database import copy_migrated
from tests.site.test_start import ROOT, Portal

pytestmark = pytest.mark.served

FILE = "coopsite.sqlite3"
OF_BEFORE = """
    CREATE TABLE django_migrations (
        id integer PRIMARY KEY, app varchar(255), name varchar(255), applied datetime
    );
    INSERT INTO django_migrations (app, name, applied) VALUES
        ('contenttypes', '0001_initial', '2026-11-20'),
        ('accounts', '0001_user', '2026-11-20'),
        ('admin', '0001_initial', '2026-11-20'),
        ('cooperatives', '0001_register', '2026-11-20');
    CREATE TABLE cooperatives_organisation (id integer PRIMARY KEY, name text);
    INSERT INTO cooperatives_organisation VALUES (1, 'HTX Cũ');
"""
OF_A_LATER_ONE = """
    INSERT INTO django_migrations (app, name, applied)
        VALUES ('cooperatives', '9999_of_a_later_version', '2027-01-01');
"""


def run(portal, script):
    with closing(sqlite3.connect(portal.data / FILE)) as database:
        database.executescript(script)


def dump(portal):
    with closing(sqlite3.connect(portal.data / FILE)) as database:
        return list(database.iterdump())


def manage(portal, *arguments):
    environment = os.environ | {
        "COOPSITE_DATA": str(portal.data),
        "DATABASE_URL": portal.database,
        "DJANGO_SETTINGS_MODULE": "tests.settings",
    }
    return subprocess.run(
        [sys.executable, "-m", "django", *arguments],
        cwd=ROOT,
        env=environment,
        capture_output=True,
        encoding="utf-8",
        timeout=120,
    )


@pytest.fixture(scope="module")
def migrated(request, tmp_path_factory):
    """A file of SQLite as the migrations leave it: a copy of the one that is kept."""
    portal = Portal(tmp_path_factory.mktemp("migrated"))
    file = portal.data / FILE
    if not copy_migrated(request.config.cache.mkdir("database"), file):
        done = manage(portal, "migrate")
        assert done.returncode == 0, done.stderr
    return file


@pytest.fixture(params=["before", "later"])
def portal(tmp_path, request):
    """A portal whose database another version left: one of before, or a later one."""
    portal = Portal(tmp_path)
    if request.param == "before":
        run(portal, OF_BEFORE)
    else:
        shutil.copy(request.getfixturevalue("migrated"), portal.data / FILE)
        run(portal, OF_A_LATER_ONE)
    return portal


def test_a_start_refuses_it_and_names_the_way_out(portal):
    before = dump(portal)
    lines = portal.refusal().splitlines()
    [refusal] = [line for line in lines if "Không khởi động được" in line]
    assert "một bản phần mềm khác" in refusal
    assert "COOPSITE_DATA=/thư-mục/mới make run" in refusal
    assert dump(portal) == before


def test_migrate_refuses_it_too(portal):
    before = dump(portal)
    done = manage(portal, "migrate")
    assert done.returncode == 1
    assert "một bản phần mềm khác" in done.stderr
    assert dump(portal) == before
