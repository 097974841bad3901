"""Remembers what was worked out until somebody writes, or time changes it.

An answer is kept under the tokens of its domains that stood before *and* after it was
worked out: what is read in between may be half of the old and half of the new. It holds
until the next moment at which time alone changes one of the domains.

The cache that all processes share keeps it; those asked for last each process has at
hand as well, so that a page fetches and unpickles nothing.
"""

from collections import OrderedDict
from functools import wraps
from hashlib import sha256
from inspect import signature
from threading import Lock

from django.conf import settings
from django.core.cache import cache
from django.utils import timezone

from . import boundaries, content_version
from .content_version import tokens_of

# Long enough for a report that is asked for each morning; memory is all that ends it.
SECONDS = 7 * 24 * 60 * 60


def remembered(*domains):
    """Lets a function of the content of `domains` answer from memory.

    Within a page that is being made it costs no query when remembered, else one.
    Whatever it returns has to be a value that pickles and that nobody changes: pages
    share it. `repr` has to tell its arguments apart.
    """

    def decorate(function):
        name = f"{function.__module__}.{function.__qualname__}"
        arguments_of = signature(function)

        @wraps(function)
        def wrapper(*args, **kwargs):
            bound = arguments_of.bind(*args, **kwargs)
            bound.apply_defaults()
            now = timezone.now()
            tokens = tokens_of(domains, content_version.get_tokens())
            key = _key(name, bound.arguments, tokens)
            span, answer = _recall(key) or (None, None)
            if span is None or now not in span:
                span = boundaries.get_span(domains, tokens, now)
                answer = function(*args, **kwargs)
                _keep(key, domains, tokens, span, answer)
            return answer

        return wrapper

    return decorate


def is_current(domains, tokens):
    """Returns whether nothing was written in `domains` since `tokens` were read."""
    return tokens_of(domains, content_version.read_tokens()) == tokens


def _recall(key):
    if (known := at_hand.get(key)) is None and (known := cache.get(key)):
        at_hand.put(key, known)
    return known


def _keep(key, domains, tokens, span, answer):
    if timezone.now() in span and is_current(domains, tokens):
        boundaries.keep(domains, tokens, span)
        cache.set(key, (span, answer), SECONDS)
        at_hand.put(key, (span, answer))


class AtHand:
    """The answers that this process has asked for last, as they are: at most
    REMEMBERED_AT_HAND."""

    def __init__(self):
        self._answers, self._lock = OrderedDict(), Lock()

    def get(self, key):
        with self._lock:
            if not settings.REMEMBERED_AT_HAND or key not in self._answers:
                return None
            self._answers.move_to_end(key)
            return self._answers[key]

    def put(self, key, answer):
        with self._lock:
            self._answers[key] = answer
            while len(self._answers) > settings.REMEMBERED_AT_HAND:
                self._answers.popitem(last=False)

    def items(self):
        with self._lock:
            return list(self._answers.items())

    def clear(self):
        with self._lock:
            self._answers.clear()


at_hand = AtHand()


def _key(*parts):
    return f"remembered:{sha256(repr(parts).encode()).hexdigest()}"
