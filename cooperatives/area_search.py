"""Finding areas by what people type: "p4 q3", "tp.thu duc", "Quy Đức", a code."""

import re
from datetime import date

from django.db.models import Case, IntegerField, Value, When
from django.utils import timezone

from coopsite.core.vietnamese import MOST_WORDS, clean_text, fold

_SHORT = {
    "p": "phuong",
    "q": "quan",
    "h": "huyen",
    "x": "xa",
    "tx": "thi xa",
    "tp": "thanh pho",
    "tt": "thi tran",
    "dk": "dac khu",
}
# The kinds before a name, as `_plain` has them.
_KIND = re.compile(f"^({'|'.join(_SHORT.values())}) (?=[a-z])".replace("y", "i"))
_KIND_AND_NUMBER = re.compile(r"\b(phuong|quan) (?=[0-9])")
_NO_WORD = re.compile("[^a-z0-9]+")
_LETTER_AND_DIGIT = re.compile(r"(?<=[a-z])(?=[0-9])|(?<=[0-9])(?=[a-z])")
_FIRST_LETTERS = re.compile("^[a-z]+")
_SHORTEST_CODE = 3  # no area's name has a number as long
_RANKS = 6


def matching(areas, typed, day=None):
    """Return those of the queryset `areas` that `typed` may mean, best first.

    Best: the name itself, then all words whole and in order, all words whole, words
    begun. Among equals those with the very accents, then those there on `day` (today),
    then today's units. One query besides the one returned.
    """
    asked = _plain(" ".join(fold(typed).split()[:MOST_WORDS]))
    if not asked:
        return areas
    day, accented = day or timezone.localdate(), clean_text(typed).lower()
    places = {}
    rows = areas.values_list("pk", "name", "code", "valid_from", "valid_until")
    for pk, name, code, first, until in rows:
        rank = _rank(asked, _plain(fold(name)), code)
        if rank is not None:
            is_there = (first or date.min) <= day < (until or date.max)
            place = rank * 4 + 2 * (accented not in name.lower()) + (not is_there)
            places.setdefault(place, []).append(pk)
    return _in_order(areas, places)


def _in_order(areas, places):
    whens = [When(pk__in=keys, then=Value(place)) for place, keys in places.items()]
    found = [pk for keys in places.values() for pk in keys]
    place = Case(*whens, default=Value(4 * _RANKS), output_field=IntegerField())
    ranked = areas.filter(pk__in=found).annotate(place=place)
    return ranked.order_by("place", "-level", "order", "id")


def _plain(folded):
    """Return folded text as words: short forms written out, "y" as "i" (Quy, Qui),
    numbers without a leading nought and one word with the kind before them (Quận 3 is
    not Phường 3), nothing but letters and digits."""
    words = _LETTER_AND_DIGIT.sub(" ", _NO_WORD.sub(" ", folded)).split()
    words = [_SHORT.get(word, word).replace("y", "i") for word in words]
    numbers = (word.lstrip("0") if word.isdigit() else word for word in words)
    return _KIND_AND_NUMBER.sub(r"\1", " ".join(numbers))


def _rank(asked, name, code):
    """Return how well the words of `asked` fit, 0 the best; None for not at all."""
    if asked == code:
        return 0
    words, has = asked.split(), name.split()
    if not all(_fits(word, has, code) for word in words):
        return None
    if asked in (name, _KIND.sub("", name)):
        return 0
    if f" {name} ".startswith(f" {asked} ") or _begins(asked, _KIND.sub("", name)):
        return 1
    if f" {asked} " in f" {name} ":
        return 2
    if all(word in has for word in words):
        return 3 if _is_in_order(words, has) else 4
    return 5


def _begins(asked, name):
    return name.startswith(f"{asked} ")


def _fits(word, has, code):
    """Whether the name has a word that begins so; a number only as a whole, or as the
    start of the code."""
    if not word[-1].isdigit():
        return any(one.startswith(word) for one in has)
    if word.isdigit() and len(word) >= _SHORTEST_CODE:
        return code.startswith(word)
    return any(one == word or _FIRST_LETTERS.sub("", one) == word for one in has)


def _is_in_order(words, has):
    rest = iter(has)
    return all(word in rest for word in words)
