"""What may have been meant where nothing is found: a word with one slip of typing.

Each word in turn is taken for a slip: of all ways in which one letter less, more, other
or two in each other's place would make it, the index tells at once which stand beside
the other words.
"""

from itertools import pairwise

from .asking import ask_titles
from .query import Query
from .tiers import TITLE, all_of, any_of, in_any
from .words import BEGIN, END

_LETTERS = "abcdefghijklmnopqrstuvwxyz0123456789"
MIN_WORD, MAX_WORD = 2, 16
MAX_SLIPS = 8  # of so many words each is tried
_ROWS = 30


def slips_of(word):
    """Returns what `word` may have been before one slip: {phrase, as a tuple}."""
    cuts = [(word[:at], word[at:]) for at in range(len(word) + 1)]
    less = {a + b[1:] for a, b in cuts if b}
    other = {a + c + b[1:] for a, b in cuts if b for c in _LETTERS}
    more = {a + c + b for a, b in cuts for c in _LETTERS}
    swapped = {a + b[1] + b[0] + b[2:] for a, b in cuts if len(b) > 1}
    words = {(one,) for one in (less | other | more | swapped) - {word, ""}}
    return words | {(a, b) for a, b in cuts if len(a) > 1 and len(b) > 1}


def find_near(query, marks, at):
    """Returns other words that may have been meant and find something, likeliest first;
    each as a list of matched words."""
    words = _words_of(query)
    if not words:
        return []
    found = {}
    for place in _by_likelihood(words)[:MAX_SLIPS]:
        for better in _mend(words, place, marks, at):
            found.setdefault(tuple(better), None)
        if found:
            break
    return list(found)


def _words_of(query):
    """Returns the words of the first reading, one after the other."""
    terms = query.readings[0] if query.readings else []
    return [word for term in terms for word in term[0]]


def _by_likelihood(words):
    """Returns the places of words that may be slips: the longest first."""
    places = [p for p, word in enumerate(words) if MIN_WORD <= len(word) <= MAX_WORD]
    return sorted(places, key=lambda place: -len(words[place]))


def _mend(words, place, marks, at):
    """Yields the words with that at `place` mended as it stands in names beside the
    others; the ways that most names have come first."""
    slips = slips_of(words[place])
    others = [in_any(TITLE, [(word,)]) for word in _without(words, place)]
    condition = all_of([*others, in_any(TITLE, sorted(slips))])
    counts = {}
    for title in ask_titles(condition, marks, at, _ROWS):
        for phrase in _phrases_in(title) & slips:
            counts[phrase] = counts.get(phrase, 0) + 1
    for phrase in sorted(counts, key=lambda one: (-counts[one], one)):
        yield [*words[:place], *phrase, *words[place + 1 :]]


def _without(words, place):
    return words[:place] + words[place + 1 :]


def _phrases_in(title):
    words = [word for word in title.split() if word not in (BEGIN, END)]
    return {(word,) for word in words} | set(pairwise(words))


def fewer_words(query):
    """Returns the condition that all words but one are there, in names or texts; None
    for a single word."""
    words = _words_of(query)[:MAX_SLIPS]
    if len(words) < 2:
        return None
    return any_of(
        [
            all_of([in_any("text", [(word,)]) for word in _without(words, place)])
            for place in range(len(words))
        ]
    )


def as_query(words):
    return Query(" ".join(words))
