"""The places of a text where the words of a search stand, for marking them."""

import re
from functools import lru_cache
from typing import NamedTuple

from ..vietnamese import match
from .tiers import MIN_BEGINNING

_WORD = re.compile(r"[^\W_]+")
# Signs of an excerpt, and how many of them come before its first word found.
LENGTH, BEFORE = 240, 80
MAX_READ = 60_000


class Run(NamedTuple):
    """A part of a text, and whether it was searched for."""

    text: str
    is_marked: bool


def mark_words(text, words):
    """Returns `text` as runs, those marked that `words`, matched, find or begin."""
    runs, end = [], 0
    for first, last in _find(text, words):
        if first > end:
            runs.append(Run(text[end:first], False))
        runs.append(Run(text[first:last], True))
        end = last
    if end < len(text):
        runs.append(Run(text[end:], False))
    return runs


def make_excerpt(text, words):
    """Returns the runs of a part of `text` with the first of `words` in it; of its
    beginning where it has none. What was left out shows as "…"."""
    text = text[:MAX_READ]
    spans = list(_find(text, words))
    first = _densest(spans) if spans else 0
    start = _start_of_word(text, max(first - BEFORE, 0))
    end = _end_of_word(text, min(start + LENGTH, len(text)))
    runs = mark_words(text[start:end].strip(), words)
    before = [Run("… ", False)] if start else []
    after = [Run(" …", False)] if end < len(text) else []
    return [*before, *runs, *after]


def has_words(text, words):
    """Returns whether one of `words` is found in `text`."""
    return next(_find(text, words), None) is not None


def _find(text, words):
    """Yields (first, last) of the words found, those one after the other joined."""
    span = None
    for found in _WORD.finditer(text):
        if not _is_one_of(found[0], words):
            continue
        if span and not _WORD.search(text, span[1], found.start()):
            span = span[0], found.end()
            continue
        if span:
            yield span
        span = found.span()
    if span:
        yield span


def _is_one_of(word, words):
    parts = _match(word)
    return bool(parts) and all(
        part in words
        or any(part.startswith(one) for one in words if len(one) > MIN_BEGINNING)
        for part in parts
    )


@lru_cache(maxsize=20_000)
def _match(word):
    return tuple(match(word).split())


def _densest(spans):
    """Returns where the excerpt begins that has the most signs marked."""
    best, most = spans[0][0], 0
    for place, (first, _) in enumerate(spans[:200]):
        inside = sum(b - a for a, b in spans[place : place + 40] if b < first + LENGTH)
        if inside > most:
            best, most = first, inside
    return best


def _start_of_word(text, at):
    space = text.find(" ", at)
    return space + 1 if at and 0 <= space < at + 30 else at


def _end_of_word(text, at):
    space = text.rfind(" ", 0, at)
    return space if at < len(text) and space > at - 30 else at


def words_as_written(words, texts):
    """Returns the matched `words` as they are written in one of `texts`, in lower
    case."""
    written = {}
    for text in texts:
        for found in _WORD.finditer(text):
            parts = _match(found[0])
            if len(parts) == 1:
                written.setdefault(parts[0], found[0].lower())
    return " ".join(written.get(word, word) for word in words)
