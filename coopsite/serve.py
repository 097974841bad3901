"""Serves the portal with granian on this machine, for `coopsite.start`.

In service granian's own command starts it. That command can neither say when the
portal answers, nor end its workers when it is killed itself, nor leave a Ctrl-C of the
terminal to the starter alone; so granian runs in our process here.
"""

import http.client
import os
import threading
import time
from contextlib import closing, suppress
from functools import partial

from granian import Granian
from granian.constants import Interfaces
from granian.log import LogLevels

HOST = "127.0.0.1"
PATIENCE = 30  # seconds until a silent portal is called silent


def serve(port):
    """Serves until Ctrl-C; announces the address once "/" answers."""
    server = Granian(
        "coopsite.wsgi:application",
        address=HOST,
        port=port,
        interface=Interfaces.WSGI,
        workers=min(2, os.cpu_count() or 1),
        blocking_threads=16,  # each may be busy sending a clip to a slow reader
        respawn_failed_workers=True,
        log_level=LogLevels.error,
    )
    watch = threading.Thread(target=announce_when_up, args=(port,), daemon=True)
    server.on_startup(watch.start)
    loader = partial(load_application, os.getpid())
    server.serve(target_loader=loader, wrap_loader=False)


def load_application(starter):
    """Returns the WSGI application, inside a worker that ends when `starter` does."""
    # A Ctrl-C in the terminal is the starter's to hear; it ends the workers in order.
    os.setpgid(0, 0)
    threading.Thread(target=_end_with, args=(starter,), daemon=True).start()
    from coopsite.wsgi import application

    return application


def _end_with(starter):
    while os.getppid() == starter:
        time.sleep(0.5)
    os._exit(1)


def announce_when_up(port):
    """Prints the addresses once the portal answers, or that it does not."""
    address, deadline = f"http://{HOST}:{port}", time.monotonic() + PATIENCE
    said = f"Trang chủ {address}/ không trả lời đúng: xem lỗi ở trên."
    while time.monotonic() < deadline:
        time.sleep(0.1)
        connection = http.client.HTTPConnection(HOST, port, timeout=PATIENCE)
        with closing(connection), suppress(OSError):
            connection.request("GET", "/")
            if connection.getresponse().status < 500:
                said = (
                    f"\nCổng thông tin:  {address}/\n"
                    f"Trang quản trị:  {address}/quan-tri/\nDừng: Ctrl-C"
                )
            break
    print(said, flush=True)
