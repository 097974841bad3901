"""Tells the error of a full disk from others, whoever met it: the portal itself or the
database."""

import errno
import sqlite3

# A quota and the limit of a process are a full disk to whoever writes.
_OF_THE_SYSTEM = {errno.ENOSPC, errno.EDQUOT, errno.EFBIG}
_OF_SQLITE = {sqlite3.SQLITE_FULL, sqlite3.SQLITE_IOERR_WRITE}
_OF_POSTGRESQL = "53100"  # disk_full


def is_of_full_disk(error):
    """Returns whether `error`, or one that led to it, is that of a full disk."""
    while error:
        if (
            (isinstance(error, OSError) and error.errno in _OF_THE_SYSTEM)
            or getattr(error, "sqlite_errorcode", None) in _OF_SQLITE
            or getattr(error, "pgcode", None) == _OF_POSTGRESQL
        ):
            return True
        error = error.__cause__ or error.__context__
    return False
