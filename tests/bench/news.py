"""Fills a database with published articles, and asks for their lists."""

from datetime import datetime, timedelta

from django.db import connection, transaction
from django.test import Client
from django.utils import timezone

from news.lists import PAGE_SIZE
from news.models import Article, Edition, Section

from .searches import searches

FIRST = timezone.make_aware(datetime(2010, 1, 1, 8))
FAR_PAGE = 1_000
BATCH = 1_000
LEAD = "Liên minh Hợp tác xã Thành phố giúp các hợp tác xã tìm vốn, đất và thị trường. "
BODY = f"<p>{LEAD * 5}</p>" * 6
LIST = """
    SELECT title, lead, first_published_at FROM news_edition
    WHERE live_from <= CURRENT_TIMESTAMP AND live_until IS NULL AND closed_at IS NULL
    ORDER BY first_published_at DESC, article_id DESC LIMIT {size} OFFSET {offset}
"""


def fill(size):
    """Make `size` articles that the public reads."""
    sections = list(Section.objects.values_list("pk", flat=True))
    with transaction.atomic():
        for start in range(0, size, BATCH):
            rows = [_article(n, sections) for n in range(start, start + BATCH)]
            rows = Article.objects.bulk_create(rows[: size - start])
            Edition.objects.bulk_create(map(_edition, rows))
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")


def _article(number, sections):
    article = Article(
        title=f"Hợp tác xã vào vụ mới, tin thứ {number}",
        slug=f"tin-{number}",
        section_id=sections[number % len(sections)],
        first_published_at=FIRST + timedelta(hours=number),
        lead=LEAD,
        body=BODY,
        is_demo=True,
    )
    article.prepare()
    return article


def _edition(article):
    began = article.first_published_at
    return Edition(
        **article.words, article=article, number=1, kind="first",
        live_from=began, first_published_at=began,
    )  # fmt: skip


def questions():
    """Return as those of the register; "empty" is the empty list of clips."""
    public = Edition.objects.public().newest_first()
    total = public.count()
    last = -(-total // PAGE_SIZE)
    section = Section.objects.first()
    half = public.filter(section=section).count() // PAGE_SIZE // 2
    one = public[total // 2]
    return searches() | {
        "home": _page("/", 1),
        "news, page 1": _page("/tin-tuc/", 1),
        "news, page 1,000": _page("/tin-tuc/", min(FAR_PAGE, last // 2)),
        "news, last page": _page("/tin-tuc/", last),
        "a section's middle page": _page(section.get_absolute_url(), half),
        "an article": _page(one.get_absolute_url(), 1),
    }


def _page(address, number):
    sql = LIST.format(size=PAGE_SIZE, offset=(number - 1) * PAGE_SIZE)
    query = f"?trang={number}" if number > 1 else ""
    return Client(), address + query, "/video/", [sql]
