"""What every answer says to browsers, what is refused unread, what the log is told."""

import io
import json
import logging
import re

import pytest
from django.conf import settings as ours

from coopsite.core.body_limits import get_limit
from coopsite.portal.policy_reports import MAX_LINES, meter

KIB, MIB = 1024, 1024 * 1024
REPORT = "/bao-cao-chinh-sach/"
# As Chromium sends it.
REFUSED = {
    "document-uri": "https://portal.example.vn/tin-tuc/a/?q=rieng",
    "effective-directive": "script-src-elem",
    "blocked-uri": "https://evil.example/x.js",
    "line-number": 7,
}


class Unread(io.BytesIO):
    """A body that nobody may read."""

    def read(self, *args):
        raise AssertionError("was read")


@pytest.fixture
def log():
    """What is written to the log, as in service."""
    [handler] = [h for h in logging.getLogger().handlers if h.filters and h.formatter]
    stream, before = io.StringIO(), handler.stream
    handler.setStream(stream)
    yield stream
    handler.setStream(before)


@pytest.fixture(autouse=True)
def new_minute():
    meter.clear()


def send(client, address, length):
    body = {"wsgi.input": Unread(), "CONTENT_LENGTH": str(length)}
    return client.post(address, **body, content_type="text/plain")


@pytest.mark.parametrize("address", ["/", "/khong-co/", "/quan-tri/login/"])
@pytest.mark.django_db
def test_no_page_may_use_what_a_telephone_knows(client, settings, address):
    settings.PAGE_CACHE_MB = 8
    client.get(address)  # the next time a public one comes from what is kept
    policy = client.get(address).headers["Permissions-Policy"]
    assert {"camera=()", "geolocation=()", "microphone=()"} <= set(policy.split(", "))


@pytest.mark.parametrize(
    ("address", "limit"),
    [
        ("/", 64 * KIB),
        ("/tim-kiem/", 64 * KIB),
        ("/quan-tri/login/", 64 * KIB),
        ("/quan-tri/quen-mat-khau/", 64 * KIB),
        ("/quan-tri/news/article/add/", 100 * MIB),
        ("/quan-tri/news/videoclip/add/", 520 * MIB),
    ],
)
def test_a_body_beyond_the_limit_is_refused_unread(client, address, limit):
    answer = send(client, address, limit + 1)
    assert answer.status_code == 413
    assert "Nội dung gửi lên quá lớn" in answer.content.decode()
    assert get_limit(address) == limit


def test_the_proxy_has_the_same_limits():
    text = (ours.BASE_DIR / "deploy" / "nginx.conf").read_text()
    places = re.findall(
        r"location (?:~ \^)?(/quan-tri/\S*) \{[^}]*client_max_body_size (\d+)([km]);",
        text,
    )
    limits = {place: int(n) * {"k": KIB, "m": MIB}[unit] for place, n, unit in places}
    assert limits == {
        "/quan-tri/": 100 * MIB,
        "/quan-tri/news/videoclip/": 520 * MIB,
        "/quan-tri/(login|ma-xac-nhan|xac-nhan|quen-mat-khau)/": 64 * KIB,
    }


@pytest.mark.django_db
def test_a_foreign_host_is_one_line_of_the_log(client, log):
    assert client.get("/", headers={"host": "evil.example"}).status_code == 400
    [line] = log.getvalue().splitlines()
    assert "Invalid HTTP_HOST header: 'evil.example'" in line


class TestReports:
    def report(self, client, report):
        body = json.dumps({"csp-report": report})
        return client.post(REPORT, body, content_type="application/csp-report")

    @pytest.mark.django_db
    def test_every_page_names_where_they_go(self, client):
        for address in ("/", "/quan-tri/login/"):
            policy = client.get(address).headers["Content-Security-Policy"]
            assert f"report-uri {REPORT}" in policy

    def test_one_is_a_line(self, client, log):
        assert self.report(client, REFUSED).status_code == 204
        [line] = log.getvalue().splitlines()
        assert line.endswith(
            "policy: effective-directive=script-src-elem "
            "blocked-uri=https://evil.example/x.js "
            "document-uri=https://portal.example.vn/tin-tuc/a/ "
            "source-file= line-number=7"
        )

    def test_what_is_sent_begins_no_line_of_its_own(self, client, log):
        self.report(client, REFUSED | {"source-file": "a\n\x1b[31mERROR b\u2028c"})
        assert len(log.getvalue().splitlines()) == 1
        assert "source-file=a__[31mERROR_b_c" in log.getvalue()

    @pytest.mark.parametrize(
        "body",
        [b"", b"[", b"[]", b"{}", b'{"csp-report": 7}', b"[" * 9000, b"x" * 20_000],
    )
    def test_what_is_none_is_nothing(self, client, log, body):
        answer = client.post(REPORT, body, content_type="application/csp-report")
        assert (answer.status_code, log.getvalue()) == (204, "")
        assert client.get(REPORT).status_code == 405

    def test_an_extension_of_the_browser_is_none_of_ours(self, client, log):
        self.report(client, REFUSED | {"blocked-uri": "moz-extension"})
        assert log.getvalue() == ""

    def test_a_minute_has_twenty_lines(self, client, log):
        for _ in range(50):
            self.report(client, REFUSED)
        assert len(log.getvalue().splitlines()) == MAX_LINES == 20
