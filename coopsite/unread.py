"""Reads what a view left unread of a request's body, before the answer goes out.

A server that answers and closes while the body still comes resets the connection: nginx
then loses the answer, and whoever sent a large file reads of an error instead of why it
was refused.
"""

from contextlib import suppress

from coopsite.core.body_limits import is_too_large

_CHUNK = 64 * 1024


def reads_all(application):
    """Wraps a WSGI application. What is larger than its address takes is not read: who
    sends it may lose the answer, and we lose no time."""

    def wrapped(environ, start_response):
        answer = application(environ, start_response)
        has_body = environ.get("CONTENT_LENGTH", "") not in ("", "0")
        if has_body and not is_too_large(environ):
            with suppress(OSError):  # whoever sent it may be gone
                while environ["wsgi.input"].read(_CHUNK):
                    pass
        return answer

    return wrapped
