"""Finding areas by what people type: "p4 q3", "tp.thu duc", "Quy Đức", a code, an
address that ends with its province."""

import re
from datetime import date
from typing import NamedTuple

from django.db.models import Case, IntegerField, Value, When
from django.utils import timezone

from coopsite.core.vietnamese import MAX_WORDS, clean_text, fold

_SHORT = {
    "p": "phuong",
    "f": "phuong",
    "ph": "phuong",
    "q": "quan",
    "h": "huyen",
    "x": "xa",
    "tx": "thi xa",
    "tp": "thanh pho",
    "tt": "thi tran",
    "ttr": "thi tran",
    "dk": "dac khu",
}
# The kinds before a name, as `_plain` has them.
_KIND = re.compile(f"^({'|'.join(_SHORT.values())}) (?=[a-z])".replace("y", "i"))
_KIND_AND_NUMBER = re.compile(r"\b(phuong|quan) (?=[0-9])")
_NO_WORD = re.compile("[^a-z0-9]+")
_LETTER_AND_DIGIT = re.compile(r"(?<=[a-z])(?=[0-9])|(?<=[0-9])(?=[a-z])")
_FIRST_LETTERS = re.compile("^[a-z]+")
_SHORTEST_CODE = 3  # no area's name has a number as long
# "T.P.", "T.X.", "T.T.": a short form of two letters, taken apart at its dots.
_DOTTED = re.compile(r"\bt (?=[pxt]\b)")
# How an address ends, by a word or words of the province's name; as `_plain` has them.
_PROVINCES = {
    "ho chi minh": "(thanh pho )?(ho chi minh|hcmc?|sai gon)|tphcmc?",
    "binh duong": "(tinh )?binh duong",
    "ba ria vung tau": "(tinh )?(ba ria vung tau|br ?vt)",
}
_ENDINGS = {
    name: re.compile(rf"\b({ways})( viet ?nam)?$") for name, ways in _PROVINCES.items()
}
_RANKS = 7


def matching(areas, typed, day=None):
    """Returns those of the queryset `areas` that `typed` may mean, best first.

    Best: the name itself, then all words whole and in order, all words whole, words
    begun. Among equals those of the province that ends an address, then those with the
    very accents, then those there on `day` (today), then today's units. Nothing typed
    leaves all; signs without a letter or number leave none. One query besides the one
    returned.
    """
    words = fold(typed).split()[:MAX_WORDS]
    if not words:
        return areas
    accented = clean_text(typed).lower()
    rows = list(_read(areas, day or timezone.localdate()))
    for wanted, province in _readings(_plain(" ".join(words))):
        places = {}
        for row in rows:
            rank = _rank_of(row, wanted, province)
            if rank is not None:
                place = rank * 8 + 4 * (province not in row.province)
                place += 2 * (accented not in row.accented) + (not row.is_there)
                places.setdefault(place, []).append(row.pk)
        if places:
            return _in_order(areas, places)
    return areas.none()


class _Row(NamedTuple):
    """An area to be searched; its name and province as `_plain` has them."""

    pk: int
    name: str
    accented: str
    code: str
    province: str
    is_there: bool


def _read(areas, day):
    rows = areas.values_list(
        "pk", "name", "code", "province", "valid_from", "valid_until"
    )
    provinces = {}
    for pk, name, code, province, first, until in rows:
        if province not in provinces:
            provinces[province] = _plain(fold(province))
        is_there = (first or date.min) <= day < (until or date.max)
        names = _plain(fold(name)), name.lower()
        yield _Row(pk, *names, code, provinces[province], is_there)


def _readings(words):
    """Yields (words of the area, province) as what was typed may be read: first all of
    it, since units bear provinces' names (Phường Bình Dương), then without the province
    at its end."""
    if words:
        yield words, ""
    for province, ending in _ENDINGS.items():
        if ending.search(words):
            yield ending.sub("", words).strip(), province


def _rank_of(row, words, province):
    if words:
        return _rank(words, row.name, row.code)
    return _rank_in_province(row, province)


def _rank_in_province(row, province):
    """Returns the rank under a province alone: first those that bear a part of its
    name, then all that lay in it."""
    if f" {_KIND.sub('', row.name)} " in f" {province} ":
        return 0
    return _RANKS - 1 if province in row.province else None


def _in_order(areas, places):
    whens = [When(pk__in=keys, then=Value(place)) for place, keys in places.items()]
    matches = [pk for keys in places.values() for pk in keys]
    place = Case(*whens, default=Value(8 * _RANKS), output_field=IntegerField())
    ranked = areas.filter(pk__in=matches).annotate(place=place)
    return ranked.order_by("place", "-level", "order", "id")


def _plain(folded):
    """Returns folded text as words: short forms written out, "y" as "i" (Quy, Qui),
    numbers without a leading nought and one word with the kind before them (Quận 3 is
    not Phường 3), nothing but letters and digits."""
    spaced = _LETTER_AND_DIGIT.sub(" ", _NO_WORD.sub(" ", folded))
    words = _DOTTED.sub("t", spaced).split()
    words = [_SHORT.get(word, word).replace("y", "i") for word in words]
    numbers = (word.lstrip("0") or "0" if word.isdigit() else word for word in words)
    return _KIND_AND_NUMBER.sub(r"\1", " ".join(numbers))


def _rank(typed, name, code):
    """Returns how well the words of `typed` fit, 0 the best; None for not at all."""
    if typed == code:
        return 0
    words, has = typed.split(), name.split()
    if not all(_fits(word, has, code) for word in words):
        return None
    if typed in (name, _KIND.sub("", name)):
        return 0
    if any(f"{one} ".startswith(f"{typed} ") for one in (name, _KIND.sub("", name))):
        return 1
    if f" {typed} " in f" {name} ":
        return 2
    if all(word in has for word in words):
        return 3 if _is_in_order(words, has) else 4
    return 5


def _fits(word, has, code):
    """Returns whether the name has a word that begins so; a number only as a whole, or
    as the start of the code."""
    if not word[-1].isdigit():
        return any(one.startswith(word) for one in has)
    if word.isdigit() and len(word) >= _SHORTEST_CODE:
        return code.startswith(word)
    return any(one == word or _FIRST_LETTERS.sub("", one) == word for one in has)


def _is_in_order(words, has):
    rest = iter(has)
    return all(word in rest for word in words)
