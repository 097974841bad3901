"""Sends addresses that name an area by its code, as all did until areas had keys, to
the same address by its key: ?dia_ban=760 → ?dia_ban=quan-1."""

import re
from unicodedata import normalize

from django.http import HttpResponsePermanentRedirect

from coopsite.core.addresses import address_with, shorten

from .models import Area

_PARAMETER = "dia_ban"
_CODE = re.compile("[0-9]{1,10}")  # no key is a mere number


class AreaKeyMiddleware:
    """Redirects every public page or file of the register that names an area by code.

    A code that means none or several of the areas that old addresses knew goes on: the
    page's form says what is wrong.
    """

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        return self.get_response(request)

    def process_view(self, request, view, args, kwargs):
        """Redirects, all other parameters as they are; None where nothing is old."""
        code = normalize("NFKC", request.GET.get(_PARAMETER, "")).strip()
        is_public = request.resolver_match.namespace == "cooperatives"
        if not is_public or request.method not in ("GET", "HEAD"):
            return None
        if not _CODE.fullmatch(code):
            return None
        areas = list(Area.objects.of_old_address(code)[:2])
        if len(areas) != 1:
            return None
        query = shorten(request.GET, view.params)
        query[_PARAMETER] = areas[0].key
        return HttpResponsePermanentRedirect(address_with(request.path, query))
