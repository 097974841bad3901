"""Why nobody looked at a password that was sent, and the page that says so."""

import math
from datetime import timedelta

from django.contrib import admin
from django.template.response import TemplateResponse
from django.utils import timezone
from django.utils.cache import add_never_cache_headers


class PasswordRefused(Exception):
    """The password was not looked at; `seconds` later it may be."""

    def __init__(self, seconds):
        super().__init__(f"Try again in {seconds} s.")
        self.seconds = seconds

    def get_words(self):
        """Returns what the page says of when to try again."""
        return {}


class Paused(PasswordRefused):
    """Too many were wrong in a row; nothing is looked at until a moment."""

    status = 429
    title = "Hãy đợi rồi thử lại"

    def __init__(self, until):
        super().__init__(math.ceil((until - timezone.now()).total_seconds()))
        self._until = until

    def get_words(self):
        """Returns whole minutes, rounded up: who comes on the minute is let in."""
        minute = (self._until + timedelta(seconds=59)).replace(second=0)
        return {"until": minute, "minutes": math.ceil(self.seconds / 60)}


class TooBusy(PasswordRefused):
    """As many are being looked at as the machine can bear."""

    status = 503
    title = "Nhiều người đang đăng nhập"

    def __init__(self):
        super().__init__(5)


class PasswordRefusedMiddleware:
    """Answers with the page of a refusal, wherever a password was asked for."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        return self.get_response(request)

    def process_exception(self, request, exception):
        if not isinstance(exception, PasswordRefused):
            return None
        context = admin.site.each_context(request) | {
            "title": exception.title,
            **exception.get_words(),
        }
        name = "accounts/password_refused.html"
        response = TemplateResponse(request, name, context, status=exception.status)
        response.headers["Retry-After"] = str(exception.seconds)
        add_never_cache_headers(response)
        return response.render()
