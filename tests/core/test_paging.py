"""Each page of a list has one address, and what does not exist is a 404."""

import re

import pytest
from django.db import connection
from django.db.models import F
from django.http import Http404, QueryDict
from django.test import RequestFactory
from django.test.utils import CaptureQueriesContext
from django.utils.functional import SimpleLazyObject
from hypothesis import example, given
from hypothesis import strategies as st

from coopsite.core.paging import get_page
from news.models import Article, Edition
from tests.factories.news import first_section, make_article
from tests.factories.once import written_once
from tests.factories.pages import Page

pytestmark = pytest.mark.django_db

LIST = "/tin-tuc/"


def publish(number):
    """Publish `number` articles in one write."""
    first = make_article().first_published_at
    articles = Article.objects.bulk_create(
        Article(
            title=f"Tin {n}",
            slug=f"tin-{n}",
            section=first_section(),
            first_published_at=first,
        )
        for n in range(number - 1)
    )
    Edition.objects.bulk_create(
        Edition(
            **article.words,
            article=article,
            number=1,
            kind="first",
            live_from=first,
            first_published_at=first,
        )
        for article in articles
    )


@pytest.fixture
@written_once
def pages_26(db):
    publish(252)


def turn(client, written, **others):
    return client.get(LIST, {**others, "trang": written})


@pytest.fixture
@written_once
def two_pages(db):
    publish(11)


def test_a_page_that_exists(client, pages_26):
    for written in ("2", "25", "26"):
        response = turn(client, written)
        assert response.status_code == 200
        assert response.context["page"].number == int(written)


WRITTEN = [
    "3",
    "999",
    "999999999",
    "9" * 40,
    "0",
    "00",
    "01",
    "02",
    "-1",
    "+2",
    "2.0",
    "1e1",
    "hai",
    "2a",
    "",
    " 2",
    "2 ",
    "２",
    "²",
    "٢",
    "२",
    "last",
    "\x00",
    "2\n",
    "None",
]


def test_a_page_that_does_not_exist(client, two_pages):
    for written in WRITTEN:
        assert turn(client, written).status_code == 404, written


@given(st.text())
@example("1")
def test_nothing_written_there_breaks_the_page(client, written):
    assert turn(client, written).status_code in (200, 301, 404)


def test_an_empty_list_has_its_first_page(client):
    assert client.get(LIST).status_code == 200
    assert turn(client, "2").status_code == 404


def test_page_one_has_one_address(client):
    response = turn(client, "1")
    assert response.status_code == 301
    assert response["Location"] == LIST


def test_the_other_parameters_stay_on_the_way_to_page_one(client):
    asked = "/hop-tac-xa/?tim=rau+s%E1%BA%A1ch&trang=1&linh_vuc=nn"
    response = client.get(asked)
    assert response.status_code == 301
    path, _, query = response["Location"].partition("?")
    assert path == "/hop-tac-xa/"
    assert QueryDict(query).dict() == {"tim": "rau sạch", "linh_vuc": "nn"}


def test_pages_neither_skip_nor_repeat(client, pages_26):
    seen = []
    for number in range(1, 27):
        response = client.get(LIST, {"trang": number} if number > 1 else {})
        seen += [article.pk for article in response.context["page"]]
    assert len(seen) == len(set(seen)) == 252


class TestFromBothEnds:
    """The second half is read from the end: the reader cannot tell."""

    ORDERS = [
        ["title", "pk"],
        ["-first_published_at", "-pk"],
        [F("expires_at").desc(nulls_last=True), "-section__order", "pk"],
        [F("expires_at").asc(nulls_first=True), "pk"],
    ]

    @pytest.fixture(autouse=True)
    @written_once
    def _articles(self):
        publish(23)
        for day, article in enumerate(Article.objects.order_by("title")[:9]):
            Article.objects.filter(pk=article.pk).update(
                expires_at=f"2099-01-{day // 2 + 1:02}T00:00+07:00"
            )

    def turn(self, rows, size, number, total=None):
        asked = {"trang": number} if number > 1 else {}
        return get_page(RequestFactory().get("/", asked), rows, size, total)

    @given(st.integers(1, 30), st.sampled_from(ORDERS), st.integers(0, 23))
    def test_the_pages_make_the_whole_list(self, size, order, number):
        rows = Article.objects.order_by(*order)
        rows = rows.filter(pk__in=list(rows.values_list("pk", flat=True)[:number]))
        for total in (None, number):
            numbers = self.turn(rows, size, 1, total).paginator.page_range
            pages = [self.turn(rows, size, n, total) for n in numbers]
            assert [row.pk for page in pages for row in page] == [r.pk for r in rows]
            assert all(len(page) == size for page in pages[:-1])
            with pytest.raises(Http404):
                self.turn(rows, size, len(pages) + 1, total)

    @pytest.mark.parametrize("total", [None, 23])
    def test_no_page_skips_more_than_half(self, total):
        rows = Article.objects.order_by("title", "pk")
        skipped = []
        for number in range(1, 13):
            with CaptureQueriesContext(connection) as asked:
                list(self.turn(rows, 2, number, total))
            assert len(asked) == (1 if total else 2)
            found = re.search(r"OFFSET (\d+)", asked[-1]["sql"])
            skipped.append(int(found[1]) if found else 0)
        assert skipped == [0, 2, 4, 6, 8, 10, 9, 7, 5, 3, 1, 0]


def test_a_page_at_hand_asks_nothing_of_the_rows():
    head = ["first", "second"]
    request = RequestFactory().get("/")
    page = get_page(request, SimpleLazyObject(None), 2, total=5, head=head)
    assert list(page) == head
    assert page.paginator.num_pages == 3


class TestPager:
    def shown(self, client, number):
        response = client.get(LIST, {"trang": number} if number > 1 else {})
        return Page(response)

    def test_far_pages_are_left_out(self, client, pages_26):
        for number, numbers in {
            1: "1 2 3 … 26",
            2: "1 2 3 4 … 26",
            4: "1 2 3 4 5 6 … 26",
            5: "1 2 3 4 5 6 7 … 26",
            13: "1 … 11 12 13 14 15 … 26",
            26: "1 … 24 25 26",
        }.items():
            [shown] = self.shown(client, number).inside("pager-numbers")
            assert shown.replace("Trang ", "") == numbers

    def test_the_page_shown_is_marked(self, client, pages_26):
        page = self.shown(client, 13)
        [current] = page.all(
            "a", **{"aria-current": "page", "href": "/tin-tuc/?trang=13"}
        )
        assert "13" in current[2]
        assert [e[1]["href"] for e in page.all("a", rel="prev")] == [
            "/tin-tuc/?trang=12"
        ]
        assert [e[1]["href"] for e in page.all("a", rel="next")] == [
            "/tin-tuc/?trang=14"
        ]

    def test_the_ends_lead_nowhere_further(self, client, pages_26):
        assert not self.shown(client, 1).all("a", rel="prev")
        assert not self.shown(client, 26).all("a", rel="next")

    def test_page_one_is_linked_by_its_one_address(self, client, pages_26):
        links = self.shown(client, 2).links
        assert LIST in links
        assert not any("trang=1&" in link or link.endswith("trang=1") for link in links)

    def test_one_page_needs_no_pager(self, client):
        make_article()
        assert not self.shown(client, 1).inside("pager-numbers")

    def test_under_an_article_it_pages_the_other_news(self, client, pages_26):
        article = Edition.objects.public().newest_first().first()
        response = client.get(article.get_absolute_url(), {"trang": 26})
        assert response.status_code == 200
        others = response.context["others"]
        assert (others.number, others.paginator.count) == (26, 251)
        [shown] = Page(response).inside("pager-numbers")
        assert shown.replace("Trang ", "") == "1 … 24 25 26"
