"""Keeps cookies to the desk: what anybody may read is the same whatever they send.

Django answers a session cookie that is malformed or over, and a malformed CSRF cookie,
with Set-Cookie and Vary: Cookie, on any page; a shared cache would keep that answer.
"""

from django.conf import settings


def desk_cookie(name):
    """Returns what a cookie of the desk is called that is not sent elsewhere: of such a
    name a browser takes it over HTTPS alone."""
    return f"__Secure-{name}" if settings.SESSION_COOKIE_SECURE else name


class CookieMiddleware:
    """Takes every cookie from a request for a public address, before anything reads it.

    Files of clips are public or the staff's, as their view says: only what it calls
    private may depend on a cookie.
    """

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        path = request.path_info
        if path.startswith(settings.DESK_ADDRESS):
            return self.get_response(request)
        if path.startswith(settings.CLIPS_ADDRESS):
            return _without_cookies(self.get_response(request))
        request.COOKIES = {}
        return self.get_response(request)


def _without_cookies(response):
    """Returns an answer without cookies unless it is private; a refusal, which would be
    none to staff, is kept by no cache instead of by one for each cookie."""
    kept = response.get("Cache-Control", "")
    if "private" not in kept:
        response.cookies.clear()
        del response["Vary"]
        if "public" not in kept:
            response["Cache-Control"] = "no-store"
    return response
