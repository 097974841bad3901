"""Leads from an address of the old site to what is there now, where nothing else is."""

from django.conf import settings
from django.db import DatabaseError
from django.http import HttpResponsePermanentRedirect
from django.utils.cache import patch_cache_control

from .addresses import variants
from .models import OldAddress

# Seconds for which a browser goes there by itself: a slip can be mended.
_KEPT = 3600
_NEVER_OLD = (settings.DESK_ADDRESS, settings.MEDIA_URL, settings.STATIC_URL)


class OldAddressMiddleware:
    """Looks an address up once the answer is that there is nothing (404), so that no
    page pays for it."""

    def __init__(self, get_response):
        self._get_response = get_response

    def __call__(self, request):
        response = self._get_response(request)
        if response.status_code != 404 or request.method not in ("GET", "HEAD"):
            return response
        if request.path_info.startswith(_NEVER_OLD):
            return response
        target = find_target(request.get_full_path())
        return _redirect(target) if target else response


def find_target(address):
    """Returns where an address of the old site leads now; None for any other. One
    query."""
    wanted = variants(address)
    try:
        rows = OldAddress.objects.filter(address__in=wanted).select_related("article")
        found = max(rows, key=lambda row: len(row.address), default=None)
    except DatabaseError:  # the error page needs no database
        return None
    return found and found.target


def _redirect(target):
    response = HttpResponsePermanentRedirect(target)
    patch_cache_control(response, private=True, max_age=_KEPT)
    return response
