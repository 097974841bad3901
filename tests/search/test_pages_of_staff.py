"""Information pages are found as articles are: while the public reads them."""

from datetime import timedelta

import pytest
from django.utils import timezone

from coopsite.portal.pages.models import PageEdition
from coopsite.portal.pages.publishing import publish, withdraw
from tests.factories.pages import Page as HtmlPage
from tests.factories.portal import make_page

pytestmark = pytest.mark.django_db


def titles(client, words):
    html = HtmlPage(client.get("/tim-kiem/", {"q": words}))
    return [" ".join(one.split()) for one in html.words("h3")]


@pytest.mark.parametrize(
    "words", ["cơ cấu tổ chức", "co cau to chuc", "ban thường trực"]
)
def test_a_page_is_found_by_its_title_and_its_text(client, words):
    make_page("Cơ cấu tổ chức", body="<p>Ban Thường trực có ba người.</p>")
    assert titles(client, words) == ["Cơ cấu tổ chức"]


def test_a_page_is_found_among_its_kind_alone(client):
    make_page("Cơ cấu tổ chức")
    html = HtmlPage(client.get("/tim-kiem/", {"q": "cơ cấu", "loai": "trang"})).text
    assert "Trang thông tin" in html
    assert [row.title for row in PageEdition.objects.search("co cau")] == [
        "Cơ cấu tổ chức"
    ]


def test_a_page_is_found_while_the_public_reads_it(client, monkeypatch):
    page = make_page("Lịch tiếp dân")
    page.title = "Lịch tiếp công dân"
    publish(page=page, by=None)
    assert titles(client, "lịch tiếp") == ["Lịch tiếp công dân"]
    withdraw(page=page, by=None, note="Đổi lịch.")
    assert titles(client, "lịch tiếp") == []
    later = timezone.now() + timedelta(days=1)
    publish(page=page, by=None, at=later)
    assert titles(client, "lịch tiếp") == []
    monkeypatch.setattr(timezone, "now", lambda: later)
    assert titles(client, "lịch tiếp") == ["Lịch tiếp công dân"]
