"""What is withdrawn goes from the cache in front at once."""

from http.server import BaseHTTPRequestHandler, HTTPServer
from threading import Thread

import pytest

from news.publishing import close_edition, withdraw
from tests.factories.news import make_article, republish

pytestmark = pytest.mark.django_db


@pytest.fixture
def cache_in_front(settings):
    """A server that notes what it is asked; its `status` is what it answers."""

    class Handler(BaseHTTPRequestHandler):
        def do_PURGE(self):
            server.purged.append(self.path)
            self.send_response(server.status)
            self.end_headers()

        def log_message(self, *args):
            """Says nothing."""

    server = HTTPServer(("127.0.0.1", 0), Handler)
    server.purged, server.status = [], 200
    Thread(target=server.serve_forever, args=[0.01], daemon=True).start()
    settings.PURGE_ADDRESS = f"http://127.0.0.1:{server.server_port}"
    yield server
    server.shutdown()
    server.server_close()


def withdraw_committed(article, capture):
    with capture(execute=True):
        withdraw(article=article, by=None)


def test_a_withdrawal_purges_the_pages_that_show_it(
    cache_in_front, django_capture_on_commit_callbacks
):
    article = make_article()
    withdraw_committed(article, django_capture_on_commit_callbacks)
    assert cache_in_front.purged == [
        article.get_absolute_url(),
        article.section.get_absolute_url(),
        "/tin-tuc/",
        "/",
        f"{article.section.get_absolute_url()}feed/atom/",
        f"{article.section.get_absolute_url()}feed/rss/",
        "/tin-tuc/feed/atom/",
        "/tin-tuc/feed/rss/",
    ]


def test_an_edition_that_is_closed_is_purged(
    cache_in_front, django_capture_on_commit_callbacks
):
    article = make_article()
    first = article.editions.get()
    republish(article, title="Không còn tên người")
    first.refresh_from_db()
    with django_capture_on_commit_callbacks(execute=True):
        close_edition(edition=first, by=None, reason="Có dữ liệu cá nhân")
    assert cache_in_front.purged == [f"{article.get_absolute_url()}ban/1/"]


@pytest.mark.parametrize(("status", "is_logged"), [(404, False), (403, True)])
def test_a_cache_that_refuses_is_logged_and_stops_nothing(
    cache_in_front, django_capture_on_commit_callbacks, status, is_logged, caplog
):
    """404: it did not have the page."""
    cache_in_front.status = status
    article = make_article()
    withdraw_committed(article, django_capture_on_commit_callbacks)
    assert len(cache_in_front.purged) == 8
    assert ("was not purged of /tin-tuc/" in caplog.text) is is_logged


def test_a_cache_that_is_down_stops_nothing(
    settings, django_capture_on_commit_callbacks, caplog
):
    settings.PURGE_ADDRESS = "http://127.0.0.1:9"
    article = make_article()
    withdraw_committed(article, django_capture_on_commit_callbacks)
    assert article.withdrawals.exists()
    assert "was not purged" in caplog.text


def test_without_an_address_nothing_is_asked(django_capture_on_commit_callbacks):
    article = make_article()
    with django_capture_on_commit_callbacks() as callbacks:
        withdraw(article=article, by=None)
    assert callbacks == []
