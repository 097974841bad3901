"""The portal served as `make run` does, and the Chromium that looks at it."""

import os
import re
import shutil
import socket
import subprocess
import sys
import threading

CHROMIUM = next(
    (found for name in ("chromium", "chromium-browser", "google-chrome")
     if (found := shutil.which(name))), None,
)  # fmt: skip
# Debian's Chromium as root in a container, and quiet: it looks up no other host.
FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--autoplay-policy=no-user-gesture-required",
    "--renderer-process-limit=1",  # a process for each page is dear
]


class Portal:
    """A served portal: its address and the administrator's password."""

    def __init__(self, data, patience=180, password=None):
        self.url = f"http://127.0.0.1:{_free_port()}"
        self.password = password  # only the first start on a folder prints it
        self.output = []
        self._ready = threading.Event()
        environment = {
            name: value
            for name, value in os.environ.items()
            if name not in ("DATABASE_URL", "CACHE_URL", "DJANGO_SETTINGS_MODULE")
        }
        environment |= {"COOPSITE_DATA": str(data), "PORT": self.url.rpartition(":")[2]}
        self._process = subprocess.Popen(
            [sys.executable, "-m", "coopsite.start"],
            env=environment,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
        )
        self._reader = threading.Thread(target=self._read, daemon=True)
        self._reader.start()
        assert self._ready.wait(patience), "".join(self.output)

    def _read(self):
        for line in self._process.stdout:
            self.output.append(line)
            if found := re.search(r"Mật khẩu:\s+(\S+)", line):
                self.password = found[1]
            if "Dừng: Ctrl-C" in line:
                self._ready.set()

    def stop(self):
        self._process.terminate()
        self._process.wait(20)
        self._reader.join(5)
        self._process.stdout.close()


def _free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]
