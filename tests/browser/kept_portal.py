"""Keeps the folder that the first start of the portal fills with the demonstration:
each browser process starts on a copy of its own."""

import shutil
from datetime import date

from tests.kept import digest_files, forget_others, one_at_a_time
from tests.kept_database import copy_migrated

from .portal import Portal

FOLDERS = ("coopsite", "cooperatives", "news", "templates", "static", "locale")
SOURCES = [f"{folder}/**/*" for folder in (*FOLDERS, "docs/huong-dan")]
PASSWORD = "password.txt"


def start_on_a_copy(folder, data):
    """Returns a portal started on the folder `data`, see `copy_filled`."""
    return Portal(data, password=copy_filled(folder, data))


def copy_filled(folder, data):
    """Makes the folder `data`, a copy of the one that `folder` keeps; returns its
    password. The first start of today and of this code fills that one.

    Of today, for the demonstration's articles are some days old when it is loaded.
    """
    kept = folder / f"{digest_files(*SOURCES, 'requirements.txt')}-{date.today()}"
    with one_at_a_time(folder):
        if not (kept / PASSWORD).exists():
            forget_others(folder, None)
            _fill(kept, folder.with_name("database"))
        shutil.copytree(kept / "data", data)
    return (kept / PASSWORD).read_text()


def _fill(kept, databases):
    """Starts on an empty folder; on a migrated database, where one is kept."""
    (kept / "data").mkdir(0o700, parents=True)
    databases.mkdir(exist_ok=True)
    copy_migrated(databases, kept / "data" / "coopsite.sqlite3")
    portal = Portal(kept / "data")
    portal.stop()
    (kept / PASSWORD).write_text(portal.password)
