"""`deploy/release.sh`: a release without a lost request, or the one before stays.

One story on one folder: the first release, the next under load, a broken one, the way
back. A stand-in for systemctl starts what the unit would.
"""

import shutil
import subprocess
import threading
import time
from contextlib import contextmanager

import pytest
from django.db import connection

from tests.deploy.places import ROOT, Place, free_port, status
from tests.deploy.proxy import NGINX, Proxy

pytestmark = [
    pytest.mark.served,
    pytest.mark.proof,
    pytest.mark.skipif(not NGINX, reason="needs nginx (package nginx)"),
    # It takes minutes and has a database of its own: once is enough.
    pytest.mark.skipif(connection.vendor != "sqlite", reason="told on SQLite"),
]

STAND_IN = """#!/usr/bin/env bash
port=${2#coopsite@}; pid=$BASE/$port.pid
case $1 in
start)
    cd "$BASE/$port"
    PORT=$port WORKERS=1 setsid .venv/bin/python -m coopsite.service \
        >>"$BASE/log" 2>&1 9>&- &
    echo $! >"$pid" ;;
stop)
    [ -f "$pid" ] || exit 0
    kill "$(cat "$pid")" 2>/dev/null
    while kill -0 "$(cat "$pid")" 2>/dev/null; do sleep 0.1; done
    rm "$pid" ;;
try-restart) echo "$2" >>"$BASE/restarted" ;;
esac
"""
ADDRESSES = ("/", "/tin-tuc/", "/quan-tri/login/", "/hop-tac-xa/tai-ve.csv")


class Releases:
    """A base folder with its two places for code, behind nginx."""

    def __init__(self, folder, filled):
        shutil.copytree(filled.data, folder / "data")
        self.place = Place(folder / "data")
        self.base = folder / "srv"
        self.base.mkdir()
        self.proxy = Proxy(folder / "nginx", folder / "data", self.base / "live")
        self.ports = [self.proxy.ports[name] for name in ("8001", "8002")]
        self.service = folder / "systemctl"
        self.service.write_text(STAND_IN)
        self.service.chmod(0o755)
        environment = self.place.environment
        del environment["PYTHON"]
        environment |= {
            "BASE": str(self.base),
            "ENV_FILE": "/dev/null",
            "RUN_AS": "",
            "SERVICE": str(self.service),
            "PACKAGES": f"ln -s {ROOT / '.venv'} .venv",
            "PORTS": " ".join(map(str, self.ports)),
            "TRIAL_PORT": str(free_port()),
            "BACKUP_DIR": str(folder / "backups"),
        }

    def release(self, what):
        """Returns the result of the script on a folder of code, or of --back."""
        return subprocess.run(
            ["bash", str(ROOT / "deploy" / "release.sh"), str(what)],
            env=self.place.environment,
            capture_output=True,
            encoding="utf-8",
            timeout=300,
        )

    @property
    def live(self):
        return int((self.base / "live").readlink().name)

    def alive(self):
        return [status(f"http://127.0.0.1:{port}/suc-khoe/") for port in self.ports]

    def stop(self):
        for port in self.ports:
            command = [self.service, "stop", f"coopsite@{port}"]
            subprocess.run(command, env=self.place.environment, check=False)


@pytest.fixture(scope="module")
def releases(filled, tmp_path_factory):
    releases = Releases(tmp_path_factory.mktemp("releases"), filled)
    with releases.proxy.run():
        yield releases
    releases.stop()


@pytest.fixture(scope="module")
def code(tmp_path_factory):
    """A copy of the code, which a release may break."""
    folder = tmp_path_factory.mktemp("code") / "new"
    names = (".git", ".venv", "var", ".pytest_cache", "__pycache__", "tests")
    shutil.copytree(ROOT, folder, ignore=shutil.ignore_patterns(*names))
    return folder


@contextmanager
def asking(proxy):
    """A context in which four people ask without a pause; gives what they got."""
    got, is_over = [], threading.Event()

    def ask(number):
        while not is_over.is_set():
            path = ADDRESSES[number]
            method = "POST" if number == 2 and len(got) % 2 else "GET"
            got.append((method, path, proxy.ask(path, method)[0]))
            time.sleep(0.05)

    threads = [threading.Thread(target=ask, args=(n,)) for n in range(len(ADDRESSES))]
    for thread in threads:
        thread.start()
    try:
        yield got
    finally:
        is_over.set()
        for thread in threads:
            thread.join()


def test_releases_lose_no_request_and_a_broken_one_changes_nothing(releases, code):
    first = releases.release(code)
    assert first.returncode == 0, first.stdout + first.stderr
    assert (releases.base / "live" / "sbom.json").stat().st_size > 10_000
    assert "== backup" not in first.stdout  # there was nothing yet
    before = releases.live
    assert releases.alive() == [200, 0]
    restarted = releases.base / "restarted"
    assert restarted.read_text() == "coopsite-worker@*\n"

    with asking(releases.proxy) as got:
        second = releases.release(code)
    assert second.returncode == 0, second.stdout + second.stderr
    assert releases.live != before
    assert releases.alive() == [0, 200]
    assert len(list((releases.place.data.parent / "backups").glob("*.tar"))) == 1
    assert len(got) > 100
    lost = [one for one in got if one[2] not in (200, 403)]
    assert lost == []

    page = code / "templates" / "portal" / "home.html"
    whole = page.read_text()
    page.write_text(whole + "{% no_such_tag %}")
    live = releases.live
    with asking(releases.proxy) as got:
        broken = releases.release(code)
    assert broken.returncode != 0
    assert "/ answers 500" in broken.stderr
    assert "goes on serving" in broken.stderr
    assert releases.live == live
    assert releases.alive() == [0, 200]
    assert [one for one in got if one[2] not in (200, 403)] == []
    page.write_text(whole)

    assert releases.release(code).returncode == 0
    assert releases.live == before
    back = releases.release("--back")
    assert back.returncode == 0, back.stderr
    assert releases.live == live
    assert releases.proxy.ask("/so-lieu/")[0] == 200
