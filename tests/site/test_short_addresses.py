"""A form that was sent with empty fields has one short address, and no search engine
keeps what a reader filtered."""

import pytest

from tests.factories.cases import few_now
from tests.factories.news import make_article
from tests.factories.pages import Page
from tests.factories.register import make_cooperative

pytestmark = pytest.mark.django_db

FIGURES = [
    "/so-lieu/",
    "/so-lieu/bien-dong/",
    "/so-lieu/bien-dong/danh-sach/",
    "/so-lieu/doi-chieu/",
    "/so-lieu/dien-bien/",
    "/so-lieu/so-sanh/",
]
FORMS = ["/hop-tac-xa/", "/lien-hiep/", *FIGURES]
FILES = [f"{page}tai-ve.{ending}" for page in FORMS for ending in ("csv", "xlsx")]


PAGES = ["/", "/tin-tuc/", "/video/"]
# What a link is marked with on its way, and what a hand adds.
MARKS = ["fbclid=IwAR1", "utm_source=zalo&utm_medium=x", "x=a+b", "Tim=a", "tim[]=a"]


def test_a_long_address_leads_to_the_short_one(client):
    for address in (*FORMS, *FILES):
        name = "tu" if "bien" in address else "ngay"
        long = f"{address}?x=&{name}=31%2F12%2F2023&linh_vuc=&x=a+b&quy_mo"
        answer = client.get(long)
        assert answer.status_code == 301, address
        assert answer["Location"] == f"{address}?{name}=31%2F12%2F2023"
        assert client.head(f"{address}?{name}=+&den=%09")["Location"] == address
        assert not answer.cookies, address


def test_what_a_page_does_not_know_is_left_out(client):
    for address in (*FORMS, *PAGES):
        for mark in MARKS:
            answer = client.get(f"{address}?{mark}")
            led = (answer.status_code, answer["Location"])
            assert led == (301, address), mark


def test_no_shared_cache_keeps_the_way_to_the_short_address(client):
    """Any number of long addresses lead to one: they would fill it."""
    assert "private" in client.get("/tin-tuc/?fbclid=1")["Cache-Control"]


@pytest.mark.parametrize(
    ("long", "short"),
    few_now(
        [
            ("tim=&tim=abc", "?tim=abc"),  # a form reads the last of a name
            ("tim=abc&tim=", ""),
            ("tim=abc&tim=def", "?tim=def"),
            ("lap_tu=&tim=&thu_tu=quy-mo&z=3", "?thu_tu=quy-mo"),
            ("tim=&trang=1", ""),
            ("trang=2&trang=1", ""),
            ("tim=&trang=2", "?trang=2"),
            ("dia_ban=769&tim=&z=1", "?dia_ban=thanh-pho-thu-duc"),
            ("tim=%E1%BB%A3&ngay=", "?tim=%E1%BB%A3"),
            ("tim=0&ngay=", "?tim=0"),
            ("&&tim=&=", ""),
        ],
        0,
        2,
        3,
        5,
        7,
    ),
)
def test_one_step_leads_there_and_asks_for_the_same(client, long, short):
    answer = client.get(f"/hop-tac-xa/?{long}")
    assert (answer.status_code, answer["Location"]) == (301, f"/hop-tac-xa/{short}")
    assert client.get(answer["Location"]).status_code in (200, 404)


def test_a_short_address_is_left_as_it_is_written(client):
    for query in ("tim=a%20b", "tim=a+b", "tim=%FFa", "tim=a&&thu_tu=quy-mo"):
        assert client.get(f"/hop-tac-xa/?{query}").status_code == 200, query


def test_what_is_no_page_to_read_is_not_led_away(client, staff_client):
    assert client.post("/hop-tac-xa/?tim=").status_code == 405
    desk = staff_client.get("/quan-tri/cooperatives/cooperative/?q=")
    assert desk.status_code == 200


def robots(client, address):
    """What the page at `address` tells search engines, if anything."""
    answer = client.get(address)
    assert answer.status_code == 200, address
    return [e[1]["content"] for e in Page(answer).all("meta", name="robots")]


@pytest.mark.parametrize("address", few_now(FORMS, 0, 4))
def test_no_search_engine_keeps_what_is_filtered(client, address):
    make_cooperative()
    assert robots(client, address) == []
    for asked in ("linh_vuc=nn", "dia_gioi=hien-nay", "linh_vuc=nn&trang=1"):
        answer = client.get(f"{address}?{asked}", follow=True)
        told = [e[1]["content"] for e in Page(answer).all("meta", name="robots")]
        assert told == ["noindex, follow"], asked


def test_an_order_is_a_question_and_a_page_of_a_list_is_none(client, monkeypatch):
    monkeypatch.setattr("cooperatives.directory.views.PAGE_SIZE", 1)
    for _ in range(2):
        make_cooperative()
    assert robots(client, "/hop-tac-xa/?trang=2") == []
    assert robots(client, "/hop-tac-xa/?thu_tu=quy-mo&trang=2") == ["noindex, follow"]
    assert robots(client, "/so-lieu/?ngay=31/12/2023") == ["noindex, follow"]


def test_the_news_are_kept(client):
    article = make_article()
    for address in ("/", "/tin-tuc/", article.get_absolute_url()):
        assert robots(client, address) == []
