"""The moments at which time alone changes what the public sees.

Local midnight always is one: "today", "this year". Each package registers those of its
own domain.
"""

from collections import defaultdict
from dataclasses import dataclass
from datetime import datetime, time, timedelta

from django.utils import timezone

_functions = defaultdict(list)
# In this process: {domain: (its token, the span that was worked out under it)}.
_kept = {}


@dataclass(frozen=True)
class Span:
    """The time from a moment until before the next at which time changes something."""

    since: datetime
    until: datetime

    def __contains__(self, moment):
        return self.since <= moment < self.until


def boundary(domain):
    """Registers a function of a moment that returns the first boundary of `domain`
    after it, None where none is to come."""

    def register(function):
        _functions[domain].append(function)
        return function

    return register


def first_after(rows, name, at):
    """Returns the first moment after `at` in the column `name` of `rows`, or None."""
    moments = rows.filter(**{f"{name}__gt": at}).order_by(name)
    return moments.values_list(name, flat=True).first()


def get_span(domains, tokens, at):
    """Returns the `Span` from the moment `at`, or from earlier on, until time alone
    changes the content of one of `domains`, as it is under `tokens`."""
    spans = [_span_of(*one, at) for one in zip(domains, tokens, strict=True)]
    return Span(max(s.since for s in spans), min(s.until for s in spans))


def _span_of(domain, token, at):
    token_then, span = _kept.get(domain, (None, None))
    if token_then == token and at in span:
        return span
    moments = [moment for f in _functions[domain] if (moment := f(at))]
    return Span(at, min([next_midnight(at), *moments]))


def keep(domains, tokens, span):
    """Keeps what `get_span` returned, once it is known that nothing was written in
    between."""
    for domain, token in zip(domains, tokens, strict=True):
        _kept[domain] = (token, span)


def next_midnight(at):
    """Returns the first midnight in Vietnam after the moment `at`."""
    tomorrow = timezone.localdate(at) + timedelta(1)
    return timezone.make_aware(datetime.combine(tomorrow, time.min))
