"""Answers from the pages kept, or makes a page, soundly and once, and keeps it."""

from contextlib import contextmanager, nullcontext
from functools import lru_cache
from threading import Event, Lock

from django.conf import settings
from django.db import connection, transaction
from django.http import HttpRequest, QueryDict
from django.urls import Resolver404, resolve
from django.utils import timezone

from .. import boundaries, content_version
from ..content_version import read_tokens, tokens_of
from ..maintenance_mark import is_closed
from .encodings import compress
from .entries import Entries, Entry
from .frame import with_frame

# How often a page is made over while others write; the last time they are not seen.
ATTEMPTS = 3
_CONDITIONS = ("HTTP_IF_NONE_MATCH", "HTTP_IF_MODIFIED_SINCE")

entries = Entries()


class PageCacheMiddleware:
    """Keeps what views marked `public_page` answer; compresses all else.

    It stands before all that adds a header or may depend on a person: what it keeps are
    finished answers, the same for all.
    """

    def __init__(self, get_response):
        self._get_response = get_response
        self._being_made, self._lock = {}, Lock()

    def __call__(self, request):
        if response := find_page(request):
            return response
        domains = _domains(request) if _is_asked_for(request) else None
        if domains is None:
            return compress(request, self._get_response(request))
        return self._make_once(request, _key(request), domains)

    def _make_once(self, request, key, domains):
        """Returns the page; of those who ask for it while it is made, each takes what
        was made, if that is still so."""
        with self._lock:
            made = self._being_made.get(key)
            is_ours = made is None
            if is_ours:
                made = self._being_made[key] = Event()
        if not is_ours:
            made.wait()
            entry, now = entries.get(key), timezone.now()
            if entry and entry.is_current(_tokens(), now):
                return entries.answer(entry, request, now)
            return self._make(request, key, domains)
        try:
            return self._make(request, key, domains)
        finally:
            with self._lock:
                del self._being_made[key]
            made.set()

    def _make(self, request, key, domains):
        conditions = {name: request.META.pop(name, None) for name in _CONDITIONS}
        method, request.method = request.method, "GET"
        response, tokens, span = self._make_soundly(request, domains)
        request.method = method
        request.META |= {name: value for name, value in conditions.items() if value}
        if span is None or not _may_be_kept(response):
            return compress(request, response)
        entry = Entry(response, domains, tokens, span)
        entries.put(key, entry)
        return entry.answer(request, timezone.now())

    def _make_soundly(self, request, domains):
        """Returns the answer, and under which tokens and in which span it holds;
        None where it may not be kept."""
        for attempt in range(1, ATTEMPTS + 1):
            is_last = attempt == ATTEMPTS
            with _one_moment() if is_last else nullcontext():
                now, every = timezone.now(), _tokens()
                tokens = tokens_of(domains, every)
                span = boundaries.get_span(domains, tokens, now)
                with content_version.reading(every):
                    response = self._get_response(request)
                is_sound = is_last or tokens_of(domains, _tokens()) == tokens
            if not _may_be_kept(response):
                break
            if is_sound and timezone.now() in span:
                boundaries.keep(domains, tokens, span)
                return response, tokens, span
        return response, tokens, None


def find_page(request):
    """Returns the page that is kept of what is asked for; None where there is none, or
    it is past. SuspiciousOperation for a host that is not ours."""
    if not _is_asked_for(request):
        return None
    request.get_host()
    if entry := entries.get(_key(request)):
        now = timezone.now()
        if entry.is_current(_tokens(), now):
            return entries.answer(entry, request, now)
    return None


def _is_asked_for(request):
    """Returns whether the answer may be a kept page."""
    return (
        request.method in ("GET", "HEAD")
        and settings.PAGE_CACHE_MB > 0
        and not is_closed()
    )


def _tokens():
    return with_frame(read_tokens())


def _key(request: HttpRequest):
    """Returns what names the page, in whatever order the parameters stand."""
    asked = request.META.get("QUERY_STRING", "")
    return request.scheme, request.path_info, _parameters(asked) if asked else ()


@lru_cache(maxsize=512)
def _parameters(query_string):
    """Returns the parameters in one order; reading them takes as long as the look."""
    parameters = QueryDict(query_string.encode("iso-8859-1"))  # as WSGI hands it on
    return tuple(sorted((name, *values) for name, values in parameters.lists()))


def _domains(request):
    """Returns the domains of the public page at the address; None where it is none."""
    try:
        view = resolve(request.path_info).func
    except Resolver404:
        return None
    return getattr(view, "content_domains", None)


def _may_be_kept(response):
    policy = response.get("Content-Security-Policy", "")
    return (
        response.status_code == 200
        and not response.streaming
        and not response.cookies
        and "cookie" not in response.get("Vary", "").lower()
        and "'nonce-" not in policy
    )


@contextmanager
def _one_moment():
    """A context in which all that is read was there at one moment."""
    if connection.in_atomic_block:
        yield
    elif connection.vendor == "postgresql":
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ")
            yield
    else:  # `atomic` would keep writers out
        with connection.cursor() as cursor:
            cursor.execute("BEGIN DEFERRED")
            try:
                yield
            finally:
                cursor.execute("COMMIT")
