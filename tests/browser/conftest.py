"""Serves the portal as `make run` does, demonstration data and all, for a Chromium."""

import os
import re
import shutil
import socket
import subprocess
import sys
import threading

import pytest
from playwright.sync_api import sync_playwright

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
]


class Portal:
    """A served portal: its address and the administrator's password."""

    def __init__(self, data):
        self.url = f"http://127.0.0.1:{_free_port()}"
        self.password = None
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
        assert self._ready.wait(180), "".join(self.output)

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


@pytest.fixture(scope="session")
def portal(tmp_path_factory):
    """The portal, started once on an empty folder."""
    portal = Portal(tmp_path_factory.mktemp("portal"))
    yield portal
    portal.stop()


@pytest.fixture(scope="session")
def chromium():
    if CHROMIUM is None:
        pytest.skip("needs Chromium (Debian: apt-get install chromium)")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        yield browser
        browser.close()


@pytest.fixture
def page(portal, chromium):
    """A desktop page that fails its test on a script error or a foreign request."""
    context = chromium.new_context(
        base_url=portal.url,
        locale="vi-VN",
        timezone_id="Asia/Ho_Chi_Minh",
        viewport={"width": 1280, "height": 900},
    )
    page, troubles = context.new_page(), []
    page.on("pageerror", lambda error: troubles.append(str(error)))
    page.on(
        "request",
        lambda request: (
            troubles.append(f"asked elsewhere: {request.url}")
            if not request.url.startswith((portal.url, "data:", "blob:"))
            and not getattr(page, "may_ask_elsewhere", False)
            else None
        ),
    )
    yield page
    context.close()
    assert troubles == []


@pytest.fixture(scope="session")
def signed_in(portal, chromium):
    """The cookies of the administrator, who signs in by the form once."""
    context = chromium.new_context(base_url=portal.url, locale="vi-VN")
    page = context.new_page()
    page.goto("/quan-tri/")
    page.get_by_label("Tên đăng nhập").fill("quantri")
    page.get_by_label("Mật khẩu").fill(portal.password)
    page.get_by_role("button", name="Đăng nhập").click()
    page.get_by_role("heading", name="Bàn làm việc").wait_for()
    yield context.cookies()
    context.close()


@pytest.fixture
def desk(page, signed_in):
    """The page of a signed-in administrator."""
    page.context.add_cookies(signed_in)
    return page
