"""A data folder that an earlier version wrote is refused in one line, untouched."""

import os
import sqlite3
import subprocess
import sys
from contextlib import closing

import pytest

from tests.site.test_start import ROOT, Portal

LAST_OF_BEFORE = "0010_fact_permissions"


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


@pytest.fixture
def portal(tmp_path):
    """A portal whose database was left by the version before, with one cooperative."""
    portal = Portal(tmp_path)
    done = manage(portal, "migrate", "cooperatives", LAST_OF_BEFORE)
    assert done.returncode == 0, done.stderr
    with closing(sqlite3.connect(tmp_path / "coopsite.sqlite3")) as database, database:
        database.create_function("REGEXP", 2, lambda pattern, text: True)  # of a check
        columns = [
            (name, kind)
            for _, name, kind, *_ in database.execute(
                "PRAGMA table_info(cooperatives_organisation)"
            )
        ]
        right = {"kind": "htx", "name": "HTX Cũ", "tax_code": None, "id": 1}
        values = [
            right.get(n, 0 if "int" in k or k == "bool" else "") for n, k in columns
        ]
        marks = ", ".join("?" * len(columns))
        database.execute(
            f"INSERT INTO cooperatives_organisation VALUES ({marks})", values
        )
    return portal


def test_a_start_refuses_it_and_names_the_way_out(portal):
    text = portal.refusal()
    [said] = [line for line in text.splitlines() if "Không khởi động được" in line]
    assert "bản phần mềm trước" in said
    assert "COOPSITE_DATA=/thư-mục/mới make run" in said


def test_what_is_in_it_stays(portal):
    assert manage(portal, "migrate").returncode == 1
    with closing(sqlite3.connect(portal.data / "coopsite.sqlite3")) as database:
        names = database.execute(
            "SELECT name FROM cooperatives_organisation"
        ).fetchall()
    assert names == [("HTX Cũ",)]
    shown = manage(portal, "showmigrations", "cooperatives").stdout
    assert f"[X] {LAST_OF_BEFORE}" in shown
    assert "[ ] 0011_standing_entries" in shown


def test_tables_of_another_version_are_not_touched(portal):
    with (
        closing(sqlite3.connect(portal.data / "coopsite.sqlite3")) as database,
        database,
    ):
        database.execute(
            "INSERT INTO django_migrations (app, name, applied) "
            "VALUES ('cooperatives', '0099_of_another', '2026-01-01')"
        )
    assert "bản phần mềm khác" in portal.refusal()
    shown = manage(portal, "showmigrations", "cooperatives").stdout
    assert "[ ] 0011_standing_entries" in shown
