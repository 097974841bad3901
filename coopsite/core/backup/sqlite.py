"""A copy of the SQLite database: a file, made while others go on writing."""

import shutil
import sqlite3
from contextlib import closing
from pathlib import Path

from django.core.management import CommandError
from django.db import connection

from . import digests

FILE = "database.sqlite3"
_TABLES = "SELECT name FROM sqlite_master WHERE type = 'table' ORDER BY name"


class SqliteCopies:
    """Copies of the SQLite database of the settings."""

    def dump(self, folder):
        """Writes a copy of one moment and the digests of its rows into `folder`."""
        copy = folder / FILE
        with connection.cursor() as cursor:
            cursor.execute("VACUUM INTO %s", [str(copy)])
        digests.write(digest_file(copy), folder)

    def check(self, folder):
        """CommandError where the copy is not what was written down of it."""
        digests.compare(digest_file(folder / FILE), digests.read(folder))

    def restore(self, folder):
        """Puts the copy in the place of the database, where there must be none."""
        place = Path(connection.settings_dict["NAME"])
        connection.close()
        if place.exists() and digest_file(place):
            raise CommandError(
                f"đã có cơ sở dữ liệu {place}; không ghi đè lên dữ liệu."
            )
        self.check(folder)
        for left in ("-wal", "-shm"):  # of the empty file that a connection makes
            place.with_name(place.name + left).unlink(missing_ok=True)
        place.parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(folder / FILE, place)
        place.chmod(0o600)
        digests.compare(self.digest_rows(), digests.read(folder))

    def digest_rows(self):
        """Returns {table: digest} of the database of the settings, as of one moment."""
        return digest_file(connection.settings_dict["NAME"])


def digest_file(path):
    """Returns {table: digest} of the database in a file."""
    if not Path(path).exists():
        raise CommandError(f"không có tệp {path}.")
    with closing(sqlite3.connect(path, isolation_level=None)) as database:
        database.execute("BEGIN")
        tables = [name for (name,) in database.execute(_TABLES)]
        select = 'SELECT * FROM "{}"'.format
        return {name: digests.digest(database.execute(select(name))) for name in tables}
