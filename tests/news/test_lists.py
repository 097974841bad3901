"""Every page of the news' lists says what a plain walk through all editions does."""

import random
from datetime import timedelta
from functools import partial

import pytest
from django.utils import timezone

from coopsite.core import paging
from news import lists
from news.models import Article, Edition, Section
from news.publishing import close_edition
from tests.factories.cases import in_proofs
from tests.factories.news import make_article, make_clip, republish
from tests.factories.once import written_once

pytestmark = pytest.mark.django_db

DAY = timedelta(days=1)
# The lives of an article: (live from, until) of each edition, in days from the moment
# in which the pages are asked for; None: without an end.
LIVES = [
    [(-9, None)],
    [(-9, 9)],
    [(-9, -5), (-5, None)],
    [(-9, -5), (-5, -4), (-4, None)],
    [(-9, 5), (5, None)],
    [(-9, -5)],
    [(9, None)],
]


@pytest.fixture(params=[False, True], ids=["asked anew", "remembered"])
def _either_way(request):
    if request.param:
        request.getfixturevalue("memory")


@pytest.fixture
def _near(monkeypatch):
    """Short pages, and an anchor after every few rows."""
    monkeypatch.setattr(lists, "PAGE_SIZE", 3)
    monkeypatch.setattr(paging, "FAR", 4)
    monkeypatch.setattr(paging, "NEAR", 1)


@pytest.fixture
def _published(request, monkeypatch):
    """Articles in two sections, many first published at one moment; then their days
    pass. A closed edition is among them."""
    asked_at = PUBLISHED[request.param]()
    monkeypatch.setattr(timezone, "now", lambda: asked_at)
    former = Edition.objects.filter(live_until__lt=asked_at)
    close_edition(edition=former[0], by=None, reason="Có dữ liệu cá nhân.")


def publish_many(seed):
    """Return the moment in which the pages are asked for."""
    rng, asked_at = random.Random(seed), timezone.now() + 30 * DAY
    sections = Section.objects.all()[:2]
    for name in range(28):
        first = asked_at - rng.randint(10, 20) * DAY
        article = Article.objects.create(
            title=f"Tin {name}", section=sections[0], first_published_at=first
        )
        for number, (since, until) in enumerate(rng.choice(LIVES), 1):
            Edition.objects.create(
                **article.words | {"section": rng.choice(sections)},
                article=article,
                number=number,
                kind="first" if number == 1 else "minor",
                first_published_at=first,
                live_from=asked_at + since * DAY,
                live_until=until and asked_at + until * DAY,
                is_featured=rng.random() < 0.1,
            )
    return asked_at


SEED_NUMBERS = range(1, 9)
PUBLISHED = {seed: written_once(partial(publish_many, seed)) for seed in SEED_NUMBERS}
SEEDS = pytest.mark.parametrize(
    "_published", [1, *map(in_proofs, SEED_NUMBERS[1:])], indirect=True
)


def walk(section=None, beside=None):
    """Return the public's editions, newest first, by a look at each there is."""
    now = timezone.now()
    rows = [
        row
        for row in Edition.objects.select_related("article", "section")
        if row.live_from <= now
        and (row.live_until is None or row.live_until > now)
        and row.closed_at is None
        and section in (None, row.section)
        and row != beside
    ]
    return sorted(
        rows, key=lambda row: (row.first_published_at, row.article_id), reverse=True
    )


def wrong_pages(client, address, name, rows):
    """Yields the numbers of the pages that do not show their part of `rows`, and of
    one too many that is there."""
    pages = [rows[start : start + 3] for start in range(0, len(rows), 3)] or [[]]
    for number, expected in enumerate(pages, 1):
        response = client.get(address, {"trang": number} if number > 1 else {})
        page, html = response.context[name], response.content.decode()
        links = [f'href="{row.get_absolute_url()}"' in html for row in expected]
        if (list(page), page.paginator.count) != (expected, len(rows)) or not all(
            links
        ):
            yield address, number
    if client.get(address, {"trang": len(pages) + 1}).status_code != 404:
        yield address, len(pages) + 1


@SEEDS
@pytest.mark.usefixtures("_either_way", "_published", "_near")
def test_each_page_is_what_a_plain_walk_finds(client):
    assert not [*wrong_pages(client, "/tin-tuc/", "page", walk())]
    for section in Section.objects.all()[:2]:
        own = walk(section)
        assert not [*wrong_pages(client, section.get_absolute_url(), "page", own)]
        for edition in (own[0], own[len(own) // 2], own[-1]):
            others = walk(section, beside=edition)
            address = edition.get_absolute_url()
            assert not [*wrong_pages(client, address, "others", others)]


@SEEDS
@pytest.mark.usefixtures("_either_way", "_published")
def test_the_home_page_is_what_a_plain_walk_finds(client, monkeypatch):
    monkeypatch.setattr(lists, "LEADS_FOR", 15 * DAY)
    rows, context = walk(), client.get("/").context
    leading = timezone.now() - 15 * DAY
    newly = [row for row in rows if row.first_published_at > leading]
    lead = next((row for row in newly if row.is_featured), rows[0])
    latest = [row for row in rows if row != lead][:5]
    assert (context["lead"], context["latest"]) == (lead, latest)
    left = {
        section: [row for row in walk(section) if row not in [lead, *latest]][:3]
        for section in Section.objects.all()[:2]
    }
    shown = {
        block["section"]: [article for article, _ in block["rows"]]
        for block in context["blocks"]
    }
    assert shown == {section: rows for section, rows in left.items() if rows}


@pytest.mark.usefixtures("_near")
def test_a_former_edition_pages_the_news_of_its_own_section(client):
    """In which the article of today may stand, or not."""
    first, second = Section.objects.all()[:2]
    for _ in range(7):
        make_article(section=first)
    article = make_article(section=first)
    [edition] = article.editions.all()
    for number, section in ((2, first), (3, second)):
        republish(article, title=f"Lần {number}", section=section)
        address = f"/tin-tuc/{article.slug}/ban/{edition.number}/"
        others = [row for row in walk(first) if row.article_id != article.pk]
        assert not [*wrong_pages(client, address, "others", others)]


def test_clips_have_their_pages(client):
    made = [make_clip() for _ in range(14)][::-1]
    made.sort(key=lambda clip: clip.published_at, reverse=True)
    for number, start in ((1, 0), (2, 12)):
        page = client.get("/video/", {"trang": number} if number > 1 else {})
        assert list(page.context["page"]) == made[start : start + 12]
    assert client.get("/video/?trang=3").status_code == 404
    clip = client.get(made[2].get_absolute_url()).context["others"]
    assert clip == [made[0], made[1], made[3], made[4]]
