"""The places of a text where the words of a search stand, for marking them."""

import re
from functools import lru_cache
from typing import NamedTuple

from ..vietnamese import match
from .tiers import MIN_BEGINNING
from .words import spell

_WORD = re.compile(r"[^\W_]+")
# Signs of an excerpt, and how many of them come before its first word found.
LENGTH, BEFORE = 240, 80
MAX_READ = 60_000


class Run(NamedTuple):
    """A part of a text, and whether it was searched for."""

    text: str
    is_marked: bool


class Marker:
    """Marks what a query finds in the texts of one thing: each word as it was typed,
    marks and all, where one of the texts has it so; else whatever its marks."""

    def __init__(self, query, texts):
        words = [found[0] for found in _WORD.finditer(query.text)]
        spelt = {word: _spell(word) for word in words}
        there = set().union(*(_spelt_words(text[:MAX_READ]) for text in texts))
        exact = {word for word in words if there.issuperset(spelt[word])}
        self._spelt = {part for word in exact for part in spelt[word]}
        others = [word for word in words if word not in exact]
        self._matched = {part for word in others for part in _match(word)}
        self._known = {}

    def mark(self, text):
        """Returns `text` as runs."""
        runs, end = [], 0
        for first, last in self._find(text):
            if first > end:
                runs.append(Run(text[end:first], False))
            runs.append(Run(text[first:last], True))
            end = last
        if end < len(text):
            runs.append(Run(text[end:], False))
        return runs

    def excerpt(self, text):
        """Returns the runs of a part of `text` with words found; of its beginning where
        it has none. What was left out shows as "…"."""
        text = text[:MAX_READ]
        spans = list(self._find(text))
        first = _densest(spans) if spans else 0
        start = _start_of_word(text, max(first - BEFORE, 0))
        end = _end_of_word(text, min(start + LENGTH, len(text)))
        before = [Run("… ", False)] if start else []
        after = [Run(" …", False)] if end < len(text) else []
        return [*before, *self.mark(text[start:end].strip()), *after]

    def has_words(self, text):
        """Returns whether a word is found in `text`."""
        return next(self._find(text), None) is not None

    def _find(self, text):
        """Yields (first, last) of the words found, those one after the other joined."""
        span = None
        for found in _WORD.finditer(text):
            if not self._is_found(found[0]):
                continue
            if span and not _WORD.search(text, span[1], found.start()):
                span = span[0], found.end()
                continue
            if span:
                yield span
            span = found.span()
        if span:
            yield span

    def _is_found(self, word):
        if word not in self._known:
            self._known[word] = self._look_up(word)
        return self._known[word]

    def _look_up(self, word):
        return self._spelt.issuperset(_spell(word)) or all(
            part in self._matched
            or any(
                part.startswith(one)
                for one in self._matched
                if len(one) > MIN_BEGINNING
            )
            for part in _match(word)
        )


def _spelt_words(text):
    return {part for word in set(_WORD.findall(text)) for part in _spell(word)}


@lru_cache(maxsize=20_000)
def _match(word):
    return tuple(match(word).split())


@lru_cache(maxsize=20_000)
def _spell(word):
    return tuple(spell(word).split())


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
