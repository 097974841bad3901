"""Answers whether this process lives, before anything that may be wrong is asked."""

from django.conf import settings
from django.http import HttpResponseNotAllowed, JsonResponse

NEVER_KEPT = {"Cache-Control": "no-store", "X-Content-Type-Options": "nosniff"}


class AliveMiddleware:
    """Answers HEALTH_ADDRESS to every Host, without HTTPS, during maintenance, and
    without the database: who starts the process anew would mend none of these."""

    def __init__(self, get_response):
        self._get_response = get_response

    def __call__(self, request):
        if request.path_info == settings.HEALTH_ADDRESS:
            return alive(request)
        return self._get_response(request)


def alive(request):
    """Returns {"status": "ok"}."""
    if request.method not in ("GET", "HEAD"):
        return HttpResponseNotAllowed(["GET", "HEAD"])
    return JsonResponse({"status": "ok"}, headers=NEVER_KEPT)
