"""Shows a picture in the sizes that a browser may choose from."""

from django import template
from django.utils.html import format_html

register = template.Library()

_SOURCES = (
    '<source type="image/avif" srcset="{}" sizes="{}">'
    '<source type="image/webp" srcset="{}" sizes="{}">'
)
_PICTURE = '<picture{}>{}<img src="{}" width="{}" height="{}" alt="{}" '
_FIRST = _PICTURE + 'fetchpriority="high"></picture>'
_LATER = _PICTURE + 'loading="lazy" decoding="async"></picture>'


@register.simple_tag
def picture(image, sizes, alt="", side="", *, eager=False):
    """Returns the element of `image`, which knows its addresses and measures.

    `sizes` tells how wide it will be drawn, by the window's width; `side` the class of
    one beside a text. An `eager` one is asked for at once, others when they come near.
    Lists have many: written by Python, each costs a fifth of a template's.
    """
    sources = ""
    if image.has_sizes:
        sources = format_html(_SOURCES, image.avif, sizes, image.webp, sizes)
    return format_html(
        _FIRST if eager else _LATER,
        format_html(' class="{}"', side) if side else "",
        sources,
        image.url,
        image.width,
        image.height,
        alt,
    )
