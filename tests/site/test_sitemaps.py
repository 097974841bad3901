"""The sitemaps read back: each address in them is a page, and each page is in them."""

from datetime import timedelta
from xml.etree import ElementTree

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from cooperatives.actions import record_survey, withdraw
from coopsite.core import boundaries
from coopsite.core.content_version import read_tokens, tokens_of
from coopsite.core.page_cache.middleware import entries
from coopsite.portal.sitemaps import base
from tests.factories.news import (
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
SITE = "https://lienminhhtx.example.vn"
SPACES = {
    "s": "http://www.sitemaps.org/schemas/sitemap/0.9",
    "image": "http://www.google.com/schemas/sitemap-image/1.1",
    "video": "http://www.google.com/schemas/sitemap-video/1.1",
    "news": "http://www.google.com/schemas/sitemap-news/0.9",
}
HOUR, DAY = timedelta(hours=1), timedelta(days=1)


@pytest.fixture(autouse=True)
def site_address(settings):
    settings.SITE_ADDRESS = SITE


def path_of(address):
    assert address.startswith(f"{SITE}/")
    return address.removeprefix(SITE)


def read(client, path):
    """Returns the items of a sitemap: each address with its element."""
    answer = client.get(path)
    assert answer.status_code == 200, path
    assert answer["Content-Type"] == "application/xml; charset=utf-8"
    root = ElementTree.fromstring(answer.content)  # noqa: S314  # ours
    items = {path_of(item.find("s:loc", SPACES).text): item for item in root}
    assert len(items) == len(root), "an address twice"
    return items


def read_all(client):
    """Returns the items of all files that the index names, but the latest news."""
    files = [path for path in read(client, "/sitemap.xml") if "news" not in path]
    found = {}
    for file in files:
        items = read(client, file)
        assert items, file
        assert not set(found) & set(items)
        found |= items
    return found


def changed(item):
    lastmod = item.find("s:lastmod", SPACES)
    return None if lastmod is None else timezone.datetime.fromisoformat(lastmod.text)


def whole(moment):
    return moment.replace(microsecond=0)


@written_once
def make_some_once():
    return make_some()


def make_some():
    """Make one of each kind of page with an address of its own."""
    cooperative, union = make_cooperative(is_demo=True), make_union()
    things = [
        make_article(),
        make_article(is_demo=True),
        make_clip(),
        cooperative,
        union,
    ]
    return [thing.get_absolute_url() for thing in things]


def test_each_address_is_a_page_that_names_itself_and_none_is_left_out(client):
    own, pages = make_some_once(), {}
    items = read_all(client)
    assert set(own) <= set(items)
    for path in items:
        answer = client.get(path)
        assert answer.status_code == 200, path
        page = pages[path] = Page(answer)
        [canonical] = page.all("link", rel="canonical")
        assert canonical[1]["href"] == f"{SITE}{path}"
        assert not page.all("meta", name="robots"), path

    # From the home page, all that links lead to and that asks for nothing, is there.
    seen, ahead = set(), ["/"]
    while ahead:
        path = ahead.pop()
        seen.add(path)
        page = pages[path] if path in pages else Page(client.get(path))
        links = [link.partition("#")[0] for link in page.links]
        ahead += (
            {
                link
                for link in links
                if link.startswith("/")
                and "?" not in link
                and not link.startswith(("/static/", "/media/", "/quan-tri/"))
                and "/tai-ve." not in link
                and "/feed/" not in link
            }
            - seen
            - set(ahead)
        )
    assert seen <= set(items)
    assert len(seen) >= 15


def test_an_article_says_when_it_changed_and_shows_its_picture(client):
    cover = make_image()
    article = make_article(
        cover=cover, cover_alt="Ảnh", published_at=timezone.now() - DAY
    )
    edition = republish(article, title="Tên mới")
    item = read_all(client)[article.get_absolute_url()]
    assert changed(item) == whole(timezone.localtime(edition.live_from))
    image = item.find("image:image/image:loc", SPACES)
    assert image.text == f"{SITE}/media/{cover.folder}/goc.jpg"
    index = read(client, "/sitemap.xml")
    [file] = [index[path] for path in index if "bai-viet" in path]
    assert changed(file) == changed(item)


def test_a_clip_says_what_plays(client):
    own = make_clip("Một & hai", poster=make_image(), duration=61)
    foreign = make_clip(youtube="https://youtu.be/abcdefghijk", duration=90_000)
    items = read_all(client)
    video = items[own.get_absolute_url()].find("video:video", SPACES)
    told = [(one.tag.partition("}")[2], one.text) for one in video]
    assert told == [
        ("thumbnail_loc", f"{SITE}/media/{own.poster.folder}/card.jpg"),
        ("title", "Một & hai"),
        ("description", "Một & hai"),
        ("content_loc", f"{SITE}{own.file.url}"),
        ("duration", "61"),
        ("publication_date", own.published_at.isoformat(timespec="seconds")),
    ]
    video = items[foreign.get_absolute_url()].find("video:video", SPACES)
    assert video.find("video:player_loc", SPACES).text == foreign.embed_url
    assert video.find("video:duration", SPACES) is None


def test_an_organisation_says_when_it_was_last_written_about(client, superuser):
    cooperative = make_cooperative()
    path = cooperative.get_absolute_url()
    before = changed(read_all(client)[path])
    survey = record_survey(
        organisation=cooperative, effective_from=timezone.localdate(), by=superuser,
        source="A", members=9,
    )  # fmt: skip
    after = changed(read_all(client)[path])
    assert after >= before
    assert after == whole(timezone.localtime(survey.recorded_at))
    withdraw(by=superuser, fact=survey, reason="Ghi nhầm")
    survey.refresh_from_db()
    struck = whole(timezone.localtime(survey.superseded_at))
    assert changed(read_all(client)[path]) == struck


def test_what_the_public_does_not_see_is_in_none(client, monkeypatch, superuser):
    now = timezone.now()
    coming = make_article(published_at=now + HOUR).get_absolute_url()
    going = make_article(
        published_at=now - HOUR, expires_at=now + 2 * HOUR
    ).get_absolute_url()
    clip = make_clip(published_at=now + HOUR).get_absolute_url()
    struck = make_cooperative()
    withdraw(by=superuser, fact=struck.entries.get(), reason="Ghi nhầm")
    never = [make_withdrawn(), make_draft(), make_clip(published_at=None), struck]
    never = {thing.get_absolute_url() for thing in never}
    for hours, there in (
        (0.5, {going}),
        (1, {coming, going, clip}),
        (2, {coming, clip}),
    ):
        moment = now + hours * HOUR
        monkeypatch.setattr(timezone, "now", lambda moment=moment: moment)
        found = set(read_all(client))
        assert found & {coming, going, clip} == there
        assert not found & never
        latest = set(read(client, "/sitemap-news.xml"))
        assert latest == there - {clip}


def test_news_are_latest_for_two_days(client, settings, monkeypatch):
    settings.PAGE_CACHE_MB = 1
    now = timezone.now()
    old = make_article("Cũ", published_at=now - 3 * DAY)
    republish(old, title="Cũ, nhưng vừa sửa")
    article = make_article('Vừa "đăng" & <mới>', published_at=now - DAY)
    item = read(client, "/sitemap-news.xml")[article.get_absolute_url()]
    news = item.find("news:news", SPACES)
    assert news.find("news:title", SPACES).text == article.title
    assert news.find("news:publication/news:language", SPACES).text == "vi"
    date = news.find("news:publication_date", SPACES).text
    assert timezone.datetime.fromisoformat(date) == whole(article.first_published_at)
    assert "/sitemap-news.xml" in read(client, "/sitemap.xml")
    end = article.first_published_at + 2 * DAY
    for moment, there in ((end - HOUR, 1), (end, 0)):
        monkeypatch.setattr(timezone, "now", lambda moment=moment: moment)
        assert len(read(client, "/sitemap-news.xml")) == there
        assert ("/sitemap-news.xml" in read(client, "/sitemap.xml")) == bool(there)


def span_of_news(at):
    return boundaries.get_span(("news",), tokens_of(("news",), read_tokens()), at)


def test_the_moment_at_which_news_grow_old_ends_what_is_kept():
    article = make_article(published_at=timezone.now() - 2 * DAY + HOUR)
    end = article.first_published_at + 2 * DAY
    span = span_of_news(timezone.now())
    assert span.until <= end
    after = span_of_news(end)
    assert after.until > end


def test_a_file_holds_a_block_of_keys(client, monkeypatch):
    monkeypatch.setattr(base, "BLOCK", 3)
    paths = {make_article().get_absolute_url() for _ in range(4)}
    paths |= {make_cooperative().get_absolute_url() for _ in range(4)}
    files = [path for path in read(client, "/sitemap.xml") if "news" not in path]
    assert len(files) >= 5
    assert paths <= set(read_all(client))
    for file in files[1:]:
        assert len(read(client, file)) <= 3


def test_a_file_that_is_none_is_not_found(client):
    for path in (
        "/sitemap-bai-viet-9.xml",
        "/sitemap-bai-viet-99999999999999999999.xml",
        f"/sitemap-video-{'9' * 5_000}.xml",
        "/sitemap-trang-1.xml",
        "/sitemap-khong-co-0.xml",
        "/sitemap-bai-viet--1.xml",
    ):
        assert client.get(path).status_code == 404, path[:60]


def test_an_empty_site_has_its_pages(client):
    assert [*read(client, "/sitemap.xml")] == ["/sitemap-trang-0.xml"]
    assert "/so-lieu/" in read_all(client)
    assert read(client, "/sitemap-news.xml") == {}


def test_robots_are_told_where_it_is(client):
    lines = client.get("/robots.txt").content.decode().splitlines()
    told = [line.partition(": ")[2] for line in lines if line.startswith("Sitemap")]
    assert told == [f"{SITE}/sitemap.xml", f"{SITE}/sitemap-news.xml"]
    for address in told:
        assert client.get(path_of(address)).status_code == 200


def test_whoever_has_it_gets_no_body(client):
    make_article()
    [file] = [path for path in read(client, "/sitemap.xml") if "bai-viet" in path]
    for path in ("/sitemap.xml", "/sitemap-news.xml", file):
        first = client.get(path)
        again = client.get(path, headers={"if-none-match": first["ETag"]})
        assert again.status_code == 304, path


def count_queries(client, path):
    client.get(path)
    entries.clear()
    with CaptureQueriesContext(connection) as asked:
        assert client.get(path).status_code == 200
    return len(asked)


@pytest.mark.usefixtures("memory")
def test_they_cost_the_same_however_much_there_is(client, settings):
    settings.PAGE_CACHE_MB = 1
    make_some_once()
    files = ["/sitemap.xml", "/sitemap-news.xml", *read(client, "/sitemap.xml")]
    few = {file: count_queries(client, file) for file in files}
    for _ in range(2):
        make_some()
    assert {file: count_queries(client, file) for file in few} == few
    # The tokens, before and after; the rows of a file, which nothing remembers.
    assert few["/sitemap.xml"] == 2
    assert set(few.values()) <= {1, 2, 3}, few
