"""The news' public pages show what is public, and any cache may keep them."""

from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from news.models import Article, Section
from tests.factories.news import (
    first_section,
    make_article,
    make_clip,
    make_draft,
    make_image,
    make_withdrawn,
    republish,
)
from tests.factories.once import written_once
from tests.factories.pages import Page
from tests.factories.register import make_cooperative, make_union

pytestmark = pytest.mark.django_db

LATER = timezone.now() + timedelta(days=400)
JUST_PAST = timezone.now() - timedelta(minutes=1)
HIDDEN = [
    (make_draft, {}, 404),
    (make_withdrawn, {}, 410),
    (make_article, {"published_at": LATER}, 404),
    (make_article, {"expires_at": JUST_PAST}, 410),
]


# --- articles -----------------------------------------------------------------------


def test_an_article_shows_all_that_belongs_to_it(client):
    article = make_article(
        "Hội nghị tổng kết",
        lead="Sáng 02/02/2024.",
        source="Báo Sài Gòn",
        body="<p>Có <strong>606</strong> HTX.</p>",
        byline="KT",
        cover=make_image(),
        cover_alt="Toàn cảnh",
        cover_caption="Quang cảnh hội nghị",
        cover_credit="Minh Anh",
    )
    response = client.get(article.get_absolute_url())
    page = Page(response)
    assert page.words("h1") == ["Hội nghị tổng kết"]
    assert page.words("title")[0].startswith("Hội nghị tổng kết")
    words = " ".join(page.words("main"))
    for shown in (
        "Sáng 02/02/2024.",
        "Có 606 HTX.",
        "KT",
        "Báo Sài Gòn",
        "Quang cảnh hội nghị",
        "Minh Anh",
        article.section.name,
    ):
        assert shown in words
    assert page.all("img", alt="Toàn cảnh")
    assert "<strong>606</strong>" in response.content.decode()


def test_what_is_written_as_text_is_shown_as_text(client):
    article = make_article("1 < 2 & <b>", lead="<script>alert(1)</script>")
    html = client.get(article.get_absolute_url()).content.decode()
    assert "1 &lt; 2 &amp; &lt;b&gt;" in html
    assert "<script>alert" not in html


def test_what_is_not_public_is_on_no_page(client):
    shown = make_article("Tin thấy được")
    hidden = [(make("Tin giấu kín", **told), status) for make, told, status in HIDDEN]
    pages = [
        "/",
        "/tin-tuc/",
        shown.section.get_absolute_url(),
        shown.get_absolute_url(),
    ]
    for address in pages:
        html = client.get(address).content.decode()
        assert "Tin giấu kín" not in html, address
    for article, status in hidden:
        response = client.get(article.get_absolute_url())
        assert response.status_code == status
        assert "Tin giấu kín" not in response.content.decode()


def test_a_withdrawn_article_says_so(client):
    article = make_withdrawn(note="Xem thông báo ngày 03/02/2026.")
    response = client.get(article.get_absolute_url())
    assert response.status_code == 410
    page = Page(response)
    assert page.words("h1") == ["Bài viết này đã được gỡ"]
    words = " ".join(page.words("main"))
    assert "Lý do: không còn giá trị." in words
    assert "Xem thông báo ngày 03/02/2026." in words
    assert "noindex" in response.content.decode()


def test_an_expired_article_says_so(client):
    article = make_article(expires_at=JUST_PAST)
    page = Page(client.get(article.get_absolute_url()))
    assert page.words("h1") == ["Bài viết này đã hết hạn đăng"]


def test_an_expired_article_that_was_withdrawn_says_so(client):
    article = make_withdrawn(expires_at=JUST_PAST)
    page = Page(client.get(article.get_absolute_url()))
    assert page.words("h1") == ["Bài viết này đã được gỡ"]


def test_what_does_not_exist_is_not_found(client):
    for address in (
        "/tin-tuc/khong-co/",
        "/chuyen-muc/khong-co/",
        "/video/khong-co/",
        "/tin-tuc/Đại-hội/",
        "/khong-co/",
        f"/tin-tuc/{'x' * 300}/",
    ):
        response = client.get(address)
        assert response.status_code == 404, address
        assert Page(response).words("h1") == ["Không tìm thấy trang"], address


@pytest.mark.usefixtures("memory")
@pytest.mark.parametrize(
    ("address", "queries"),
    [
        ("/tin-tuc/khong-co.html", 1),  # whether the old site had it
        ("/khong-co/", 2),  # and the token: whether staff wrote such a page
    ],
)
def test_an_error_page_asks_only_whether_it_is_one(
    client, django_assert_num_queries, address, queries
):
    client.get(address)
    with django_assert_num_queries(queries):
        client.get(address)


def test_other_news_are_the_section_s_own(client):
    other_section = Section.objects.last()
    article = make_article()
    same = make_article("Cùng chuyên mục")
    make_article("Chuyên mục khác", section=other_section)
    others = client.get(article.get_absolute_url()).context["others"]
    assert [other.article for other in others] == [same]


def test_without_other_news_the_page_says_so(client):
    page = Page(client.get(make_article().get_absolute_url()))
    assert "Các tin khác" in page.words("h2")
    assert page.inside("empty")


def test_the_featured_article_leads_the_home_page_once(client):
    featured = make_article(
        "Tin chính", is_featured=True, published_at=timezone.now() - timedelta(days=6)
    )
    newest = make_article("Tin mới nhất")
    context = client.get("/").context
    assert context["lead"].article == featured
    assert [edition.article for edition in context["latest"]] == [newest]


def test_a_section_lists_its_own_news_only(client):
    own = make_article()
    make_article(section=Section.objects.last())
    page = client.get(first_section().get_absolute_url()).context["page"]
    assert [edition.article for edition in page] == [own]


# --- clips --------------------------------------------------------------------------


def test_a_clip_of_ours_plays_on_its_page(client):
    clip = make_clip("Phiên chợ", duration=125, poster=make_image())
    response = client.get(clip.get_absolute_url())
    [video] = Page(response).all("video")
    assert video[1]["src"] == clip.file.url
    assert "controls" in video[1]
    assert "2:05" in response.content.decode()


def test_a_youtube_clip_loads_nothing_from_elsewhere_before_the_click(client):
    clip = make_clip(youtube="https://youtu.be/abcdefghijk")
    response = client.get(clip.get_absolute_url())
    page = Page(response)
    loaded = [
        element[1][name]
        for element in page.elements
        for name in ("src", "srcset", "poster", "data")
        if name in element[1]
    ]
    loaded += [e[1]["href"] for e in page.all("link") if e[1].get("rel") != "canonical"]
    assert all(address.startswith("/") for address in loaded), loaded
    assert not page.all("iframe")
    assert "youtube-nocookie.com" in response["Content-Security-Policy"]


def test_only_a_clip_s_page_may_frame_youtube(client):
    assert "youtube" not in client.get("/")["Content-Security-Policy"]


@pytest.mark.parametrize("published_at", [None, LATER])
def test_a_clip_not_yet_public_is_on_no_page(client, published_at):
    clip = make_clip("Clip giấu kín", published_at=published_at)
    for address in ("/", "/video/"):
        assert "Clip giấu kín" not in client.get(address).content.decode()
    assert client.get(clip.get_absolute_url()).status_code == 404


def test_without_clips_their_page_says_so(client):
    assert "Chưa có video nào" in client.get("/video/").content.decode()
    assert 'id="video"' not in client.get("/").content.decode()


# --- what caches and browsers are told ----------------------------------------------


@pytest.fixture
@written_once
def addresses(db):
    """One of each public page that a shared cache may keep."""
    make_article()
    article, clip = make_article(), make_clip(youtube="https://youtu.be/abcdefghijk")
    return [
        "/",
        "/tin-tuc/",
        "/video/",
        "/hop-tac-xa/",
        "/lien-hiep/",
        "/so-lieu/",
        "/hop-tac-xa/?linh_vuc=nn",
        article.get_absolute_url(),
        article.section.get_absolute_url(),
        clip.get_absolute_url(),
        make_cooperative().get_absolute_url(),
        make_union().get_absolute_url(),
    ]


def check_may_be_shared(response, address):
    """Raise where a shared cache may not keep the answer for everybody."""
    assert response.status_code == 200, address
    assert not response.cookies, address
    assert "cookie" not in response.get("Vary", "").lower(), address


def check_policy(response, address):
    """Raise where the page does not run under the strict policy."""
    policy = response["Content-Security-Policy"]
    assert "default-src 'none'" in policy, address
    assert "script-src 'self';" in policy + ";", address
    assert "unsafe" not in policy, address
    assert response["X-Frame-Options"] == "DENY"
    html = response.content.decode()
    assert "<style" not in html
    assert " style=" not in html
    assert " onclick=" not in html
    for _, attributes, _ in Page(response).all("script"):
        is_data = attributes.get("type") == "application/ld+json"  # never run
        assert is_data or attributes["src"].startswith("/static/"), address


def test_public_pages_are_kept_by_caches_and_are_the_same_for_staff(
    addresses, client, superuser, monkeypatch
):
    noon = timezone.localtime().replace(hour=12, minute=0, second=0, microsecond=0)
    monkeypatch.setattr(timezone, "now", lambda: noon + timedelta(days=1))
    staff = Client()
    staff.force_login(superuser)
    for address in addresses:
        response = client.get(address)
        check_may_be_shared(response, address)
        check_policy(response, address)
        assert response["Cache-Control"] == (
            "public, max-age=0, s-maxage=60, stale-while-revalidate=60, "
            "stale-if-error=43200"  # "today" ends in twelve hours
        ), address
        # What has not changed is not sent again: to staff, nothing has.
        again = staff.get(address, headers={"if-none-match": response["ETag"]})
        assert (again.status_code, again.content) == (304, b""), address
        assert again["Cache-Control"] == response["Cache-Control"], address
        assert not again.cookies, address
        assert "cookie" not in again.get("Vary", "").lower(), address
    check_policy(client.get("/khong-co/"), "/khong-co/")


def test_public_pages_are_only_read(addresses, client):
    for address in addresses:
        assert client.head(address).status_code == 200, address
        for method in ("post", "put", "patch", "delete"):
            answer = getattr(client, method)(address)
            assert answer.status_code == 405, (address, method)


def test_a_change_is_visible_at_once(client):
    article = make_article("Trước")
    address = article.get_absolute_url()
    etag = client.get(address)["ETag"]
    republish(article, title="Sau")
    response = client.get(address, headers={"if-none-match": etag})
    assert response.status_code == 200
    assert "Sau" in response.content.decode()


# --- what machines ask --------------------------------------------------------------


def test_robots_are_kept_out_of_the_staff_s_pages(client):
    response = client.get("/robots.txt")
    assert response["Content-Type"].startswith("text/plain")
    assert "Disallow: /quan-tri/" in response.content.decode()


def test_a_draft_is_deleted_with_no_trace_on_the_pages(client):
    article = make_draft("Sẽ xoá")
    Article.objects.all().delete()
    assert client.get(article.get_absolute_url()).status_code == 404
