"""Answers kept pages before Django's signals and middleware, which take longer."""

from django.core.exceptions import SuspiciousOperation
from django.core.handlers.wsgi import WSGIHandler
from django.db import Error

from ..call_stack import with_room
from .middleware import find_page

_make_page = with_room(WSGIHandler.__call__)


class KeptFirst(WSGIHandler):
    """Django's handler behind the pages that are kept. What is none, and whatever goes
    wrong, is for Django: it says so, and begins with a connection that lives."""

    def __call__(self, environ, start_response):
        try:
            response = find_page(self.request_class(environ))
        except (SuspiciousOperation, UnicodeError, Error):
            response = None
        if response is None:
            return _make_page(self, environ, start_response)
        status = f"{response.status_code} {response.reason_phrase}"
        start_response(status, [*response.items()])
        return [response.content]
