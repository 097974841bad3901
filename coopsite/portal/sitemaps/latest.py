"""The sitemap of the latest news: what was published within two days."""

from datetime import timedelta

from django.utils import timezone

from coopsite.core.boundaries import boundary
from coopsite.core.content_version import NEWS
from coopsite.core.remembered import remembered
from coopsite.core.schema_org import ALLIANCE
from coopsite.core.xml_text import element
from news.models import Edition

from .base import Entry

TIME, MAX_ENTRIES = timedelta(days=2), 1_000
_PUBLICATION = (
    f"<news:publication>{element('news:name', ALLIANCE)}"
    f"{element('news:language', 'vi')}</news:publication>"
)


@boundary(NEWS)
def next_leaving(at):
    """Returns when the next article is too old for the sitemap."""
    moments = _within(at).values_list("first_published_at", flat=True)
    first = moments.order_by("first_published_at", "article_id").first()
    return first and first + TIME


def get_latest():
    """Returns the `Entry`s of the latest news, newest first."""
    rows = _within(timezone.now()).newest_first().select_related("article")
    rows = rows.only("title", "live_from", "first_published_at", "article__slug")
    return [
        Entry(row.get_absolute_url(), row.live_from, _news(row))
        for row in rows[:MAX_ENTRIES]
    ]


@remembered(NEWS)
def has_latest():
    return _within(timezone.now()).exists()


def _within(at):
    return Edition.objects.public(at).filter(first_published_at__gt=at - TIME)


def _news(edition):
    moment = edition.first_published_at.isoformat(timespec="seconds")
    date = element("news:publication_date", moment)
    title = element("news:title", edition.title)
    return f"<news:news>{_PUBLICATION}{date}{title}</news:news>"
