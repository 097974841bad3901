"""Makes the page's HTML of an edition's text: pictures in every size a browser asks."""

import re

from coopsite.core import richtext
from coopsite.core.templatetags.pictures import picture

from ..models import Edition, Image
from ..models.uses import NAMED
from .clips import show_clips

# Raise it when what is made changes, or the cleaner gets safer; then `render_editions`
# makes every edition's HTML anew.
RENDERER = 3
# How wide the page shows a picture (static/css/article.css): alone, at one side of the
# text, in the columns of a gallery. The text is 42.5rem at most.
SIZES = "(min-width: 48rem) 42.5rem, 100vw"
SIDE_SIZES = "(min-width: 48rem) 19.55rem, (min-width: 40rem) 46vw, 100vw"
GALLERY_SIZES = "(min-width: 48rem) 20.625rem, (min-width: 36rem) 50vw, 100vw"
_GALLERY = '<ul class="gallery">'
_MARKS = re.compile(rf"{_GALLERY}|</ul>|<figure\b[^>]*>|</figure>|{NAMED.pattern}")
_ALT = re.compile(r'\salt="([^"]*)"')
_SIDE = re.compile(r'\sclass="(?:image )?(image-left|image-right)"')


def render_body(body):
    """Returns the HTML of a text with named pictures: each as a `<picture>` in all its
    sizes; one that is gone leaves nothing. Costs one query, or none."""
    ids = {int(found[1]) for found in NAMED.finditer(body)}
    images = Image.objects.in_bulk(ids) if ids else {}
    slot = _Slot()

    def show(found):
        if found[1] is None:
            slot.pass_mark(found[0])
            return found[0]
        image = images.get(int(found[1]))
        return _show_picture(image, found[0], slot) if image else ""

    return _MARKS.sub(show, body)


class _Slot:
    """The place in a text that is being read: in a gallery, in a figure at a side."""

    def __init__(self):
        self._is_gallery = self._is_side = False

    def pass_mark(self, tag):
        if tag in (_GALLERY, "</ul>"):
            self._is_gallery = tag == _GALLERY
        else:
            self._is_side = bool(_SIDE.search(tag))

    def sizes(self, side):
        """Returns how wide a picture is here, that is itself at a `side` or not."""
        if self._is_gallery:
            return GALLERY_SIZES
        return SIDE_SIZES if side or self._is_side else SIZES


def _show_picture(image, tag, slot):
    alt = _ALT.search(tag)
    side = _SIDE.search(tag)  # of one with a caption, the figure has it
    words = richtext.as_safe(alt[1]) if alt else ""  # escaped already
    return picture(image, slot.sizes(side), words, side[1] if side else "")


def page_html(edition):
    """Returns what the page of `edition` shows: as kept, or made now where an older
    renderer made it; with its clips as they are now."""
    is_kept = edition.renderer == RENDERER
    return show_clips(edition.html if is_kept else render_body(edition.body))


def render_editions(editions=None):
    """Makes the kept HTML anew of `editions`, by default of all that an older renderer
    made; returns of how many."""
    if editions is None:
        editions = Edition.objects.exclude(renderer=RENDERER)
    count = 0
    for edition in (
        editions.filter(closed_at=None)
        .order_by("pk")
        .only("body")
        .iterator(chunk_size=200)
    ):
        html = render_body(edition.body)
        Edition.objects.filter(pk=edition.pk).update(html=html, renderer=RENDERER)
        count += 1
    return count
