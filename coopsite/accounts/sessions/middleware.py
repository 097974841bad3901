"""Ends what was ended elsewhere, or left alone for too long, at its next request."""

from datetime import timedelta

from django.conf import settings
from django.contrib import messages
from django.contrib.auth import logout
from django.utils import timezone

from coopsite.core.client_address import client_address

from ..models import DeskSession
from .actions import get_current, get_mark, is_idle

# How exact "last seen" is: not every request writes.
EXACTNESS = timedelta(minutes=1)


class DeskSessionMiddleware:
    """Lets only sessions through that have a row and were used of late.

    What the script of an open page asks by itself is no use of it: such a view sets
    `request.is_background`.
    """

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        row = None
        if settings.SESSION_COOKIE_NAME in request.COOKIES:
            row = _check(request)
        response = self.get_response(request)
        if row and not getattr(request, "is_background", False):
            _note_use(request, row)
        return response


def _check(request):
    """Returns the row of the session; signs out where there is none, or it is idle."""
    if not request.user.is_authenticated:
        return None
    row = get_current(request)
    if row and not is_idle(row):
        return row
    logout(request)
    if row and request.headers.get("Sec-Fetch-Mode", "navigate") == "navigate":
        messages.info(
            request,
            f"Phiên làm việc đã kết thúc vì quá {settings.IDLE_MINUTES} phút không "
            "thao tác. Hãy đăng nhập lại.",
        )
    return None


def _note_use(request, row):
    """Notes when and from where; of a new password, which Django let through, the
    mark."""
    now, user = timezone.now(), request.user
    mark = get_mark(user) if user.is_authenticated else row.mark
    if now - row.last_seen_at < EXACTNESS and mark == row.mark:
        return
    DeskSession.objects.filter(pk=row.pk).update(
        last_seen_at=now, address=client_address(request), mark=mark
    )
