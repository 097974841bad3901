"""Keeps what is costly to make for processes to come, those of later runs, too.

What is kept bears a digest of what it was made of, so that a changed line makes it
anew. Tests that prove the making itself make it in any case.
"""

import fcntl
import hashlib
import shutil
from contextlib import contextmanager
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent


@contextmanager
def one_at_a_time(folder):
    """A context in which no other process keeps or copies what is in `folder`."""
    with (folder / "lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield


def digest_files(*patterns):
    """Returns a digest of the files of the project that match."""
    digest = hashlib.sha256()
    for file in sorted(file for one in patterns for file in ROOT.glob(one)):
        if file.is_file() and file.suffix != ".pyc":
            digest.update(f"{file}\n".encode() + file.read_bytes())
    return digest.hexdigest()[:12]


def forget_others(folder, kept):
    """Deletes what is kept in `folder` beside `kept`: of former code, or unfinished."""
    for other in folder.iterdir():
        if other.is_dir() and other != kept:
            shutil.rmtree(other)
