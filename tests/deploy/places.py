"""A folder in which a portal in service runs, apart from everything else here."""

import os
import secrets
import shutil
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from contextlib import closing, contextmanager
from pathlib import Path
from urllib.parse import quote

ROOT = Path(__file__).resolve().parent.parent.parent
REDIS = shutil.which("redis-server")
KEY = secrets.token_urlsafe(50)
TOKEN = secrets.token_urlsafe(30)


def free_port():
    with closing(socket.socket()) as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


class Place:
    """A data folder and a database, and what is run with them."""

    def __init__(self, data, database=None, code=ROOT):
        self.data, self.code = data, code
        data.mkdir(parents=True, exist_ok=True)
        file = quote(str(data / "coopsite.sqlite3"))
        kept = {k: os.environ[k] for k in ("PATH", "LANG", "HOME") if k in os.environ}
        self.environment = kept | {
            "PYTHONUTF8": "1",
            "SECRET_KEY": KEY,
            "HEALTH_TOKEN": TOKEN,
            "COOPSITE_DATA": str(data),
            "DATABASE_URL": database or f"sqlite:///{file}",
            "ALLOWED_HOSTS": "portal.test",
            "BEHIND_PROXY": "on",
            "PYTHON": sys.executable,
        }

    def run(self, *command, **environment):
        return subprocess.run(
            [str(word) for word in command],
            cwd=self.code,
            env=self.environment | environment,
            capture_output=True,
            encoding="utf-8",
            timeout=120,
        )

    def manage(self, *command, **environment):
        """Runs a command of Django, which must end well; returns what it printed."""
        result = self.run(sys.executable, "manage.py", *command, **environment)
        assert result.returncode == 0, result.stderr
        return result.stdout

    @contextmanager
    def serve(self, port, workers=1):
        """Serves as the unit does; gives the process once it answers."""
        process = subprocess.Popen(
            [sys.executable, "-m", "coopsite.service"],
            cwd=self.code,
            env=self.environment | {"PORT": str(port), "WORKERS": str(workers)},
            start_new_session=True,
        )
        try:
            wait_until(lambda: status(f"http://127.0.0.1:{port}/suc-khoe/") == 200)
            yield process
        finally:
            end(process)


@contextmanager
def serve_redis(folder):
    """A context with a Redis of the file of `deploy/`: its process and its address."""
    port = free_port()
    command = [REDIS, ROOT / "deploy" / "redis.conf", "--port", str(port)]
    process = subprocess.Popen([*command, "--dir", folder], stdout=subprocess.DEVNULL)
    try:
        yield process, f"redis://127.0.0.1:{port}/0"
    finally:
        process.send_signal(signal.SIGCONT)  # one that was stopped does not end
        end(process)


def end(process, how=signal.SIGTERM):
    """Ends a process and those it started."""
    if process.poll() is None:
        os.kill(process.pid, how)
        try:
            process.wait(15)
        except subprocess.TimeoutExpired:
            os.killpg(process.pid, signal.SIGKILL)
            process.wait(5)


def status(address):
    """Returns the status of the answer, 0 without one."""
    try:
        with urllib.request.urlopen(address, timeout=5) as answer:
            return answer.status
    except urllib.error.HTTPError as error:
        return error.code
    except OSError:
        return 0


def wait_until(is_so, patience=30):
    deadline = time.monotonic() + patience
    while not is_so():
        assert time.monotonic() < deadline, "it did not become so"
        time.sleep(0.1)
