"""Answers the index of the sitemaps and each of its files."""

from django.http import Http404, HttpResponse
from django.urls import reverse
from django.views.decorators.http import require_safe

from coopsite.core.content_version import NEWS, REGISTER
from coopsite.core.moments import iso_moment
from coopsite.core.page_cache import public_file, public_page
from coopsite.core.site_address import absolute
from coopsite.core.xml_text import element

from . import SITEMAPS
from .base import MAX_BLOCK
from .latest import get_latest, has_latest

_DECLARATION = '<?xml version="1.0" encoding="UTF-8"?>'
_SCHEMA = "http://www.sitemaps.org/schemas/sitemap/0.9"
_EXTENSIONS = {
    name: f"http://www.google.com/schemas/sitemap-{name}/{version}"
    for name, version in (("image", "1.1"), ("video", "1.1"), ("news", "0.9"))
}


@require_safe
@public_page(REGISTER, NEWS)
def index(request):
    """Answers where the files of all kinds of pages are."""
    files = [
        (reverse("portal:sitemap-part", args=[sitemap.name, number]), changed_at)
        for sitemap in SITEMAPS.values()
        for number, changed_at in sitemap.blocks()
    ]
    if has_latest():
        files.append((reverse("portal:sitemap-news"), None))
    return _answer("sitemapindex", (_item("sitemap", *file) for file in files))


@require_safe
@public_file()
def part(request, name, number):
    """Answers a file of a kind of pages, made for each: few ask, and it is long."""
    if name not in SITEMAPS or number > MAX_BLOCK:
        raise Http404("Không có tệp này.")
    items = [_item("url", *entry) for entry in SITEMAPS[name].entries(number)]
    if not items:
        raise Http404("Không có tệp này.")
    return _answer("urlset", items)


@require_safe
@public_page(NEWS)
def latest(request):
    """Answers the news of the last two days."""
    return _answer("urlset", [_item("url", *entry) for entry in get_latest()])


def _item(name, path, changed_at=None, more=""):
    moment = element("lastmod", iso_moment(changed_at)) if changed_at else ""
    return f"<{name}>{element('loc', absolute(path))}{moment}{more}</{name}>"


def _answer(name, items):
    extensions = _EXTENSIONS.items() if name == "urlset" else ()
    spaces = "".join(f' xmlns:{key}="{url}"' for key, url in extensions)
    opening = f'<{name} xmlns="{_SCHEMA}"{spaces}>'
    text = "\n".join([_DECLARATION, opening, *items, f"</{name}>\n"])
    return HttpResponse(text, content_type="application/xml; charset=utf-8")
