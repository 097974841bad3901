"""Which addresses lead to an information page, and which are taken by others."""

from functools import cache

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import DatabaseError
from django.urls import Resolver404, URLResolver, get_resolver, resolve
from django.utils import timezone

from coopsite.core.content_version import PAGES
from coopsite.core.remembered import remembered

from .models import FormerPageAddress, Page

_TAKEN = "Địa chỉ /{}/ đã có trang khác dùng: hãy đặt địa chỉ khác."
_FORMER = "Địa chỉ này từng là của trang “{}” và vẫn dẫn đến trang ấy."


class PagePath:
    """The converter of a page's address: of any other address it says that it is none.

    So an address that leads nowhere is told as if there were no such pattern, to
    readers, to the cache of pages and to who checks the links of a text.
    """

    regex = "[-a-zA-Z0-9_]+(?:/[-a-zA-Z0-9_]+){0,2}"

    def to_python(self, value):
        if value.partition("/")[0] in _first_parts():
            raise ValueError("another part of the portal has these addresses")
        try:
            known = get_paths()
        except DatabaseError:  # an error page needs no database
            known = ()
        if value not in known:
            raise ValueError("no page has this address")
        return value

    def to_url(self, value):
        return value


@remembered(PAGES)
def get_paths():
    """Returns the addresses at which a page is or was public, without their ends."""
    now = timezone.now()
    pages = Page.objects.filter(first_published_at__lte=now)
    former = FormerPageAddress.objects.values_list("path", flat=True)
    return frozenset([*pages.values_list("path", flat=True), *former])


def check_address(page):
    """ValidationError at `slug` where another page, or another part of the portal, has
    the address of `page`."""
    others = Page.objects.exclude(pk=page.pk)
    former = FormerPageAddress.objects.exclude(page=page.pk).filter(path=page.path)
    if others.filter(path=page.path).exists() or _belongs_elsewhere(page.path):
        raise ValidationError({"slug": _TAKEN.format(page.path)})
    if (one := former.select_related("page").first()) is not None:
        raise ValidationError({"slug": _FORMER.format(one.page)})


def _belongs_elsewhere(path):
    if path.partition("/")[0] in _first_parts():
        return True
    try:
        return resolve(f"/{path}/").view_name != "portal:page"
    except Resolver404:
        return False


@cache
def _first_parts():
    """Returns how the addresses of the portal's other parts begin: "tin-tuc"."""
    parts = set(_parts_of(get_resolver().url_patterns))
    served = (settings.STATIC_URL, settings.MEDIA_URL)
    return parts.union(address.strip("/").partition("/")[0] for address in served)


def _parts_of(patterns):
    for entry in patterns:
        route = str(entry.pattern)
        if route == "" and isinstance(entry, URLResolver):
            yield from _parts_of(entry.url_patterns)
        elif not route.startswith("<"):
            yield route.partition("/")[0]
