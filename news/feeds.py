"""Feeds of the newest articles and clips, in Atom and RSS, for whoever follows them."""

from datetime import UTC, datetime
from urllib.parse import urlsplit

from django.http import Http404, HttpResponse
from django.urls import reverse
from django.utils.feedgenerator import Atom1Feed, Rss201rev2Feed
from django.utils.html import escape
from django.views.decorators.http import require_safe

from coopsite.core.content_version import NEWS
from coopsite.core.page_cache import public_page
from coopsite.core.schema_org import ALLIANCE
from coopsite.core.site_address import absolute
from coopsite.core.xml_text import fit_for_xml

from .lists import get_feed_clips, get_feed_news, get_sections

# When a feed without entries was updated.
NEVER = datetime(2000, 1, 1, tzinfo=UTC)
# The year from which on the portal's own tags name things (RFC 4151).
_TAGS_SINCE = 2026


MEDIA = {"xmlns:media": "http://search.yahoo.com/mrss/"}


class WithMedia:
    """A feed whose entries have pictures and clips, in words that both kinds take."""

    def add_item_elements(self, handler, item):
        super().add_item_elements(handler, item)
        for name, attributes in item["media"]:
            handler.addQuickElement(f"media:{name}", "", attributes)

    def latest_post_date(self):
        return super().latest_post_date() if self.items else NEVER


class Atom(WithMedia, Atom1Feed):
    def root_attributes(self):
        return super().root_attributes() | MEDIA


class Rss(WithMedia, Rss201rev2Feed):
    def rss_attributes(self):
        return super().rss_attributes() | MEDIA


KINDS = {"atom": Atom, "rss": Rss}


@require_safe
@public_page(NEWS)
def news_feed(request, kind):
    """Answers the newest articles of all sections."""
    name = f"Tin tức – {ALLIANCE}"
    page = reverse("news:articles")
    return _answer(request, kind, name, page, map(_of_article, get_feed_news()))


@require_safe
@public_page(NEWS)
def section_feed(request, slug, kind):
    """Answers the newest articles of a section."""
    section = next((row for row in get_sections() if row.slug == slug), None)
    if section is None:
        raise Http404("Không có chuyên mục này.")
    name, page = f"{section.name} – {ALLIANCE}", section.get_absolute_url()
    entries = map(_of_article, get_feed_news(section.pk))
    return _answer(request, kind, name, page, entries, section.description)


@require_safe
@public_page(NEWS)
def clip_feed(request, kind):
    """Answers the newest clips."""
    name, page = f"Video – {ALLIANCE}", reverse("news:clips")
    return _answer(request, kind, name, page, map(_of_clip, get_feed_clips()))


def _answer(request, kind, name, page, entries, description=""):
    feed = KINDS[kind](
        title=fit_for_xml(name),
        link=absolute(page),
        description=fit_for_xml(description or name),
        subtitle=fit_for_xml(description) or None,
        language="vi",
        feed_url=absolute(request.path),
        feed_guid=_tag(page),
        author_name=ALLIANCE,
    )
    for entry in entries:
        feed.add_item(**entry)
    return HttpResponse(feed.writeString("utf-8"), content_type=feed.content_type)


def _of_article(edition):
    """Returns the entry of an article: its lead, and its picture."""
    picture = edition.cover
    media = [_picture("content", picture, type="image/jpeg")] if picture else []
    return _entry(
        edition,
        edition.lead,
        unique_id=_tag(f"bai-viet/{edition.article_id}"),
        pubdate=edition.first_published_at,
        updateddate=edition.live_from,
        author_name=fit_for_xml(edition.byline) or None,
        categories=[fit_for_xml(edition.section.name)],
        media=media,
    )


def _of_clip(clip):
    media = [_picture("thumbnail", clip.poster)] if clip.poster else []
    if clip.file:
        file = {"url": absolute(clip.file.url), "type": clip.media_type}
        duration = {"duration": str(clip.duration)} if clip.duration else {}
        media.append(("content", file | {"medium": "video"} | duration))
    return _entry(
        clip,
        clip.description,
        unique_id=_tag(f"video/{clip.pk}"),
        pubdate=clip.published_at,
        updateddate=clip.published_at,
        media=media,
    )


def _entry(thing, text, **others):
    """Returns what all entries say; an invented one says so in its name."""
    mark = "[Minh hoạ] " if thing.is_demo else ""
    return {
        "title": fit_for_xml(f"{mark}{thing.title}"),
        "link": absolute(thing.get_absolute_url()),
        "description": f"<p>{escape(fit_for_xml(text))}</p>" if text else None,
        "unique_id_is_permalink": False,
        **others,
    }


def _picture(name, image, **others):
    card = image.card
    size = {"width": str(card.width), "height": str(card.height)}
    return name, {"url": absolute(card.url), **size, **others}


def _tag(name):
    """Returns a name that stays when an address changes."""
    return f"tag:{urlsplit(absolute('')).hostname},{_TAGS_SINCE}:{name.strip('/')}"
