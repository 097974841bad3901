"""Articles with their pictures, and clips."""

from django.utils import timezone

from coopsite.core.content_version import NEWS
from coopsite.core.remembered import remembered
from coopsite.core.site_address import absolute
from coopsite.core.xml_text import element
from news.models import Edition, VideoClip
from news.schema_org import get_picture_path

from .base import Entry, Sitemap, find_blocks, in_block

# Seconds of the longest clip that the protocol knows; and the longest description.
_LONGEST, _LONGEST_TEXT = 28_800, 2_000


class Articles(Sitemap):
    name = "bai-viet"

    def blocks(self):
        return _find_blocks_of_articles()

    def entries(self, number):
        rows = in_block(Edition.objects.public(), "article_id", number)
        rows = rows.select_related("article", "cover").order_by("article_id")
        rows = rows.only(
            "live_from", "article__slug", "cover__folder", "cover__has_sizes"
        )
        for row in rows:
            yield Entry(row.get_absolute_url(), row.live_from, _picture(row.cover))


@remembered(NEWS)
def _find_blocks_of_articles():
    # True of every row; says to SQLite which index tells all that is asked.
    rows = Edition.objects.public().filter(first_published_at__lte=timezone.now())
    return find_blocks(rows, "article_id", "live_from")


def _picture(image):
    if image is None:
        return ""
    address = element("image:loc", absolute(image.url))
    return f"<image:image>{address}</image:image>"


class Clips(Sitemap):
    name = "video"

    def blocks(self):
        return _find_blocks_of_clips()

    def entries(self, number):
        rows = in_block(VideoClip.objects.public(), "pk", number)
        for row in rows.select_related("poster").order_by("pk"):
            yield Entry(row.get_absolute_url(), row.published_at, _video(row))


@remembered(NEWS)
def _find_blocks_of_clips():
    return find_blocks(VideoClip.objects.public(), "pk", "published_at")


def _video(clip):
    told = [
        ("thumbnail_loc", absolute(get_picture_path(clip.poster))),
        ("title", clip.title),
        ("description", (clip.description or clip.title)[:_LONGEST_TEXT]),
    ]
    if clip.file:
        told.append(("content_loc", absolute(clip.file.url)))
    else:
        told.append(("player_loc", clip.embed_url))
    if clip.duration and clip.duration <= _LONGEST:
        told.append(("duration", str(clip.duration)))
    told.append(("publication_date", clip.published_at.isoformat(timespec="seconds")))
    elements = "".join(element(f"video:{name}", text) for name, text in told)
    return f"<video:video>{elements}</video:video>"
