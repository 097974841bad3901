"""Two servers with a folder each, and one PostgreSQL, Redis and S3 server behind them:
what is done on one is there on the other."""

import http.client
import json
import shutil
import urllib.request
from contextlib import closing
from datetime import date, timedelta
from urllib.parse import urlsplit

import pytest
from django.test.client import BOUNDARY, MULTIPART_CONTENT, encode_multipart

from tests.deploy.conftest import copied_database
from tests.deploy.places import REDIS, ROOT, Place, serve_redis, status
from tests.deploy.proxy import HOST, NGINX, Proxy
from tests.factories.buckets import MEDIA, options_of, serve_buckets
from tests.factories.news import make_picture

pytestmark = [
    pytest.mark.served,
    pytest.mark.proof,
    pytest.mark.postgresql,
    pytest.mark.django_db,
    pytest.mark.skipif(not (REDIS and NGINX), reason="needs redis-server and nginx"),
]
# Somebody who may everything signs in; tells the cookie.
SIGN_IN = """
from django.test import Client
from coopsite.accounts.models import User
who = User.objects.create_superuser("quantri", password="x")
client = Client()
client.force_login(who)
print(client.cookies["__Host-sessionid"].value)
"""
# A cooperative with a scanned decision; tells the address of the scan.
RECORD = """
from datetime import date
from django.core.files.base import ContentFile
from tests.factories.register import make_cooperative
scan = ContentFile(b"%PDF-1.7 scanned", name="a.pdf")
made = make_cooperative(founded=date(2019, 3, 15), facts={"document": scan})
print(f"/quan-tri/cooperatives/cooperative/{made.pk}/moc/{made.entries.get().pk}/ban-chup/")
"""
CLIP = ROOT / "coopsite" / "demo" / "media" / "phien-cho-nong-san.mp4"
CLIP_ADDRESS = """
from news.models import VideoClip
print(VideoClip.objects.get().file.url)
"""
# How often the scan was taken.
COUNT = """
from cooperatives.models import ScanDownload
print(ScanDownload.objects.count())
"""


class Desk:
    """Somebody at the desk of the server behind a port."""

    def __init__(self, port, session):
        self.port, self.session = port, session

    def send(self, path, **fields):
        token = "a" * 32
        body = encode_multipart(BOUNDARY, fields | {"csrfmiddlewaretoken": token})
        return self.ask(path, "POST", body, f"; __Host-csrftoken={token}")

    def ask(self, path, method="GET", body=None, cookies=""):
        """Returns (status, headers, body), as nginx would be answered."""
        with closing(http.client.HTTPConnection("127.0.0.1", self.port)) as connection:
            told = {
                "Host": HOST,
                "X-Forwarded-Proto": "https",
                "Referer": f"https://{HOST}/",
                "Cookie": f"__Host-sessionid={self.session}{cookies}",
                "Content-Type": MULTIPART_CONTENT,
            }
            connection.request(method, path, body, told)
            answer = connection.getresponse()
            return answer.status, answer.headers, answer.read()


@pytest.fixture(scope="module")
def servers(django_db_setup, tmp_path_factory):
    """Gives the proxy before both, a desk at each and their places."""
    import boto3  # which no other test needs

    folder = tmp_path_factory.mktemp("servers")
    with (
        copied_database() as database,
        serve_buckets() as named,
        serve_redis(folder) as (_, cache),
    ):
        bucket = options_of(named)["default"]["OPTIONS"]
        boto3.client(
            "s3",
            endpoint_url=bucket["endpoint_url"],
            aws_access_key_id=bucket["access_key"],
            aws_secret_access_key=bucket["secret_key"],
        ).put_bucket_policy(
            Bucket=MEDIA, Policy=(ROOT / "deploy" / "bucket-policy.json").read_text()
        )
        shared = named | {"CACHE_URL": cache, "SECOND_FACTOR_FOR": ""}
        one, two = (Place(folder / name, database) for name in ("one", "two"))
        one.environment |= shared
        two.environment |= shared
        one.manage("collectstatic", "--noinput", "-v", "0")
        shutil.copytree(one.data / "static", two.data / "static")
        session = one.manage("shell", "-v", "0", "-c", SIGN_IN).split()[-1]
        host = urlsplit(bucket["endpoint_url"]).netloc
        proxy = Proxy(folder / "nginx", one.data, bucket=host)
        ports = proxy.ports["8001"], proxy.ports["8002"]
        with one.serve(ports[0]), two.serve(ports[1]), proxy.run():
            yield proxy, *(Desk(port, session) for port in ports), one, two


def day(distance):
    return f"{date.today() + timedelta(days=distance):%d/%m/%Y}"


def test_a_save_on_one_server_renews_the_pages_of_the_other(servers):
    _, here, there, *_ = servers
    words = "Trụ sở nghỉ làm việc sáng thứ Hai."
    for _ in range(2):  # made, then kept
        assert words not in there.ask("/")[2].decode()
    code, _, body = here.send(
        "/quan-tri/portal/notice/add/",
        text=words,
        link="",
        shown_from_0=day(-1),
        shown_from_1="08:00",
        shown_until_0=day(30),
        shown_until_1="17:00",
    )
    assert code == 302, body.decode()
    assert words in there.ask("/")[2].decode()


def test_an_upload_on_one_server_is_seen_on_the_other_and_through_nginx(servers):
    proxy, here, there, *places = servers
    picture = make_picture(size=(900, 600))
    code, _, body = here.send("/quan-tri/news/image/tai-len/", upload=picture)
    assert code == 200, body.decode()
    address = json.loads(body)["url"]
    assert address.startswith("/media/anh/")
    code, _, seen = there.ask(address)
    assert (code, seen[8:12]) == (200, b"WEBP")

    code, headers, handed_out = proxy.ask(address, Cookie="__Host-sessionid=none")
    assert (code, handed_out) == (200, seen)
    assert headers["Content-Type"] == "image/webp"
    assert headers["Cache-Control"] == "public, max-age=31536000, immutable"
    assert headers["Content-Security-Policy"] == "default-src 'none'; sandbox"
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert headers["Access-Control-Allow-Origin"] is None  # the bucket says "*"
    part = proxy.ask(address, Range="bytes=8-11")
    assert (part[0], part[2]) == (206, b"WEBP")
    for other in (
        "/media/",
        "/media/?list-type=2",
        f"{address}x",
        "/media/clips/x.mp4",
    ):
        assert proxy.ask(other)[0] == 404, other
    assert proxy.ask(address, "PUT", b"x")[0] == 404
    assert proxy.ask(address)[2] == seen
    assert not any((place.data / "media").exists() for place in places)


def test_a_clip_is_handed_out_by_the_portal_alone_to_who_may_see_it(servers):
    proxy, here, _, one, two = servers
    with CLIP.open("rb") as file:
        code, _, body = here.send(
            "/quan-tri/news/videoclip/add/", file=file, title="Phiên chợ"
        )
    assert code == 302, body.decode()
    address = two.manage("shell", "-v", "0", "-c", CLIP_ADDRESS).split()[-1]
    assert proxy.ask(address)[0] == 404  # it is not public yet
    signed_in = {"Cookie": f"__Host-sessionid={here.session}", "Range": "bytes=4-7"}
    code, headers, part = proxy.ask(address, **signed_in)
    assert (code, part) == (206, b"ftyp")
    assert "no-store" in headers["Cache-Control"]
    bucket = one.environment["MEDIA_STORAGE"].rpartition("@")[2]
    assert status(f"http://{bucket}/{address.removeprefix('/media/')}") == 403


def test_a_scan_is_taken_from_the_other_server_for_a_minute(servers):
    _, _, there, one, two = servers
    address = one.manage("shell", "-v", "0", "-c", RECORD).split()[-1]
    code, headers, _ = there.ask(address)
    assert code == 302
    with urllib.request.urlopen(headers["Location"]) as scan:
        assert scan.read() == b"%PDF-1.7 scanned"
    printed = two.manage("shell", "-v", "0", "-c", COUNT)
    assert printed.split() == ["1"]
    assert not any((place.data / "documents").exists() for place in (one, two))
