"""The pages that a process keeps: finished answers, as many as memory is given."""

from collections import OrderedDict
from hashlib import sha256
from threading import Lock

from django.conf import settings
from django.http import HttpResponse, HttpResponseNotModified
from django.http.response import ResponseHeaders
from django.utils.cache import patch_vary_headers

from ..content_version import tokens_of
from .encodings import CODINGS, choose_coding, encode
from .pages import cache_control

# What is made for each answer, or tells of its bytes.
_LEFT_OUT = {"content-length", "etag", "cache-control"}
MEGABYTE = 1024 * 1024
# Of the memory, what one page may take.
_LARGEST = 8


class Entry:
    """A page as it is under the tokens of its domains, in a span of time."""

    def __init__(self, response, domains, tokens, span):
        patch_vary_headers(response, ["Accept-Encoding"])
        self.domains, self.tokens, self.span = domains, tokens, span
        self._bodies, self._headers = {"": response.content}, {}
        self._common = {
            name: value
            for name, value in response.items()
            if name.lower() not in _LEFT_OUT
        }
        digest = sha256(response.content).hexdigest()[:32]
        self._etags = {"": f'"{digest}"'}
        self._etags |= {name: f'"{digest}{end}"' for name, end in CODINGS.items()}

    def is_current(self, tokens, now):
        """Returns whether it is what would be made under all the `tokens` of `now`."""
        return now in self.span and self.tokens == tokens_of(self.domains, tokens)

    @property
    def size(self):
        """Bytes that it takes at most: each coding is made when it is asked for, and
        both together are shorter than half of the page."""
        return len(self._bodies[""]) * 3 // 2

    def answer(self, request, now):
        """Returns the page in the coding the browser takes best; 304 without it where
        the browser has it."""
        coding = choose_coding(request.META.get("HTTP_ACCEPT_ENCODING", ""))
        etag = self._etags[coding]
        kept_for = {"Cache-Control": cache_control(self.span.until, now)}
        if _has_it(request.META.get("HTTP_IF_NONE_MATCH"), etag):
            headers = {**self._common, **kept_for, "ETag": etag}
            return HttpResponseNotModified(headers=headers)
        body = self._get_body(coding)
        response = HttpResponse(b"" if request.method == "HEAD" else body)
        response.headers = _ReadyHeaders(self._get_headers(coding, body), kept_for)
        return response

    def _get_headers(self, coding, body):
        """Returns all headers but one, checked once."""
        if coding not in self._headers:
            headers = {"ETag": self._etags[coding], "Content-Length": str(len(body))}
            if coding:
                headers["Content-Encoding"] = coding
            self._headers[coding] = ResponseHeaders(self._common | headers)
        return self._headers[coding]

    def _get_body(self, coding):
        body = self._bodies.get(coding)
        if body is None:
            body = self._bodies[coding] = encode(self._bodies[""], coding)
        return body


class _ReadyHeaders(ResponseHeaders):
    """A copy of headers that were checked, and a few more. Django checks each header of
    each answer anew, which takes as long as the look at the tokens."""

    def __init__(self, checked, others):
        super().__init__(others)
        self._store |= checked._store


def _has_it(header, etag):
    """Returns whether an If-None-Match names the tag, or any (RFC 9110, 13.1.2)."""
    if not header:
        return False
    tags = {tag.strip().removeprefix("W/") for tag in header.split(",")}
    return etag in tags or header.strip() == "*"


class Entries:
    """Entries by key, those asked for last, as many as PAGE_CACHE_MB has room for."""

    def __init__(self):
        self._size = 0
        self._entries, self._lock = OrderedDict(), Lock()
        self._answered = self._made = 0

    def answer(self, entry, request, now):
        """Returns the page of an entry that was kept, and counts it."""
        with self._lock:
            self._answered += 1
        return entry.answer(request, now)

    def figures(self):
        """Returns how many pages were answered from memory and made since the process
        began, and what is kept now."""
        with self._lock:
            return {
                "answered": self._answered,
                "made": self._made,
                "entries": len(self._entries),
                "bytes": self._size,
            }

    def get(self, key):
        with self._lock:
            entry = self._entries.get(key)
            if entry is not None:
                self._entries.move_to_end(key)
            return entry

    def put(self, key, entry):
        """Keeps `entry`; those that were asked for longest ago make room."""
        limit = settings.PAGE_CACHE_MB * MEGABYTE
        with self._lock:
            self._made += 1
            if old := self._entries.pop(key, None):
                self._size -= old.size
            if entry.size * _LARGEST > limit:
                return
            self._entries[key] = entry
            self._size += entry.size
            while self._size > limit:
                self._size -= self._entries.popitem(last=False)[1].size

    def clear(self):
        with self._lock:
            self._entries.clear()
            self._size = 0
