"""The public's lists, newest first: what each page of them needs is remembered.

A list holds all news, or those of one section, or all clips. Nothing of a text is kept.
"""

from datetime import timedelta

from django.db.models import Window
from django.db.models.functions import RowNumber
from django.utils import timezone
from django.utils.functional import SimpleLazyObject

from coopsite.core import paging
from coopsite.core.content_version import NEWS
from coopsite.core.remembered import remembered

from .models import Edition, Section, VideoClip

# So long a featured article leads the home page; then the newest does.
LEADS_FOR = timedelta(days=7)
PAGE_SIZE = 10
CLIPS_ON_A_PAGE = 12
# One more than a page beside an article has, which may be among them; than clips beside
# a clip.
_HEAD, _HEAD_OF_CLIPS = PAGE_SIZE + 1, 5
# Entries of a feed: whoever asks once a week misses none.
FEED_SIZE = 30


def get_news_page(request, section=None, beside=None):
    """Returns the page that the request names of all news, or of a section's; without
    `beside`, an edition that the public reads in it."""
    key = section and section.pk
    total, head = _count_news(key), get_newest(key)
    if beside:
        total -= 1
        head = [row for row in head if row.pk != beside.pk]
    # The question is not even put together where the head has the page.
    rows = SimpleLazyObject(lambda: _rows_beside(key, beside))
    known = {"head": head, "anchors": lambda: _anchors_beside(key, beside)}
    return paging.get_page(request, rows, PAGE_SIZE, total, **known)


def _rows_beside(key, beside):
    rows = _news(key).for_list()
    return rows.exclude(article=beside.article_id) if beside else rows


def get_clip_page(request):
    """Returns the page of clips that the request names."""
    return paging.get_page(request, _clips(), CLIPS_ON_A_PAGE, _count_clips())


@remembered(NEWS)
def get_sections():
    """Returns all sections, in their order."""
    return list(Section.objects.all())


@remembered(NEWS)
def get_newest(section=None):
    """Returns the first editions of all news, or of the section with that key."""
    return list(_news(section).for_list()[:_HEAD])


@remembered(NEWS)
def get_featured():
    """Returns the newest edition that is featured and that the public has known for no
    longer than `LEADS_FOR`; None where none is."""
    since = timezone.now() - LEADS_FOR
    rows = _news().for_list().filter(is_featured=True, first_published_at__gt=since)
    return rows.first()


def get_feed_news(section=None):
    """Returns the editions of a feed: of all news, or of the section with that key."""
    rows = _news(section).select_related("article", "section", "cover")
    return rows.defer("body", "html")[:FEED_SIZE]


def get_feed_clips():
    return _clips()[:FEED_SIZE]


@remembered(NEWS)
def get_newest_clips():
    return list(_clips()[:_HEAD_OF_CLIPS])


def _news(section=None):
    rows = Edition.objects.public().newest_first()
    return rows if section is None else rows.filter(section=section)


def _clips():
    return VideoClip.objects.public().select_related("poster").newest_first()


@remembered(NEWS)
def _count_news(section):
    return _news(section).count()


@remembered(NEWS)
def _count_clips():
    return _clips().count()


@remembered(NEWS)
def _get_anchors(section):
    """Returns the key of each thousandth row of a list: when it was first published,
    and the article's. An index tells all of it."""
    rows = _news(section)
    place = Window(RowNumber(), order_by=rows.query.order_by)
    rows = rows.annotate(rest=place % paging.FAR).filter(rest=1)
    return list(rows.values_list("first_published_at", "article_id"))


def _anchors_beside(section, beside):
    """Returns the `Anchor`s of a list in which `beside` is left out: what comes after
    it is one place nearer to the top."""
    own = beside and (beside.first_published_at, beside.article_id)
    return [
        paging.Anchor(place * paging.FAR - bool(own and own > key), key)
        for place, key in enumerate(_get_anchors(section))
    ]
