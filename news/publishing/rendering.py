"""Makes the page's HTML of an edition's text: pictures in every size a browser asks."""

import re

from django.template.loader import render_to_string

from coopsite.core import richtext

from ..models import Edition, Image
from ..models.uses import NAMED
from .clips import show_clips

# Raise it when what is made changes, or the cleaner gets safer; then `render_editions`
# makes every edition's HTML anew.
RENDERER = 2
SIZES = "(min-width: 48rem) 44rem, 100vw"
_ALT = re.compile(r'\salt="([^"]*)"')
_SIDE = re.compile(r'\sclass="(image-left|image-right)"')


def render_body(body):
    """Returns the HTML of a text with named pictures: each as a `<picture>` in all its
    sizes; one that is gone leaves nothing. Costs one query, or none."""
    ids = {int(found[1]) for found in NAMED.finditer(body)}
    images = Image.objects.in_bulk(ids) if ids else {}

    def show(found):
        image = images.get(int(found[1]))
        if image is None:
            return ""
        alt = _ALT.search(found[0])
        side = _SIDE.search(found[0])  # of one with a caption, the figure has it
        context = {"image": image, "sizes": SIZES, "side": side and side[1]}
        context["alt"] = richtext.as_safe(alt[1]) if alt else ""  # escaped already
        return render_to_string("components/picture.html", context)

    return NAMED.sub(show, body)


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
