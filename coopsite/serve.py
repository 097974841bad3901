"""Serves the portal with granian on this machine, for `coopsite.start`.

In service granian is started by its own command (see `deploy/`); here it runs inside
our process, so that the addresses are printed when the portal really answers, and no
worker outlives a start that was killed.
"""

import http.client
import os
import threading
import time
from functools import partial

from granian import Granian
from granian.constants import Interfaces
from granian.log import LogLevels

HOST = "127.0.0.1"
WORKERS = min(2, os.cpu_count() or 1)
# Threads of a worker: each may be busy sending a clip to a slow reader.
THREADS = 16
PATIENCE = 30  # seconds until a silent portal is called silent


def serve(port, announce):
    """Serve until Ctrl-C; call `announce(is_up)` once "/" answers, or never did."""
    server = Granian(
        "coopsite.wsgi:application",
        address=HOST,
        port=port,
        interface=Interfaces.WSGI,
        workers=WORKERS,
        blocking_threads=THREADS,
        respawn_failed_workers=True,
        log_level=LogLevels.error,
    )
    server.on_startup(partial(_announce_when_up, port, announce))
    loader = partial(load_application, os.getpid())
    server.serve(target_loader=loader, wrap_loader=False)


def load_application(starter):
    """Return the WSGI application, inside a worker that ends when `starter` does."""
    # A Ctrl-C in the terminal is the starter's to hear; it ends the workers in order.
    os.setpgid(0, 0)
    threading.Thread(target=_end_with, args=(starter,), daemon=True).start()
    from coopsite.wsgi import application

    return application


def _end_with(starter):
    while os.getppid() == starter:
        time.sleep(0.5)
    os._exit(1)


def _announce_when_up(port, announce):
    def watch():
        announce(_is_up(port, time.monotonic() + PATIENCE))

    threading.Thread(target=watch, daemon=True).start()


def _is_up(port, deadline):
    while time.monotonic() < deadline:
        time.sleep(0.1)
        connection = http.client.HTTPConnection(HOST, port, timeout=PATIENCE)
        try:
            connection.request("GET", "/")
            return connection.getresponse().status < 500
        except OSError:
            pass
        finally:
            connection.close()
    return False
