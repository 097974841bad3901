"""How many passwords a process looks at at once: each costs 0.15 s of a core
and 16 MiB of memory."""

from contextlib import contextmanager
from threading import BoundedSemaphore

from .refusals import TooBusy

# One at a time, so that the portal's processes leave cores to readers; behind it a line
# so short that most of the server's threads go on serving pages.
LINE = 6
PATIENCE = 5  # seconds

_hashing = BoundedSemaphore(1)
_line = BoundedSemaphore(LINE)


@contextmanager
def place_to_hash():
    """Waits for its turn and runs its block alone; TooBusy where the line is full."""
    if not _line.acquire(blocking=False):
        raise TooBusy
    try:
        if not _hashing.acquire(timeout=PATIENCE):
            raise TooBusy
        try:
            yield
        finally:
            _hashing.release()
    finally:
        _line.release()
