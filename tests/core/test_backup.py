"""Digests of rows: equal for the same rows, and for no others."""

import sqlite3
from contextlib import closing

import pytest
from django.core.management import CommandError

from coopsite.core.backup import digests, sqlite


def test_a_digest_knows_rows_not_their_order():
    rows = [(1, "a"), (2, None), (3, memoryview(b"x"))]
    assert digests.digest(rows) == digests.digest(rows[::-1])
    others = [rows[:2], [*rows, rows[0]], [(1, "b"), *rows[1:]], [(1, "a"), (2, "")]]
    for other in others:
        assert digests.digest(other) != digests.digest(rows)


@pytest.mark.parametrize(
    "change",
    ["DELETE FROM one", "UPDATE two SET name = 'y'", "CREATE TABLE three (id)"],
)
def test_a_copy_that_differs_in_anything_is_refused(tmp_path, change):
    with closing(sqlite3.connect(tmp_path / sqlite.FILE)) as copy:
        copy.executescript(
            "CREATE TABLE one (id); INSERT INTO one VALUES (1);"
            "CREATE TABLE two (name); INSERT INTO two VALUES ('x');"
        )
        digests.write(sqlite.digest_file(tmp_path / sqlite.FILE), tmp_path)
        sqlite.SqliteCopies().check(tmp_path)
        copy.executescript(change)
    table = change.split()[-1] if "DELETE" in change else change.split()[1]
    table = "three" if "three" in change else table
    with pytest.raises(CommandError, match=table):
        sqlite.SqliteCopies().check(tmp_path)
