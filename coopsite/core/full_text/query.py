"""What somebody typed, as it is looked for: words, phrases in quotes, codes."""

import re
from functools import cached_property

from ..code_keys import key_of_code
from ..vietnamese import MAX_WORDS, clean_text, readings
from .words import cut_words, spell

MAX_TYPED = 200
# A phrase in quotes of any kind; a number as it is written.
_PHRASE = re.compile(r"[\"“”„‟«»]([^\"“”„‟«»]+)[\"“”„‟«»]|\b\d{1,3}(?:\.\d{3})+\b")
_QUOTES = re.compile(r"[\"“”„‟«»]")
_LONG_NUMBER = re.compile("[1-9][0-9]{3,11}")
_PHRASE_OF_THREE = re.compile(r"(?<=[0-9])(?=(?:[0-9]{3})+$)")
_READINGS = 3
# Short forms that texts have beside the long ones.
_LONG_FORMS = {
    "ubnd": "uy ban nhan dan",
    "hdnd": "hoi dong nhan dan",
    "hdqt": "hoi dong quan tri",
    "gtvt": "giao thong van tai",
    "tdnd": "tin dung nhan dan",
}
MIN_CODE, MAX_CODE = 2, 40


class Query:
    """The words of `typed`, cut at a length that a person types.

    `readings` are the ways in which it may be meant: each a list of terms, all of which
    have to be there; a term is a list of phrases, any of which will do; a phrase a
    tuple of words.
    """

    def __init__(self, typed, codes=()):
        self.is_cut = len(typed) > MAX_TYPED
        self.text = clean_text(typed[: MAX_TYPED * 4])[:MAX_TYPED].strip()
        self._more_codes = codes

    @cached_property
    def readings(self):
        """Returns how the words may be read, without any twice."""
        return _unique(
            [term for part in self._parts for term in part(number)][:MAX_WORDS]
            for number in range(_READINGS)
        )

    @cached_property
    def spelt(self):
        """Returns the one reading of the words with their marks."""
        terms = []
        for text, is_phrase in _split(self.text):
            words = spell(text).split()
            terms += [[tuple(words)]] if is_phrase and words else _single(words)
        return [terms[:MAX_WORDS]] if terms else []

    @cached_property
    def wholes(self):
        """Returns the phrases that a whole name is, in each reading."""
        plain = _QUOTES.sub(" ", self.text)
        words = (cut_words(one).split() for one in readings(plain))
        return _unique(tuple(one) for one in words)

    @cached_property
    def spelt_wholes(self):
        words = spell(_QUOTES.sub(" ", self.text)).split()
        return [tuple(words)] if words else []

    @cached_property
    def codes(self):
        """Returns the codes that may be meant."""
        key = key_of_code(self.text)
        is_code = " " not in self.text or any(char.isdigit() for char in key)
        own = [key] if is_code else []
        return [c for c in dict.fromkeys([*own, *self._more_codes])
                if MIN_CODE <= len(c) <= MAX_CODE]  # fmt: skip

    @property
    def has_words(self):
        return bool(self.readings)

    @cached_property
    def _parts(self):
        return [
            _read_phrase(text) if is_phrase else _read_words(text)
            for text, is_phrase in _split(self.text)
        ]


def _split(text):
    """Yields (part of the text, whether it is a phrase)."""
    end, plain = 0, []
    for found in _PHRASE.finditer(text):
        plain.append(text[end : found.start()])
        yield found[1] or found[0], True
        end = found.end()
    yield _QUOTES.sub(" ", " ".join([*plain, text[end:]])), False


def _read_phrase(text):
    words = [tuple(cut_words(one).split()) for one in readings(text)]
    phrases = list(filter(None, dict.fromkeys(words)))
    return lambda number: [phrases] if phrases else []


def _read_words(text):
    ways = [cut_words(one).split() for one in readings(text)]
    return lambda number: _single(ways[min(number, len(ways) - 1)])


def _single(words):
    return [_ways_of(word) for word in dict.fromkeys(words)]


def _ways_of(word):
    """Returns the phrases that a word may stand as: 5607 is 5.607, too."""
    if long := _LONG_FORMS.get(word):
        return [(word,), tuple(long.split())]
    if not _LONG_NUMBER.fullmatch(word):
        return [(word,)]
    return [(word,), tuple(_PHRASE_OF_THREE.split(word))]


def _unique(rows):
    unique = []
    for row in rows:
        if row and row not in unique:
            unique.append(row)
    return unique
