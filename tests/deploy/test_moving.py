"""`move_to_postgresql`: the demonstration, from SQLite to PostgreSQL, row by row."""

import re
import sqlite3
from contextlib import closing

import psycopg2
import pytest

from tests.deploy.places import Place

pytestmark = [
    pytest.mark.served,
    pytest.mark.proof,
    pytest.mark.postgresql,
    pytest.mark.django_db,
]
COMMAND = "move_to_postgresql"


@pytest.fixture
def file(filled, tmp_path):
    """A copy of the demonstration's database, in which a key was given and lost."""
    copy = tmp_path / "coopsite.sqlite3"
    given = ["cooperatives_organisation"]
    with (
        closing(sqlite3.connect(filled.data / "coopsite.sqlite3")) as database,
        closing(sqlite3.connect(copy)) as copied,
    ):
        database.backup(copied)
        copied.execute("UPDATE sqlite_sequence SET seq = 9000 WHERE name = ?", given)
        copied.commit()
    return copy


@pytest.fixture
def place(database, tmp_path):
    return Place(tmp_path / "data", database)


def move(place, file):
    return place.run(place.environment["PYTHON"], "manage.py", COMMAND, file)


def ask(address, *statements):
    """Returns the rows of the last statement."""
    with closing(psycopg2.connect(address)) as server, server.cursor() as cursor:
        for statement in statements:
            cursor.execute(statement)
        return cursor.fetchall()


def test_every_row_is_moved_and_the_register_goes_on(place, file, database):
    result = move(place, file)
    assert result.returncode == 0, result.stderr
    said = dict(re.findall(r"^(\w+): ([\d.]+) dòng$", result.stdout, re.MULTILINE))
    assert said["cooperatives_organisation"] == "806"
    with closing(sqlite3.connect(file)) as before:
        for table in said:
            count = f'SELECT count(*) FROM "{table}"'
            assert ask(database, count) == before.execute(count).fetchall(), table
        one = "SELECT id, body FROM news_edition ORDER BY id DESC LIMIT 3"
        assert ask(database, one) == before.execute(one).fetchall()
    # Every known moment of the register follows from what was stated.
    place.manage("check_register")
    place.manage("migrate", "--check")
    # A key that was given once is not given again, and the guards are back.
    next_key = (
        "SELECT nextval(pg_get_serial_sequence('cooperatives_organisation', 'id'))"
    )
    assert ask(database, next_key) == [(9001,)]
    with pytest.raises(psycopg2.errors.CheckViolation):
        ask(database, "UPDATE cooperatives_survey SET effective_from = '2001-01-01'")
    # Where people's rows are, nothing is written over.
    again = move(place, file)
    assert again.returncode != 0
    assert "đã có dữ liệu; không ghi đè" in again.stderr.splitlines()[-1]


def test_a_file_that_breaks_a_rule_of_the_database_leaves_it_empty(
    place, file, database
):
    with closing(sqlite3.connect(file)) as altered:
        altered.execute("PRAGMA foreign_keys = off")
        altered.execute("DELETE FROM auth_group")
        altered.commit()
    before = ask(database, "SELECT count(*) FROM cooperatives_area")
    result = move(place, file)
    assert result.returncode != 0
    assert "không chép được dữ liệu" in result.stderr.splitlines()[-1]
    assert ask(database, "SELECT count(*) FROM news_article") == [(0,)]
    assert ask(database, "SELECT count(*) FROM cooperatives_area") == before


def test_what_is_no_such_file_is_refused_in_a_line(place, tmp_path):
    other = tmp_path / "other.sqlite3"
    other.write_text("no database")
    for file, words in (
        (tmp_path / "none", "không có tệp"),
        (other, "không chép được"),
    ):
        result = move(place, file)
        assert result.returncode != 0
        assert words in result.stderr.splitlines()[-1]
