"""The portal behind `deploy/nginx.conf`: what readers get, also while it is down.

One story: the portal is served, driven through nginx, killed at the end.
"""

import gzip
import re
import socket
import ssl
import time
import urllib.request
from contextlib import ExitStack, closing, contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread

import pytest

from tests.deploy.places import end, status, wait_until
from tests.deploy.proxy import HOST, NGINX, Proxy

pytestmark = [
    pytest.mark.served,
    pytest.mark.skipif(not NGINX, reason="needs nginx (package nginx)"),
]

PAGE, NEVER_ASKED = "/so-lieu/?ngay=31/12/2023", "/so-lieu/?ngay=30/12/2023"
SLOW = 40
NOT_FOR_READERS = (
    "/media/out.txt",
    "/media/",
    "/media/../coopsite.sqlite3",
    "/media/..%2fcoopsite.sqlite3",
    "/static../coopsite.sqlite3",
    "/documents/",
)


@pytest.fixture(scope="module")
def proxy(filled, tmp_path_factory):
    """nginx in front of the portal of `filled`, which `proxy.portal` is."""
    proxy = Proxy(tmp_path_factory.mktemp("nginx"), filled.data)
    filled.environment["PURGE_ADDRESS"] = proxy.purge
    with filled.serve(proxy.ports["8002"]) as proxy.portal, proxy.run():
        yield proxy


def test_a_page_comes_through_once_made(proxy):
    code, headers, body = proxy.ask(PAGE)
    assert code == 200
    assert b"794" in gzip.decompress(body) if headers["Content-Encoding"] else body
    assert "s-maxage" in headers["Cache-Control"]
    assert headers["Strict-Transport-Security"] == "max-age=3600"
    assert proxy.ask(PAGE)[0] == 200
    wait_until(lambda: '"kept":"HIT"' in proxy.log())


def test_it_is_there_in_the_coding_that_the_browser_takes(proxy):
    for accepted, coding in (
        ("br, gzip", "br"),
        ("gzip", "gzip"),
        ("br;q=0, gzip", "gzip"),
    ):
        _, headers, _ = proxy.ask(PAGE, Accept_Encoding=accepted)
        assert headers["Content-Encoding"] == coding, accepted
    _, headers, body = proxy.ask(PAGE, Accept_Encoding="identity")
    assert headers["Content-Encoding"] is None
    assert "794" in body.decode()
    _, headers, _ = proxy.ask(PAGE)
    known = proxy.ask(PAGE, If_None_Match=headers["ETag"])
    assert (known[0], known[2]) == (304, b"")


def test_plain_http_and_other_hosts_lead_nowhere_else(proxy):
    def plain(host):
        address = ("127.0.0.1", proxy.ports["80"])
        with closing(socket.create_connection(address, 10)) as connection:
            connection.sendall(f"GET /x?y=1 HTTP/1.0\r\nHost: {host}\r\n\r\n".encode())
            return connection.makefile("rb").read().decode()

    assert f"Location: https://{HOST}/x?y=1\r\n" in plain(HOST)
    assert plain("evil.test") == ""
    with pytest.raises(ssl.SSLError):
        proxy.connect("evil.test")


@pytest.mark.parametrize(
    "path",
    ["/.git/config", "/.git/", "/.env", "/static/%2e%2e/manage.py", "/manage.py"],
)
def test_nothing_of_the_code_is_given_out(proxy, path):
    assert proxy.ask(path)[0] in (400, 404)


def test_what_was_sent_is_never_echoed(proxy):
    assert proxy.ask("/", "TRACE", Cookie="x=secret")[0] == 405


def test_an_old_tls_is_not_spoken(proxy):
    context = ssl.create_default_context()
    context.check_hostname, context.verify_mode = False, ssl.CERT_NONE
    context.set_ciphers("DEFAULT@SECLEVEL=0")
    with pytest.warns(DeprecationWarning):
        context.minimum_version = ssl.TLSVersion.TLSv1
        context.maximum_version = ssl.TLSVersion.TLSv1_1
    address = ("127.0.0.1", proxy.ports["443"])
    with socket.create_connection(address, 10) as plain, pytest.raises(ssl.SSLError):
        context.wrap_socket(plain, server_hostname=HOST)


@pytest.mark.parametrize(
    ("path", "megabytes", "code"),
    [
        ("/", 0.07, 413),
        ("/quan-tri/login/", 0.07, 413),
        ("/quan-tri/login/", 400, 413),
        ("/quan-tri/quen-mat-khau/", 0.07, 413),
        ("/quan-tri/news/image/add/", 101, 413),
        ("/quan-tri/news/videoclip/add/", 521, 413),
        # Refused by the portal, which they reached: no token of the form.
        ("/quan-tri/news/image/add/", 1, 403),
        ("/quan-tri/news/videoclip/add/", 105, 403),
    ],
)
def test_a_body_may_be_as_large_as_its_address_needs(proxy, path, megabytes, code):
    """Too large a one is refused by its head, before any of it is sent."""
    size = int(megabytes * 1024**2)
    with closing(proxy.connect()) as connection:
        connection.putrequest("POST", path)
        connection.putheader("Content-Length", str(size))
        connection.endheaders(b"" if code == 413 else b"x" * size)
        assert connection.getresponse().status == code


def test_static_files_come_from_disk_compressed_and_for_ever(proxy):
    page = proxy.ask(PAGE, Accept_Encoding="identity")[2].decode()
    sheet = re.search(r'href="(/static/css/site\.[^"]+\.css)"', page)[1]
    code, headers, body = proxy.ask(sheet, Accept_Encoding="gzip")
    assert code == 200
    assert headers["Content-Encoding"] == "gzip"
    assert gzip.decompress(body)
    assert headers["Cache-Control"] == "public, max-age=31536000, immutable"
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert headers["Content-Security-Policy"] == "default-src 'none'; sandbox"
    assert proxy.ask("/static/staticfiles.json")[1]["Cache-Control"] == (
        "public, max-age=60"
    )


def test_uploads_come_from_disk_and_nothing_in_them_runs(proxy, filled):
    media = filled.data / "media"
    picture = next(p for p in media.rglob("*.webp"))
    (media / "evil.svg").write_text("<svg xmlns='http://www.w3.org/2000/svg'/>")
    (media / "out.txt").symlink_to(filled.data / "coopsite.sqlite3")
    for file in (picture, media / "evil.svg"):
        code, headers, body = proxy.ask(f"/media/{file.relative_to(media)}")
        assert (code, body) == (200, file.read_bytes())
        assert headers["X-Content-Type-Options"] == "nosniff"
        assert headers["Content-Security-Policy"] == "default-src 'none'; sandbox"
        assert "immutable" in headers["Cache-Control"]
    for path in NOT_FOR_READERS:
        assert proxy.ask(path)[0] in (301, 400, 403, 404), path


def test_a_clip_is_answered_by_the_portal_in_ranges(proxy, filled):
    media = filled.data / "media"
    clip = next(p for p in (media / "clips").rglob("*.mp4"))
    path = f"/media/{clip.relative_to(media)}"
    code, headers, body = proxy.ask(path, Range="bytes=1000-1999")
    assert (code, body) == (206, clip.read_bytes()[1000:2000])
    assert headers["Cache-Control"] == "public, no-cache"


def test_the_desk_is_never_kept_and_knows_who_asks(proxy):
    for _ in range(2):
        code, headers, _ = proxy.ask("/quan-tri/login/", X_Forwarded_For="10.9.9.9")
        assert code == 200
        assert (
            "private" in headers["Cache-Control"]
            or "no-store" in headers["Cache-Control"]
        )
    lines = [
        line for line in proxy.log().splitlines() if "GET /quan-tri/login/" in line
    ]
    assert lines
    assert all(
        '"kept":""' in line and '"address":"127.0.0.1"' in line for line in lines
    )


def test_forty_slow_connections_keep_nobody_waiting(proxy):
    with ExitStack() as stack:
        for number in range(SLOW):
            connection = stack.enter_context(closing(proxy.connect()))
            begun = "POST /quan-tri/ HTTP/1.1" if number % 2 else "GET / HTTP/1.1"
            connection.sock.sendall(
                f"{begun}\r\nHost: {HOST}\r\nContent-Length: 60000\r\nX: ".encode()
            )
        began = time.monotonic()
        for path in (PAGE, "/quan-tri/login/", "/tin-tuc/"):
            assert proxy.ask(path)[0] == 200
        assert time.monotonic() - began < 10  # those would wait for 15


def test_a_purged_page_is_fetched_anew_in_both_codings(proxy):
    path, codings = "/tin-tuc/", ("br", "gzip")
    for coding in codings:
        proxy.ask(path, Accept_Encoding=coding)
    before = {file: file.stat().st_ino for file in list_cache_files(proxy)}
    request = urllib.request.Request(proxy.purge + path, method="PURGE")
    with urllib.request.urlopen(request, timeout=10) as answer:
        assert answer.status == 200

    def anew():
        return [f for f in list_cache_files(proxy) if before.get(f) != f.stat().st_ino]

    wait_until(lambda: len(anew()) == len(codings), 5)
    assert len(list_cache_files(proxy)) == len(before)


def list_cache_files(proxy):
    return [file for file in (proxy.folder / "kept").rglob("*") if file.is_file()]


def test_a_portal_that_is_down_leaves_pages_and_says_so_for_others(proxy, filled):
    """The last chapter: the portal is killed."""
    proxy.ask(PAGE)
    age_what_is_kept(proxy)
    end(proxy.portal)
    assert status(f"http://127.0.0.1:{proxy.ports['8002']}/suc-khoe/") == 0
    code, headers, body = proxy.ask(PAGE, Accept_Encoding="gzip")
    assert code == 200
    assert "794" in gzip.decompress(body).decode()
    wait_until(lambda: '"kept":"STALE"' in proxy.log())
    code, headers, body = proxy.ask(NEVER_ASKED)
    assert code == 502
    assert "Hệ thống đang gặp lỗi" in body.decode()
    assert headers["Cache-Control"] == "no-store"
    sent = proxy.ask("/quan-tri/", "POST", b"x")
    assert (sent[0], "Hệ thống đang gặp lỗi" in sent[2].decode()) == (502, True)
    with answering_errors(proxy.ports["8001"]):
        assert proxy.ask("/khong-giu/")[0] == 502
        assert proxy.ask("/quan-tri/")[0] == 500
        code, _, body = proxy.ask(PAGE, Accept_Encoding="gzip")
        assert (code, "794" in gzip.decompress(body).decode()) == (200, True)
    (filled.data / "maintenance").touch()
    assert "bảo trì" in proxy.ask(NEVER_ASKED)[2].decode()
    (filled.data / "maintenance").unlink()


class Error(BaseHTTPRequestHandler):
    def do_GET(self):
        self.send_error(500)

    def log_message(self, *args):
        pass


@contextmanager
def answering_errors(port):
    """A context in which a portal without its database listens at `port`."""
    with ThreadingHTTPServer(("127.0.0.1", port), Error) as server:
        Thread(target=server.serve_forever).start()
        yield
        server.shutdown()


def age_what_is_kept(proxy):
    """Lets what nginx keeps be too old but for a portal that is down: the moments stand
    in the head of each file."""
    for file in list_cache_files(proxy):
        content = bytearray(Path(file).read_bytes())
        now = int(time.time())
        # version, valid_sec, updating_sec, error_sec, ...: ngx_http_file_cache_header_t
        content[8:16] = (now - 100).to_bytes(8, "little")
        content[16:24] = (now - 50).to_bytes(8, "little")
        file.write_bytes(content)
