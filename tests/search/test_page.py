"""The page of the search: what it shows, to whom, for any input."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from hypothesis import example, given
from hypothesis import strategies as st

from coopsite.core.page_cache.middleware import entries
from news.models import Edition, Section
from news.publishing import close_edition, publish
from tests.factories.news import (
    make_article,
    make_clip,
    make_draft,
    make_withdrawn,
    republish,
    unsaved_article,
)
from tests.factories.once import written_once
from tests.factories.pages import Page
from tests.factories.register import clock, make_cooperative

pytestmark = pytest.mark.django_db

STRANGE = [
    "",
    " ",
    '"',
    '""',
    '"""',
    "“”",
    "'",
    "\0",
    "a\0b",
    "NEAR(a b)",
    "a AND",
    "AND",
    "OR OR",
    "NOT a",
    "title:a",
    "{title}: a",
    "^a",
    "a*",
    "*",
    "-a",
    "(a",
    ")",
    "a:*",
    "a & b | !c",
    "<->",
    "\\",
    "\\'",
    "a\\b",
    "%",
    "%s",
    "_",
    "😀",
    "👩‍👩‍👧 hợp tác xã",
    "!?.,;",
    "ǁb",
    "ǁ",
    "a" * 10_000,
    "a " * 5_000,
    "“a” " * 3_000,
    "đ" * 300,
    "1" * 500,
    "5.607.123.456",
    "\u0301" * 50,
    "ệ" + "\u0323" * 40,
    "\u202ehtx",
    "ﷺ",
    "中文 搜索",
    "हिन्दी",
    "١٢٣",
    "²³",
    "Ⅲ",
    "<script>alert(1)</script>",
    "\ud83d".encode("utf-8", "surrogatepass").decode("latin1"),
    "\r\n\t",
    "x" * 200 + " y",
    "1e5",
    "a/b.c@d.vn",
    "https://vi.wikipedia.org/wiki/H?x=1",
    "ß ŉ ı İ ſ",
]


def is_a_page(response):
    page = Page(response)
    assert response.status_code == 200
    assert page.words("h1") == ["Tìm kiếm"]
    return page


@pytest.fixture
@written_once
def some_news(db):
    make_article("Hợp tác xã a b c bò sữa", body="<p>xyz AND OR NOT title a</p>")
    make_cooperative("Hợp tác xã A B")


def ask(client, typed, **more):
    return client.get("/tim-kiem/", {"q": typed, **more}, follow=True)


@pytest.mark.parametrize("address", ["/tim-kiem/", "/tim-kiem/goi-y/"])
def test_whatever_is_typed_gets_an_answer(client, some_news, address):
    for typed in STRANGE:
        answer = client.get(address, {"q": typed}, follow=True)
        assert answer.status_code == 200, typed
    assert client.get(f"{address}?q=%FF%FE%00").status_code == 200


@given(typed=st.text(max_size=60))
@example(typed='"a" OR "')
def test_any_text_gets_a_page(client, some_news, typed):
    assert is_a_page(ask(client, typed)).words("h1") == ["Tìm kiếm"]


@given(typed=st.text("aăâđêôơưệ\"“”'*():^-+|&!\\%_ǁ 0123456789.,/", max_size=40))
def test_any_signs_get_a_page_and_suggestions(client, some_news, typed):
    is_a_page(ask(client, typed))
    answer = client.get("/tim-kiem/goi-y/", {"q": typed}, follow=True)
    assert len(answer.json()["suggestions"]) <= 8


def test_what_narrows_and_is_none_is_left(client, some_news):
    for more in (
        {"loai": "x"},
        {"loai": "dia-ban"},
        {"nam": "abcd"},
        {"nam": "٢٠٢٤"},
        {"nam": "0000"},
        {"chuyen-muc": "\0"},
        {"chuyen-muc": "khong-co", "loai": "clip", "nam": "2020"},
    ):
        page = is_a_page(ask(client, "hợp tác xã", **more))
        assert page.words("h1") == ["Tìm kiếm"], more


def test_a_page_that_is_none(client, some_news):
    for number in ("0", "-1", "x", "99999999999", "2", "101"):
        assert ask(client, "hợp tác", trang=number).status_code == 404, number


def test_what_is_too_long_is_cut_and_says_so(client, some_news):
    page = is_a_page(ask(client, "bò sữa " + "x" * 300))
    assert "Chỉ tìm theo 200 ký tự đầu" in page.inside("search-note")[0]


def test_signs_alone_are_told_apart_from_nothing(client):
    assert "không có chữ hay số" in is_a_page(ask(client, "!?.")).inside("empty")[0]
    assert "không có chữ hay số" not in is_a_page(ask(client, "")).inside("empty")[0]


# --- what the public sees -------------------------------------------------------------


def titles(client, typed, **more):
    return Page(ask(client, typed, **more)).words("h3")


def test_only_what_is_public_is_found(client):
    now = timezone.now()
    make_draft("Đom đóm nháp")
    make_withdrawn("Đom đóm đã gỡ")
    make_article("Đom đóm hết hạn", expires_at=now - timedelta(minutes=1))
    publish(
        article=unsaved_article("Đom đóm hẹn giờ"), by=None, at=now + timedelta(hours=1)
    )
    make_clip("Đom đóm chưa đăng", published_at=None)
    make_clip("Đom đóm hẹn đăng", published_at=now + timedelta(hours=1))
    make_article("Đom đóm sáng", expires_at=now + timedelta(hours=2))
    assert titles(client, "đom đóm") == ["Đom đóm sáng"]
    with clock(now + timedelta(hours=1, minutes=1)):
        assert set(titles(client, "đom đóm")) == {
            "Đom đóm sáng",
            "Đom đóm hẹn giờ",
            "Đom đóm hẹn đăng",
        }
        assert len(Edition.objects.public().search("đom đóm")) == 2
    with clock(now + timedelta(hours=3)):
        assert "Đom đóm sáng" not in titles(client, "đom đóm")


def test_suggestions_and_slips_tell_nothing_that_is_not_public(client):
    now = timezone.now()
    secret = unsaved_article("Bí mật Kỳ Lân")
    publish(article=secret, by=None, at=now + timedelta(hours=1))
    for typed in ("kỳ lân", "kỳ lâm", "bí mật kỳ lânn", "ky la"):
        assert titles(client, typed) == []
        assert "lân”?" not in ask(client, typed).content.decode()
        answer = client.get("/tim-kiem/goi-y/", {"q": typed})
        assert answer.json() == {"suggestions": []}


def test_former_words_are_not_found(client):
    article = make_article("Giá rau tuần này", body="<p>Cải xanh chín nghìn.</p>")
    republish(article, title="Giá rau tuần sau", body="<p>Cải xanh mười nghìn.</p>")
    assert titles(client, "giá rau") == ["Giá rau tuần sau"]
    page = Page(ask(client, '"chín nghìn"'))
    assert page.inside("search-total")[0].startswith("Không có kết quả")
    former = article.editions.get(number=1)
    close_edition(edition=former, by=None, reason="Thử")
    assert titles(client, "giá rau") == ["Giá rau tuần sau"]


def test_nothing_in_an_excerpt_runs(client):
    evil = "<script>alert(1)</script><b>đậm</b>"
    body = "<p>&lt;script&gt;x&lt;/script&gt;</p>"
    make_article(f"Tin {evil} xấu", lead=f"Đọc {evil} thử", body=body)
    make_cooperative(f"Hợp tác xã {evil}", address=f'"><img src=x onerror=1> {evil}')
    for typed in ("script", "đậm", "alert", "onerror", evil, '"><script>'):
        html = ask(client, typed).content.decode()
        assert "<script>alert" not in html
        assert "<b>đậm" not in html
        assert "<img src=x" not in html
    assert "<mark>script</mark>" in ask(client, "script").content.decode()


# --- filters, pages, cost -------------------------------------------------------------


def test_results_are_narrowed_by_kind_section_and_year(client):
    one, two = Section.objects.all()[:2]
    old = timezone.now() - timedelta(days=800)
    make_article("Rau sạch một", section=one)
    make_article("Rau sạch hai", section=two)
    make_article("Rau sạch cũ", section=two, published_at=old)
    make_clip("Rau sạch trên phim")
    make_cooperative("Hợp tác xã Rau Sạch")
    assert titles(client, "rau sạch", loai="clip") == ["Rau sạch trên phim"]
    assert titles(client, "rau sạch", loai="to-chuc") == ["Hợp tác xã Rau Sạch"]
    in_two = {"chuyen-muc": two.slug}
    assert titles(client, "rau sạch", **in_two) == ["Rau sạch hai", "Rau sạch cũ"]
    year = timezone.localtime(old).year
    assert titles(client, "rau sạch", nam=year) == ["Rau sạch cũ"]
    page = Page(ask(client, "rau sạch"))
    [kinds, sections, years] = page.inside("search-filters")
    assert kinds == "Loại Tất cả Tin bài 3 Video 1 Hợp tác xã, liên hiệp 1"
    assert f"{two.name} 2" in sections
    assert f"{year} 1" in years
    assert f"/tim-kiem/?q=rau+s%E1%BA%A1ch&nam={year}" in page.links


def test_an_address_is_short(client):
    answer = client.get("/tim-kiem/?q=rau&loai=&nam=&trang=1&utm_source=zalo")
    assert (answer.status_code, answer["Location"]) == (301, "/tim-kiem/?q=rau")
    [robots] = Page(client.get("/tim-kiem/?q=rau")).all("meta", name="robots")
    assert robots.attributes["content"] == "noindex, follow"


def write_many(number):
    draft = make_draft("Tin chung")
    moment = timezone.now() - timedelta(days=1)
    Edition.objects.bulk_create(
        Edition(
            article=make_draft(f"Tin số {place}"), number=1, kind="first",
            live_from=moment, first_published_at=moment, **draft.words,
        )
        for place in range(number)
    )  # fmt: skip


# The tokens, twice; how many there are, of what; names, then texts, then beginnings
# until a page is full; a part of a name; places; slips, and what was meant; the rows.
MAX_QUERIES = 16


@pytest.mark.usefixtures("memory")
@pytest.mark.parametrize("number", [3, 15])
def test_a_search_asks_few_questions_however_much_there_is(client, settings, number):
    settings.PAGE_CACHE_MB = 1
    write_many(number)
    for place in range(number // 3):
        make_cooperative(f"Hợp tác xã Chung {place}")
    for query in (
        "tin chung",
        "chung",
        "tin+chugn",
        "quan+1",
        "chung&trang=2&loai=bai",
    ):
        address = f"/tim-kiem/?q={query.replace(' ', '+')}"
        client.get(address)
        entries.clear()
        with CaptureQueriesContext(connection) as asked:
            client.get(address)
        assert len(asked) <= MAX_QUERIES, (query, len(asked))
    with CaptureQueriesContext(connection) as asked:
        client.get("/tim-kiem/goi-y/?q=tin+chu")
    assert len(asked) <= 8


def test_pages_go_as_far_as_is_counted(client, monkeypatch):
    for place in ("core.full_text.searching", "portal.search.views"):
        monkeypatch.setattr(f"coopsite.{place}.MAX_RESULTS", 20)
    write_many(21)
    page = Page(ask(client, "tin chung"))
    assert page.inside("search-total") == ["Hơn 20 kết quả"]
    seen = [titles(client, "tin chung", trang=number) for number in (1, 2)]
    assert [len(one) for one in seen] == [10, 10]
    assert ask(client, "tin chung", trang=3).status_code == 404


def test_each_result_stands_on_one_page(client):
    for number in range(13):
        make_article(f"Lúa vụ {number}", lead="Lúa vụ mới" if number % 2 else "Khác")
    found = [titles(client, "lúa vụ", trang=page) for page in (1, 2)]
    assert [len(one) for one in found] == [10, 3]
    assert len({title for one in found for title in one}) == 13
