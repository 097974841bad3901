"""What may have been meant where nothing is found: a word with one slip of typing.

Each word in turn is taken for a slip: of all ways in which one letter less, more, other
or two in each other's place would make it, the index tells at once which stand beside
the other words.
"""

from itertools import pairwise

from .asking import ask_titles
from .query import Query
from .tiers import TEXT, TITLE, all_of, any_of, in_any
from .words import is_word

# Those of Vietnamese words, which are looked for, whatever was typed.
_LETTERS, _DIGITS = "abcdeghiklmnopqrstuvxy", "0123456789"
MIN_WORD, MAX_WORD = 2, 16
MAX_SLIPS = 8  # of so many words each is tried
_ROWS = 30


def slips_of(word):
    """Returns what `word` may have been before one slip: {phrase, as a tuple}."""
    letters = _LETTERS + _DIGITS * any(char.isdigit() for char in word)
    cuts = [(word[:at], word[at:]) for at in range(len(word) + 1)]
    less = {a + b[1:] for a, b in cuts if b}
    other = {a + c + b[1:] for a, b in cuts if b for c in letters}
    more = {a + c + b for a, b in cuts for c in letters}
    swapped = {a + b[1] + b[0] + b[2:] for a, b in cuts if len(b) > 1}
    words = {(one,) for one in (less | other | more | swapped) - {word, ""}}
    return words | {(a, b) for a, b in cuts if len(a) > 1 and len(b) > 1}


def find_near(query, scope, *, in_order=False):
    """Returns other words that may have been meant and that a name has, likeliest
    first, each as a tuple; `in_order`: that stand there one after the other."""
    words = _words_of(query)
    if in_order and len(words) < 2:
        return []
    for place in _find_places(words, scope):
        slips = _slips_at(words, place)
        rows = ask_titles([_names_with(words, place, slips)], scope, _ROWS)
        titles = [title for _, title in rows]
        if better := _mend(words, place, slips, titles, in_order):
            return better
    return []


def _find_places(words, scope):
    """Returns the places of words that may be slips, likeliest first: those without
    which a name has all others."""
    places = _by_likelihood(words)[:MAX_SLIPS]
    is_in_a_name = _look_for([(word,) for word in words], scope)
    unknown = [place for place, is_there in enumerate(is_in_a_name) if not is_there]
    if unknown:
        return [place for place in places if unknown == [place]]
    others = [_without(words, place) for place in places]
    pairs = zip(places, _look_for(others, scope), strict=True)
    return [place for place, is_there in pairs if is_there]


def _look_for(groups, scope):
    """Returns for each group of words whether a name has all of them."""
    conditions = [_all_in_a_name(words) for words in groups]
    # One row would do; for so few PostgreSQL walks all names instead of its index.
    rows = ask_titles(conditions, scope, _ROWS)
    found = {place for place, _ in rows}
    return [not words or place in found for place, words in enumerate(groups)]


def _slips_at(words, place):
    return slips_of(words[place]) - {(word,) for word in words}


def _names_with(words, place, slips):
    """Returns the condition that a name has one of `slips` beside the other words."""
    others = _all_in_a_name(_without(words, place))
    return all_of([others, in_any(TITLE, sorted(slips))])


def _all_in_a_name(words):
    return all_of([in_any(TITLE, [(word,)]) for word in words])


def _words_of(query):
    """Returns the words of the first reading, one after the other."""
    terms = query.readings[0] if query.readings else []
    return [word for term in terms for word in term[0]]


def _by_likelihood(words):
    """Returns the places of words that may be slips: the longest first."""
    places = [p for p, word in enumerate(words) if MIN_WORD <= len(word) <= MAX_WORD]
    return sorted(places, key=lambda place: -len(words[place]))


def _mend(words, place, slips, titles, in_order):
    """Returns the words with that at `place` mended as it stands in `titles`: first
    those that stand in order, then those that most names have."""
    counts = {}
    for title in titles:
        for phrase in _phrases_in(title) & slips:
            mended = (*words[:place], *phrase, *words[place + 1 :])
            is_there = f" {' '.join(mended)} " in f" {title}"
            if is_there or not in_order:
                ordered, number = counts.get(mended, (False, 0))
                counts[mended] = ordered or is_there, number + 1
    ranked = sorted(counts, key=lambda one: (*(-n for n in counts[one]), one))
    is_any_ordered = ranked and counts[ranked[0]][0]
    return [one for one in ranked if counts[one][0] or not is_any_ordered]


def _without(words, place):
    return words[:place] + words[place + 1 :]


def _phrases_in(title):
    words = title.split()
    pairs = {pair for pair in pairwise(words) if all(map(is_word, pair))}
    return pairs | {(word,) for word in words if is_word(word)}


def nearly(query):
    """Returns conditions that hold what is near: all words but one in a name, then in
    a text, then two neighbours of them in a name."""
    words = _words_of(query)[:MAX_SLIPS]
    if len(words) < 2:
        return []
    rests = [_without(words, place) for place in range(len(words))]
    but_one = [
        any_of([all_of([in_any(column, [(word,)]) for word in rest]) for rest in rests])
        for column in (TITLE, TEXT)
    ]
    return [*but_one, in_any(TITLE, pairwise(words))]


def as_query(words):
    return Query(" ".join(words))
