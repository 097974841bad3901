"""Fills a database with published articles, and asks for their lists."""

from datetime import datetime, timedelta

from django.db import connection, transaction
from django.test import Client
from django.utils import timezone
from django.utils.http import urlencode

from coopsite.core.vietnamese import match
from news.lists import PAGE_SIZE
from news.models import Article, Edition, Section

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


def searches():
    """Return the searches: words that all articles have, in the title and in the text;
    words that one has; words that none has together."""
    return {
        f"search: {name}": (
            Client(), f"/tim-kiem/?{urlencode({'q': words})}", "/tim-kiem/",
            _bare(words),
        )
        for name, words in (
            ("all titles", "hợp tác xã vụ mới"),
            ("all texts", "vốn đất thị trường"),
            ("one title", "tin thứ 777"),
            ("a beginning", "hop tac xa vao vu m"),
            ("a slip", "hợp tác xã vàp vụ mới"),
        )
    }  # fmt: skip


def _bare(words):
    """Return what the bare engine is asked for the same: ten keys of each tier (a name
    in order, a name, a lead, a text, beginnings), how many, and the ten articles."""
    words = match(words).split()
    wheres = (_fts5 if connection.vendor == "sqlite" else _vectors)(words)
    ten = f"SELECT e.key FROM {{}} DESC LIMIT {PAGE_SIZE}"
    keys = [ten.format(where) for where in wheres]
    everything = wheres[-1].partition(" ORDER")[0]
    return [
        *keys,
        f"SELECT count(*) FROM (SELECT 1 FROM {everything} LIMIT 1001) rows",
        f"SELECT e.marks FROM {everything} LIMIT 1001",
        f"SELECT * FROM news_edition WHERE id IN (SELECT key FROM ({keys[-1]}) rows)",
    ]


def _fts5(words):
    phrase, each = f'"{" ".join(words)}"', " AND ".join(f'"{one}"' for one in words)
    begun = " AND ".join(f'"{one}"*' for one in words)
    return [
        f"core_search{name} f JOIN core_searchentry e ON e.id = f.rowid "
        f"WHERE core_search{name} MATCH '{column} : ({asked})' ORDER BY f.rowid"
        for name, column, asked in (
            ("names", "title", phrase),
            ("names", "title", each),
            ("leads", "{title lead}", each),
            ("texts", "{title lead text}", phrase),
            ("texts", "{title lead text}", each),
            ("texts", "{title lead text}", begun),
        )
    ]


def _vectors(words):
    phrase, each = " <-> ".join(words), " & ".join(words)
    begun = " & ".join(f"{one}:*" for one in words)
    return [
        f"core_searchentry e WHERE {name}_vector @@ '{asked}' ORDER BY e.id"
        for name, asked in (
            ("title", phrase),
            ("title", each),
            ("lead", each),
            ("text", phrase),
            ("text", each),
            ("text", begun),
        )
    ]


def _page(address, number):
    sql = LIST.format(size=PAGE_SIZE, offset=(number - 1) * PAGE_SIZE)
    query = f"?trang={number}" if number > 1 else ""
    return Client(), address + query, "/video/", [sql]
