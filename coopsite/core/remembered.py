"""Remembers what was worked out until somebody writes, or time changes it.

An answer is kept under the tokens of its domains that stood before *and* after it was
worked out: what is read in between may be half of the old and half of the new. It holds
until the next moment at which time alone changes one of the domains.
"""

from functools import wraps
from hashlib import sha256
from inspect import signature

from django.core.cache import cache
from django.utils import timezone

from . import boundaries, content_version
from .content_version import tokens_of

# Long enough for a report that is asked for each morning; memory is all that ends it.
SECONDS = 7 * 24 * 60 * 60


def remembered(*domains):
    """Lets a function of the content of `domains` answer from memory.

    Within a page that is being made it costs no query when remembered, else one.
    Whatever it returns has to be a value that pickles, and `repr` has to tell its
    arguments apart.
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
            span, answer = cache.get(key) or (None, None)
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


def _keep(key, domains, tokens, span, answer):
    if timezone.now() in span and is_current(domains, tokens):
        boundaries.keep(domains, tokens, span)
        cache.set(key, (span, answer), SECONDS)


def _key(*parts):
    return f"remembered:{sha256(repr(parts).encode()).hexdigest()}"
