"""A public page is made once, and each reader gets what would be made now."""

import gzip
from datetime import timedelta
from threading import Barrier, Thread
from time import sleep

import brotli
import pytest
from django.core.signals import request_started
from django.db import close_old_connections, connection, connections
from django.http import HttpResponse
from django.test import Client, RequestFactory
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from coopsite.core.boundaries import Span
from coopsite.core.page_cache import middleware
from coopsite.core.page_cache.encodings import choose_coding
from coopsite.core.page_cache.entries import MEGABYTE, Entries, Entry
from coopsite.core.page_cache.handler import KeptFirst
from coopsite.core.page_cache.middleware import PageCacheMiddleware
from coopsite.core.page_cache.pages import cache_control
from news.models import Section, VideoClip
from news.publishing import publish, withdraw
from tests.factories.news import make_article, make_draft
from tests.factories.register import make_cooperative

pytestmark = pytest.mark.django_db

HOUR = timedelta(hours=1)
LIST = "/tin-tuc/"


@pytest.fixture(autouse=True)
def memory(settings):
    settings.PAGE_CACHE_MB = 1


@pytest.fixture
def clock(monkeypatch):
    """Sets the clock to a moment."""
    return lambda moment: monkeypatch.setattr(timezone, "now", lambda: moment)


def is_kept(client, address, **headers):
    """Whether the page comes from memory: one look at the tokens, nothing else."""
    with CaptureQueriesContext(connection) as queries:
        client.get(address, headers=headers)
    return [query["sql"][:20] for query in queries] == ["SELECT domain, token"]


def entry_after_asking(client, address):
    client.get(address)
    return middleware.entries.get(("http", address, ()))


# --- what is kept, and how long -------------------------------------------------------


def test_a_page_is_made_once(client):
    article = make_article()
    for address in ("/", LIST, article.get_absolute_url(), "/hop-tac-xa/", "/so-lieu/"):
        first = client.get(address)
        assert is_kept(client, address), address
        assert client.get(address).content == first.content, address


def test_a_write_that_the_public_sees_is_seen_at_once(client):
    article = make_article("Tên cũ")
    client.get(LIST)
    article.title = "Tên mới"
    publish(article=article, by=None, kind="update", note="Đổi tên")
    assert "Tên mới" in client.get(LIST).content.decode()


def test_what_is_typed_and_not_published_leaves_pages_alone(client):
    client.get(LIST)
    make_draft()
    assert is_kept(client, LIST)


def test_a_write_in_the_register_leaves_the_news_alone(client):
    make_cooperative()
    addresses = (LIST, "/hop-tac-xa/", "/")
    before = [entry_after_asking(client, address) for address in addresses]
    make_cooperative("Hợp tác xã Vừa Ghi")
    after = [entry_after_asking(client, address) for address in addresses]
    is_same = [old is new for old, new in zip(before, after, strict=True)]
    assert is_same == [True, False, False]
    assert "Vừa Ghi" in client.get("/hop-tac-xa/").content.decode()


def test_the_menu_and_the_notice_stand_on_every_page(client):
    """They are of the newsroom and of the register; every page has them."""
    for address in (LIST, "/hop-tac-xa/"):
        client.get(address)
    Section.objects.create(name="Chuyên mục vừa thêm")
    make_cooperative(is_demo=True)
    for address in (LIST, "/hop-tac-xa/"):
        page = client.get(address).content.decode()
        assert "Chuyên mục vừa thêm" in page, address
        assert "minh hoạ" in page, address


def test_time_alone_brings_what_is_scheduled_and_takes_what_expires(client, clock):
    now = timezone.now()
    make_article("Bài hẹn giờ", published_at=now + HOUR)
    make_article("Bài hết hạn", published_at=now - HOUR, expires_at=now + 2 * HOUR)
    VideoClip.objects.create(
        title="Clip hẹn giờ", youtube="https://youtu.be/abcdefghijk",
        published_at=now + 3 * HOUR,
    )  # fmt: skip
    moment = timedelta(microseconds=1)
    for hours, word in ((1, "Bài hẹn giờ"), (2, "Bài hết hạn"), (3, "Clip hẹn giờ")):
        clock(now + hours * HOUR - moment)
        before = client.get("/").content.decode()
        clock(now + hours * HOUR)
        after = client.get("/").content.decode()
        assert (word in before) is not (word in after), word


def test_a_day_of_its_own_has_figures_of_its_own(client, clock):
    client.get("/so-lieu/")
    tomorrow = timezone.now() + timedelta(days=1)
    clock(tomorrow)
    day = f"{timezone.localtime(tomorrow):%d/%m/%Y}"
    assert day in client.get("/so-lieu/").content.decode()


def test_no_cache_in_front_keeps_a_page_beyond_its_end(client, clock):
    now = timezone.now()
    make_article(published_at=now - HOUR, expires_at=now + timedelta(seconds=70))
    assert client.get(LIST)["Cache-Control"] == (
        "public, max-age=0, s-maxage=60, stale-while-revalidate=10, stale-if-error=70"
    ) or client.get(LIST)["Cache-Control"].endswith("stale-if-error=69")
    clock(now + timedelta(seconds=50))
    assert client.get(LIST)["Cache-Control"] == (
        "public, max-age=0, s-maxage=20, stale-while-revalidate=0, stale-if-error=20"
    )
    day = timedelta(days=1)
    assert cache_control(now + 2 * day, now).endswith("stale-if-error=86400")
    assert cache_control(now - day, now).endswith("stale-if-error=0")


@pytest.mark.parametrize(
    "address",
    ["/khong-co/", "/tin-tuc/?trang=99", "/hop-tac-xa/?ngay=x", "/tin-tuc/?utm=1",
     "/suc-khoe/", "/robots.txt", "/quan-tri/login/", "/so-lieu/tai-ve.csv"],
)  # fmt: skip
def test_what_is_no_page_to_read_is_not_kept(client, address):
    b"".join(client.get(address))
    assert not middleware.entries._entries


def test_a_page_that_is_gone_is_not_kept(client):
    article = make_article()
    withdraw(article=article, by=None)
    assert client.get(article.get_absolute_url()).status_code == 410
    assert not middleware.entries._entries


def test_a_preview_is_not_kept(staff_client):
    draft = make_draft("Bản nháp kín")
    address = f"/quan-tri/news/article/{draft.pk}/xem-truoc/"
    answer = staff_client.get(address)
    assert answer.status_code == 200
    assert not middleware.entries._entries


def test_parameters_in_another_order_are_the_same_page(client):
    make_cooperative()
    client.get("/hop-tac-xa/?tim=a&linh_vuc=nn")
    assert is_kept(client, "/hop-tac-xa/?linh_vuc=nn&tim=a")
    assert not is_kept(client, "/hop-tac-xa/?linh_vuc=nn&tim=b")


def test_a_host_that_is_not_ours_is_refused(client):
    client.get(LIST)
    assert client.get(LIST, headers={"host": "evil.example"}).status_code == 400


def test_nothing_but_reading_is_answered_from_memory(client):
    client.get(LIST)
    assert client.post(LIST).status_code == 405


def test_cookies_make_no_difference(client, staff_client):
    page = client.get(LIST)
    assert is_kept(staff_client, LIST)
    answer = staff_client.get(LIST)
    assert answer.content == page.content
    assert not answer.cookies
    assert "cookie" not in answer["Vary"].lower()


def test_no_memory_keeps_nothing(client, settings):
    client.get(LIST)
    settings.PAGE_CACHE_MB = 0
    assert not is_kept(client, LIST)
    middleware.entries.clear()
    client.get(LIST)
    assert not middleware.entries._entries


# --- who writes while a page is made --------------------------------------------------


def test_a_page_is_made_again_when_somebody_writes_meanwhile(client, monkeypatch):
    """It shows half of before and half of after; the last attempt reads one moment."""
    make_article("Tin đầu")
    times = []

    def write_meanwhile(*args):
        times.append(1)
        if len(times) < 3:
            make_article(f"Viết xen {len(times)}")
        return True

    from news import views

    original = views.get_news_page
    monkeypatch.setattr(
        views,
        "get_news_page",
        lambda *a, **k: (original(*a, **k), write_meanwhile())[0],
    )
    page = client.get(LIST).content.decode()
    assert len(times) == 3
    assert "Viết xen 1" in page
    assert "Viết xen 2" in page
    assert is_kept(client, LIST)


@pytest.mark.postgresql  # SQLite: tests/proofs/test_keeping.py
@pytest.mark.django_db(transaction=True, serialized_rollback=True)
def test_the_last_attempt_sees_one_moment(monkeypatch):
    """However much others write: nobody waits for ever, and none is kept out."""
    make_article("Tin đầu")
    from news import views

    original, times = views.get_news_page, []

    def write_each_time(*args, **kwargs):
        page = original(*args, **kwargs)
        times.append(1)
        writer = Thread(target=_write, args=(len(times),))
        writer.start()
        writer.join()
        return page

    monkeypatch.setattr(views, "get_news_page", write_each_time)
    page = Client().get(LIST).content.decode()
    assert len(times) == middleware.ATTEMPTS
    assert "Viết xen 2" in page
    assert "Viết xen 3" not in page
    monkeypatch.setattr(views, "get_news_page", original)
    assert "Viết xen 3" in Client().get(LIST).content.decode()


def _write(number):
    make_article(f"Viết xen {number}")
    connection.close()


@pytest.mark.postgresql
@pytest.mark.django_db(transaction=True, serialized_rollback=True)
def test_fifty_readers_of_a_page_that_has_expired_make_it_once():
    times, all_came, answers = [], Barrier(50), []

    def make(request):
        times.append(1)
        sleep(0.5)  # until the others have asked, too
        return HttpResponse("trang")

    cache = PageCacheMiddleware(make)

    def read():
        all_came.wait(30)
        answers.append(cache(RequestFactory().get(LIST)).content)
        connection.close()

    readers = [Thread(target=read) for _ in range(50)]
    for reader in readers:
        reader.start()
    for reader in readers:
        reader.join(60)
    assert answers == [b"trang"] * 50
    assert len(times) == 1


@pytest.mark.postgresql
@pytest.mark.django_db(transaction=True, serialized_rollback=True)
def test_a_database_started_anew_is_asked_again(client):
    """The look at the tokens does not ask first whether the connection lives."""
    page = client.get(LIST).content
    with connections.create_connection("default").cursor() as other:
        other.execute(
            "SELECT pg_terminate_backend(pid) FROM pg_stat_activity "
            "WHERE datname = current_database() AND pid <> pg_backend_pid()"
        )
        assert client.get(LIST).content == page
        other.db.close()


# --- before all else ------------------------------------------------------------------


@pytest.fixture
def ask(settings):
    """Asks the application that the server runs; returns status, headers and body, and
    whether Django's own handling was passed."""
    settings.SECURE_HSTS_SECONDS = 60
    handler, began = KeptFirst(), []

    def note(**told):
        began.append(1)

    def ask(address, **environ):
        answered = []
        began.clear()
        environ = RequestFactory().get(address, **environ).environ
        body = b"".join(handler(environ, lambda *told: answered.extend(told)))
        status, headers = answered
        return status, dict(headers), body, bool(began)

    # Else the connection of the test's transaction would be closed on PostgreSQL.
    request_started.disconnect(close_old_connections)
    request_started.connect(note)
    yield ask
    request_started.disconnect(note)
    request_started.connect(close_old_connections)


def test_a_kept_page_comes_before_django_s_handling(ask):
    status, headers, body, is_handled = ask(LIST)
    assert (status, is_handled) == ("200 OK", True)
    assert ask(LIST) == (status, headers, body, False)
    assert headers["X-Content-Type-Options"] == "nosniff"
    status, _, body, _ = ask(LIST, HTTP_IF_NONE_MATCH=headers["ETag"])
    assert (status, body) == ("304 Not Modified", b"")


def test_before_it_nothing_past_and_nobody_else_s_is_answered(ask, settings, tmp_path):
    ask(LIST)
    assert ask(LIST, HTTP_HOST="khac.example")[0] == "400 Bad Request"
    make_article("Vừa đăng")
    _, _, body, is_handled = ask(LIST)
    assert "Vừa đăng" in body.decode()
    assert is_handled
    settings.DATA_DIR = tmp_path
    (tmp_path / "maintenance").touch()
    assert ask(LIST)[0] == "503 Service Unavailable"


def test_a_page_kept_of_http_is_none_of_https(ask):
    assert "Strict-Transport-Security" not in ask(LIST)[1]
    secure = {"wsgi.url_scheme": "https"}
    for _ in range(2):
        assert ask(LIST, **secure)[1]["Strict-Transport-Security"] == "max-age=60"


# --- in what coding -------------------------------------------------------------------

READERS = {"": bytes, "gzip": gzip.decompress, "br": brotli.decompress}


@pytest.mark.parametrize("is_second", [False, True], ids=["made", "kept"])
@pytest.mark.parametrize("coding", READERS)
def test_a_page_comes_in_the_coding_that_was_asked_for(client, coding, is_second):
    page = client.get(LIST).content
    if not is_second:
        middleware.entries.clear()
    answer = client.get(LIST, headers={"accept-encoding": coding})
    assert answer.get("Content-Encoding", "") == coding
    assert READERS[coding](answer.content) == page
    assert int(answer["Content-Length"]) == len(answer.content)
    assert "Accept-Encoding" in answer["Vary"]


@pytest.mark.parametrize("coding", READERS)
def test_a_coding_has_an_etag_of_its_own(client, coding):
    headers = {"accept-encoding": coding}
    answer = client.get(LIST, headers=headers)
    assert answer["ETag"].startswith('"')
    for tags in (answer["ETag"], f'"x", {answer["ETag"]}', f"W/{answer['ETag']}", "*"):
        again = client.get(LIST, headers=headers | {"if-none-match": tags})
        assert (again.status_code, again.content) == (304, b""), tags
        for name in ("ETag", "Vary", "Cache-Control"):
            assert again[name] == answer[name]
        assert not again.has_header("Content-Encoding")
    others = {"accept-encoding": "gzip" if coding != "gzip" else "br"}
    assert client.get(LIST, headers=others)["ETag"] != answer["ETag"]
    wrong = client.get(LIST, headers=headers | {"if-none-match": '"x"'})
    assert wrong.status_code == 200


def test_a_tag_is_known_to_a_page_just_made(client):
    etag = client.get(LIST)["ETag"]
    middleware.entries.clear()
    again = client.get(LIST, headers={"if-none-match": etag})
    assert again.status_code == 304
    assert is_kept(client, LIST)


def test_head_is_the_page_without_its_body(client):
    for _ in range(2):
        head = client.head(LIST)
        page = client.get(LIST)
        assert head.content == b""
        names = ("ETag", "Content-Length", "Content-Type", "Vary", "Cache-Control")
        assert {n: head[n] for n in names} == {n: page[n] for n in names}
        middleware.entries.clear()


@pytest.mark.parametrize(
    ("accepted", "coding"),
    [
        ("", ""),
        ("gzip, deflate, br, zstd", "br"),
        ("gzip, deflate", "gzip"),
        ("br;q=0.5, gzip;q=0.9", "gzip"),
        ("br;q=0, gzip;q=0", ""),
        ("*", "br"),
        ("*;q=0.1, br;q=0", "gzip"),
        ("identity, br;q=0.2", ""),
        ("identity;q=0.2, br;q=0.2", "br"),
        ("BR; Q=1.0", "br"),
        ("gzip;q=abc", ""),
        ("gzip;q=2", ""),
        ("gzip;q=nan", ""),
        ("gzip;level=9;q=0.3", "gzip"),
        (";;,,;q=1", ""),
        ("deflate, x-unknown", ""),
    ],
)
def test_the_coding_that_is_valued_most_is_taken(accepted, coding):
    assert choose_coding(accepted) == coding


def test_pages_that_are_not_kept_are_compressed_too(client, staff_client):
    for address in ("/quan-tri/", "/khong-co/", "/hop-tac-xa/?ngay=x"):
        plain = staff_client.get(address)
        small = staff_client.get(address, headers={"accept-encoding": "br"})
        assert small["Content-Encoding"] == "br", address
        assert len(small.content) < len(plain.content) / 2, address
        assert int(small["Content-Length"]) == len(small.content), address
        assert not small.get("ETag", "W/").startswith('"'), address


def test_what_is_short_or_no_text_stays_as_it_is(client):
    for address in ("/robots.txt", "/suc-khoe/"):
        answer = client.get(address, headers={"accept-encoding": "br"})
        assert not answer.has_header("Content-Encoding"), address


# --- memory ---------------------------------------------------------------------------

# Sixteen of them, in every coding, are a megabyte.
LARGE = MEGABYTE // 16 * 2 // 3


def entry_of(size):
    response = HttpResponse(b"x" * size)
    now = timezone.now()
    return Entry(response, (), (), Span(now, now + HOUR))


def test_what_was_asked_for_longest_ago_makes_room():
    entries = Entries()
    for number in range(16):
        entries.put(number, entry_of(LARGE))
    entries.get(0)
    entries.put("new", entry_of(LARGE))
    assert entries.get(1) is None
    assert entries.get(0)
    assert entries.get("new")


def test_a_page_made_anew_takes_the_place_of_the_old():
    entries = Entries()
    for number in range(100):
        entries.put(number % 16, entry_of(LARGE))
    assert all(map(entries.get, range(16)))


def test_no_page_takes_all_of_the_memory():
    entries = Entries()
    entries.put("small", entry_of(LARGE))
    entries.put("large", entry_of(LARGE * 3))
    assert entries.get("large") is None
    assert entries.get("small")
