"""What articles and clips are found by: the words of each edition, each clip."""

from django.utils import timezone

from coopsite.core import richtext
from coopsite.core.content_version import NEWS
from coopsite.core.full_text.sources import (
    Source,
    Words,
    place_of_moment,
    register_source,
)
from coopsite.core.full_text.words import mark_of

from .models import Edition, VideoClip

ARTICLE, CLIP = "bai", "clip"
_EDITION = [
    "title", "lead", "body", "cover_caption", "byline", "source", "section_id",
    "first_published_at", "closed_at",
]  # fmt: skip
_CLIP = ["title", "description", "published_at"]


def prepare_editions(keys):
    """Returns the words of the editions with those keys that are public or will be."""
    rows = Edition.objects.filter(pk__in=keys, closed_at=None)
    rows = rows.exclude(live_until__lte=timezone.now())
    return {row.pk: _words_of(row) for row in rows.defer("html")}


def _words_of(row):
    text = [richtext.plain_text(row.body), row.cover_caption, row.byline, row.source]
    return Words(
        names=[row.title],
        lead=row.lead,
        text=" | ".join(filter(None, text)),
        live_from=row.live_from,
        live_until=row.live_until,
        place=place_of_moment(row.first_published_at),
        marks=[mark_of_section(row.section_id), mark_of_year(row.first_published_at)],
    )


def prepare_clips(keys):
    """Returns the words of the clips with those keys that are public or will be."""
    return {
        row.pk: Words(
            names=[row.title],
            lead=row.description,
            live_from=row.published_at,
            place=place_of_moment(row.published_at),
            marks=[mark_of_year(row.published_at)],
        )
        for row in VideoClip.objects.filter(pk__in=keys, published_at__isnull=False)
    }


def mark_of_section(key):
    """Returns the mark of what stands in the section with that key."""
    return mark_of("s", key)


def mark_of_year(when):
    """Returns the mark of what was first published in the year of `when`, or in that
    year."""
    year = when if isinstance(when, int) else timezone.localtime(when).year
    return mark_of("y", year)


register_source(
    Source(
        kind=ARTICLE,
        number=0,
        model=Edition,
        columns=_EDITION,
        prepare=prepare_editions,
        domain=NEWS,
        moments={"live_from": "live_from", "live_until": "live_until"},
    )
)
register_source(
    Source(
        kind=CLIP,
        number=1,
        model=VideoClip,
        columns=_CLIP,
        prepare=prepare_clips,
        domain=NEWS,
    )
)
