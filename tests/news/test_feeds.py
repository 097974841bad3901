"""Feeds of news and clips, read back by a reader of feeds."""

from datetime import timedelta
from xml.etree import ElementTree

import feedparser
import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from coopsite.core.page_cache.middleware import entries
from news.models import Section
from news.publishing import save_article
from tests.factories.news import (
    make_article,
    make_clip,
    make_image,
    make_withdrawn,
    republish,
)
from tests.factories.pages import Page

pytestmark = pytest.mark.django_db
SITE = "https://lienminhhtx.example.vn"
KINDS = ["atom", "rss"]
NEWS, CLIPS = "/tin-tuc/feed/{}/", "/video/feed/{}/"
HOUR = timedelta(hours=1)


@pytest.fixture(autouse=True)
def site_address(settings):
    settings.SITE_ADDRESS = SITE


def section_feed(section):
    return f"{section.get_absolute_url()}feed/{{}}/"


def read(client, address):
    """Returns what a reader of feeds makes of the answer; asserts that it is sound."""
    answer = client.get(address)
    assert answer.status_code == 200
    ElementTree.fromstring(answer.content)  # noqa: S314  # ours
    headers = {"content-type": answer["Content-Type"]}
    feed = feedparser.parse(answer.content, response_headers=headers)
    assert not feed.bozo, feed.get("bozo_exception")
    own = [link.href for link in feed.feed.links if link.rel == "self"]
    assert own == [f"{SITE}{address}"]
    assert feed.feed.language == "vi"
    assert feed.feed.title
    assert feed.feed.link.startswith(f"{SITE}/")
    ids = [entry.id for entry in feed.entries]
    assert len(set(ids)) == len(ids)
    assert all(one.startswith("tag:lienminhhtx.example.vn,2026:") for one in ids)
    return feed


def titles(client, address):
    return [entry.title for entry in read(client, address).entries]


@pytest.mark.parametrize("kind", KINDS)
def test_an_article_comes_with_its_lead_and_picture(client, kind):
    cover = make_image(width=2000, height=1000)
    article = make_article(
        'Vừa "nói" & <b>làm</b>', lead="Lãi < 5 & > 3", cover=cover, cover_alt="Ảnh"
    )
    [entry] = read(client, NEWS.format(kind)).entries
    address = f"{SITE}{article.get_absolute_url()}"
    assert entry.link == address
    assert entry.summary == "<p>Lãi &lt; 5 &amp; &gt; 3</p>"
    assert [tag.term for tag in entry.tags] == [article.section.name]
    assert entry.author == "KT"
    [picture] = entry.media_content
    assert picture["url"] == f"{SITE}/media/{cover.folder}/card.jpg"
    assert (picture["width"], picture["height"]) == ("1200", "630")
    assert timezone.datetime(*entry.published_parsed[:6]) == (
        article.first_published_at.replace(tzinfo=None, microsecond=0)
    )
    assert client.get(entry.link.removeprefix(SITE)).status_code == 200


@pytest.mark.parametrize("kind", KINDS)
def test_the_title_is_what_was_typed(client, kind):
    make_article('Vừa "nói" & làm \x0b<5 tỷ')
    [entry] = read(client, NEWS.format(kind)).entries
    # RSS does not say whether a title is HTML: its sign for < is read as either.
    assert entry.title in ('Vừa "nói" & làm <5 tỷ', 'Vừa "nói" &amp; làm &lt;5 tỷ')


@pytest.mark.parametrize("kind", KINDS)
def test_an_update_keeps_its_name_and_says_when(client, superuser, kind):
    article = make_article(published_at=timezone.now() - 5 * HOUR)
    address = NEWS.format(kind)
    [before] = read(client, address).entries
    edition = republish(article, title="Tên mới")
    article.slug = "dia-chi-moi"
    save_article(article=article, by=superuser)
    [after] = read(client, address).entries
    assert (after.id, after.title) == (before.id, "Tên mới")
    assert after.link == f"{SITE}/tin-tuc/dia-chi-moi/"
    assert after.published == before.published
    if kind == "atom":
        moment = edition.live_from.replace(tzinfo=None, microsecond=0)
        assert timezone.datetime(*after.updated_parsed[:6]) == moment
        assert before.updated == before.published


@pytest.mark.parametrize("kind", KINDS)
def test_a_section_has_a_feed_of_its_own(client, kind):
    first, second = Section.objects.all()[:2]
    make_article("Tin một", section=first)
    make_article("Tin hai", section=second)
    assert titles(client, section_feed(first).format(kind)) == ["Tin một"]
    assert titles(client, NEWS.format(kind)) == ["Tin hai", "Tin một"]
    assert client.get(f"/chuyen-muc/khong-co/feed/{kind}/").status_code == 404


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("where", ["news", "section", "clips"])
def test_an_empty_feed_is_sound_and_stays_the_same(client, where, kind):
    section = section_feed(Section.objects.first())
    address = {"news": NEWS, "section": section, "clips": CLIPS}[where].format(kind)
    assert read(client, address).entries == []
    assert client.get(address).content == client.get(address).content


@pytest.mark.parametrize("kind", KINDS)
def test_clips_come_with_what_plays(client, kind):
    clip = make_clip(poster=make_image(), duration=61, description="Một phút.")
    make_clip("Trên YouTube", youtube="https://youtu.be/abcdefghijk")
    both = read(client, CLIPS.format(kind)).entries
    youtube, own = sorted(both, key=lambda entry: entry.title != "Trên YouTube")
    [file] = own.media_content
    assert file["url"] == f"{SITE}{clip.file.url}"
    assert (file["type"], file["medium"], file["duration"]) == (
        "video/mp4", "video", "61",
    )  # fmt: skip
    assert own.media_thumbnail[0]["url"].endswith("/card.jpg")
    assert own.summary == "<p>Một phút.</p>"
    assert youtube.link.startswith(f"{SITE}/video/")


def test_what_the_public_does_not_see_is_in_no_feed(client, monkeypatch):
    now = timezone.now()
    make_article("Hẹn giờ", published_at=now + HOUR)
    make_article("Hết hạn", published_at=now - HOUR, expires_at=now + 2 * HOUR)
    make_withdrawn("Đã gỡ")
    make_clip("Clip hẹn giờ", published_at=now + HOUR)
    make_clip("Clip kín", published_at=None)
    for hours, news, clips in (
        (0, ["Hết hạn"], []),
        (1, ["Hẹn giờ", "Hết hạn"], ["Clip hẹn giờ"]),
        (2, ["Hẹn giờ"], ["Clip hẹn giờ"]),
    ):
        moment = now + hours * HOUR
        if hours:
            monkeypatch.setattr(timezone, "now", lambda moment=moment: moment)
        for kind in KINDS:
            assert titles(client, NEWS.format(kind)) == news, (hours, kind)
            assert titles(client, CLIPS.format(kind)) == clips, (hours, kind)


def test_what_is_invented_says_so(client):
    make_article("Tin vui", is_demo=True)
    make_clip("Clip vui", is_demo=True)
    for kind in KINDS:
        for address, title in ((NEWS, "Tin vui"), (CLIPS, "Clip vui")):
            told = titles(client, address.format(kind))
            assert told == [f"[Minh hoạ] {title}"], kind


@pytest.mark.parametrize("kind", KINDS)
def test_a_reader_that_has_it_gets_no_body(client, settings, kind):
    settings.PAGE_CACHE_MB = 1
    make_article()
    first = client.get(NEWS.format(kind))
    assert first["Content-Type"] == f"application/{kind}+xml; charset=utf-8"
    again = client.get(NEWS.format(kind), headers={"if-none-match": first["ETag"]})
    assert (again.status_code, again.content) == (304, b"")
    republish(make_article(), title="Tên mới")
    later = client.get(NEWS.format(kind), headers={"if-none-match": first["ETag"]})
    assert later.status_code == 200


def count_queries(client, address):
    entries.clear()
    with CaptureQueriesContext(connection) as asked:
        feed = client.get(address)
    assert feed.status_code == 200
    return len(asked)


@pytest.mark.usefixtures("memory")
def test_it_costs_the_same_however_much_there_is(client, settings, monkeypatch):
    settings.PAGE_CACHE_MB = 1
    monkeypatch.setattr("news.lists.FEED_SIZE", 6)
    cover = make_image()
    article = make_article(cover=cover, cover_alt="Ảnh")
    make_clip(poster=cover)
    places = [NEWS, CLIPS, section_feed(article.section)]
    addresses = [place.format(kind) for place in places for kind in KINDS]
    for address in addresses:
        client.get(address)
    few = [count_queries(client, address) for address in addresses]
    for _ in range(5):
        make_article(cover=make_image(), cover_alt="Ảnh")
        make_clip(poster=make_image())
    for address in addresses:
        client.get(address)
    assert [count_queries(client, address) for address in addresses] == few
    assert set(few) == {3}  # the tokens, before and after; the entries
    assert len(read(client, addresses[0]).entries) == 6


def test_pages_name_feeds_that_answer(client):
    article, clip = make_article(), make_clip()
    known = {}
    for address, feeds in (
        ("/", 2),
        ("/tin-tuc/", 2),
        (article.section.get_absolute_url(), 4),
        (article.get_absolute_url(), 4),
        ("/video/", 3),
        (clip.get_absolute_url(), 3),
        ("/so-lieu/", 1),
    ):
        links = Page(client.get(address)).all("link", rel="alternate")
        assert len(links) == feeds, address
        for _, link, _ in links:
            named = link["href"]
            feed = known[named] = known.get(named) or read(client, named)
            kind = "rss" if "rss" in link["type"] else "atom"
            assert feed.version.startswith(kind), (address, named)
            assert link["title"], (address, named)
