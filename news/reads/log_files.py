"""The files of a log: itself and what logrotate made of it, packed or not."""

import gzip
import os
import time
from contextlib import ExitStack, contextmanager
from pathlib import Path

_TRIES = 5


class LogDamaged(Exception):
    """A file of the log cannot be read to its end."""


@contextmanager
def open_log(path, since=None):
    """Gives the open files of the log at `path`, but those last written to before the
    moment `since`. Each is there once, also where logrotate runs meanwhile."""
    with ExitStack() as stack:
        files = _open_unmoved(Path(path), stack)
        if since is not None:
            files = [f for f in files if _stat(f).st_mtime >= since.timestamp()]
        yield [
            stack.enter_context(gzip.open(f)) if f.name.endswith(".gz") else f
            for f in files
        ]


def _open_unmoved(path, stack):
    """Returns all files, open, of a moment at which none was renamed."""
    for _ in range(_TRIES):
        names = _list_names(path)
        try:
            files = [stack.enter_context(name.open("rb")) for name in names]
            now = [name.stat().st_ino for name in _list_names(path)]
        except FileNotFoundError:
            if len(names) == 1:  # nothing was rotated: there is no log
                raise
        else:
            if now == [_stat(file).st_ino for file in files]:
                return files
        stack.close()
        time.sleep(0.5)
    raise LogDamaged(f"{path} được xoay vòng liên tục.")


def _stat(file):
    return os.fstat(file.fileno())


def _list_names(path):
    """Returns the log, and coopsite.log.1, coopsite.log.2.gz or coopsite.log-20261127.
    A packed file beside the one that it is made of is not finished yet."""
    rotated = sorted(path.parent.glob(f"{path.name}[.-][0-9]*"))
    plain = [name for name in rotated if name.suffix != ".gz"]
    packed = [name for name in rotated if name.suffix == ".gz"]
    return [path, *plain, *(n for n in packed if n.with_suffix("") not in plain)]
