"""An error is told to the server of SENTRY_DSN, and nothing of whom it befell."""

import json
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread

import brotli
import pytest

from .test_settings import LONG_KEY, run

# A page whose database has no tables; the words after it are nobody's business.
FAIL = """
import django
django.setup()
import sentry_sdk
from coopsite.core.page_cache.handler import KeptFirst
from django.test import RequestFactory
told = {"HTTP_HOST": "127.0.0.1", "HTTP_COOKIE": "sessionid=a-secret"}
asked = RequestFactory().get("/tim-kiem/?q=words-of-mine", **told)
codes = []
answer = KeptFirst()(asked.environ, lambda code, headers: codes.append(code))
list(answer)
answer.close()
assert codes[0].startswith("500"), codes
sentry_sdk.flush(10)
"""
# In the same process, which told nothing so far.
BAD_ADDRESS = """
from django.conf import settings
from coopsite.error_reports import start_reports
settings.SENTRY_DSN = "sentry.example.vn"
start_reports()
"""


@pytest.fixture
def reports():
    """What a server for errors received; its address is `url`."""

    class Server(BaseHTTPRequestHandler):
        def do_POST(self):
            body = self.rfile.read(int(self.headers["Content-Length"]))
            if self.headers["Content-Encoding"] == "br":
                body = brotli.decompress(body)
            received.append(body.decode())
            self.send_response(200)
            self.end_headers()

        def log_message(self, *args):
            pass

    class Received(list):
        url = ""

    received = Received()
    with ThreadingHTTPServer(("127.0.0.1", 0), Server) as server:
        received.url = f"http://a-key@127.0.0.1:{server.server_port}/1"
        Thread(target=server.serve_forever, daemon=True).start()
        yield received
        server.shutdown()


def fail(tmp_path, code=FAIL, **environment):
    return run(
        "-c", code, DJANGO_SETTINGS_MODULE="coopsite.settings", HTTPS="off",
        SECRET_KEY=LONG_KEY, COOPSITE_DATA=str(tmp_path), **environment,
    )  # fmt: skip


def test_an_error_is_told_without_the_person(reports, tmp_path):
    result = fail(tmp_path, SENTRY_DSN=reports.url, RELEASE="0.2.0")
    assert result.returncode == 0, result.stderr
    events = [json.loads(line) for told in reports for line in told.splitlines()]
    told = [event for event in events if "exception" in event]
    assert told and all(event["release"] == "0.2.0" for event in told)
    last = told[-1]
    assert last["request"] == {"method": "GET", "url": "http://127.0.0.1/tim-kiem/"}
    assert last["exception"]["values"][-1]["type"] == "OperationalError"
    for secret in ("words-of-mine", "a-secret", "REMOTE_ADDR", LONG_KEY):
        assert secret not in "".join(reports)


def test_without_an_address_nothing_is_told_and_what_is_none_is_said(reports, tmp_path):
    result = fail(tmp_path, FAIL + BAD_ADDRESS)
    assert "NameError" not in result.stderr
    assert reports == []
    assert result.returncode != 0
    assert "SENTRY_DSN is no address" in result.stderr.splitlines()[-1]
