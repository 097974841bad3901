"""Finding areas by what people type: "p4 q3", "tp.thu duc", "Quy Đức", a code, an
address that ends with its province."""

import re
from datetime import date
from functools import lru_cache
from typing import NamedTuple

from django.db.models import Case, IntegerField, Value, When
from django.utils import timezone

from coopsite.core.vietnamese import NUMERALS, clean_text, fold, match, readings

# Short forms of kinds that only a place's name has; `match` knows the others.
SHORT_KINDS = {
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
_KIND = re.compile(f"^({'|'.join(SHORT_KINDS.values())}) (?=[a-z])")
_KIND_AND_NUMBER = re.compile(r"\b(phuong|quan) (?=[0-9])")
_NOT_ASCII = re.compile("[^a-z0-9]+")
_LETTER_AND_DIGIT = re.compile(r"(?<=[a-z])(?=[0-9])|(?<=[0-9])(?=[a-z])")
_FIRST_LETTERS = re.compile("^[a-z]+")
SHORT_KINDSEST_CODE = 3  # no area's name has a number as long
# How an address ends, by a word or words of the province's name; as `_plain` has them.
_PROVINCES = {
    "ho chi minh": "(thanh pho )?(ho chi minh|hcmc?|sai gon)|tphcmc?",
    "binh duong": "(tinh )?binh duong",
    "ba ria vung tau": "(tinh )?(ba ria vung tau|br ?vt)",
}
_ENDINGS = {
    name: re.compile(rf"\b({ways})( viet ?nam)?$") for name, ways in _PROVINCES.items()
}
_NO_RANK = 7


def matching(areas, typed, day=None):
    """Returns those of the queryset `areas` that `typed` may mean, best first.

    Best: the name itself, then all words whole and in order, all words whole, words
    begun. Among equals those of the province that ends an address, then those with the
    very accents, then those there on `day` (today), then today's units. Nothing typed
    leaves all; signs without a letter or number leave none. One query besides the one
    returned.
    """
    if not fold(typed):
        return areas
    accented = clean_text(typed).lower()
    rows = list(_read(areas, day or timezone.localdate()))
    for wanted, province in _readings(typed):
        places = {}
        for row in rows:
            rank = min(_rank_of(row, words, province) for words in wanted)
            if rank < _NO_RANK:
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
    for pk, name, code, province, first, until in rows:
        is_there = (first or date.min) <= day < (until or date.max)
        names = _searched_as(name), name.lower()
        yield _Row(pk, *names, code, _searched_as(province), is_there)


# Some nine hundred areas were ever there; each keystroke reads the names of all.
@lru_cache(maxsize=4096)
def _searched_as(name):
    return _plain(match(name))


def _readings(typed):
    """Yields (what the area may be called, province) as what was typed may be read:
    first all of it, since units bear provinces' names (Phường Bình Dương), then without
    the province at its end."""
    wanted = dict.fromkeys(map(_plain, readings(typed)))
    wanted |= {NUMERALS[words]: None for words in wanted if words in NUMERALS}
    if any(wanted):
        yield list(wanted), ""
    for province, ending in _ENDINGS.items():
        shorter = [
            ending.sub("", words).strip() for words in wanted if ending.search(words)
        ]
        if shorter:
            yield shorter, province


def _rank_of(row, words, province):
    if words:
        return _rank(words, row.name, row.code)
    return _rank_in_province(row, province)


def _rank_in_province(row, province):
    """Returns the rank under a province alone: first those that bear a part of its
    name, then all that lay in it."""
    if f" {_KIND.sub('', row.name)} " in f" {province} ":
        return 0
    return _NO_RANK - 1 if province in row.province else _NO_RANK


def _in_order(areas, places):
    whens = [When(pk__in=keys, then=Value(place)) for place, keys in places.items()]
    matches = [pk for keys in places.values() for pk in keys]
    place = Case(*whens, default=Value(8 * _NO_RANK), output_field=IntegerField())
    ranked = areas.filter(pk__in=matches).annotate(place=place)
    return ranked.order_by("place", "-level", "order", "id")


def _plain(matched):
    """Returns what `match` made as words: a place's short forms written out, numbers
    one word with the kind before them (Quận 3 is not Phường 3), nothing but letters
    and digits."""
    spaced = _LETTER_AND_DIGIT.sub(" ", _NOT_ASCII.sub(" ", matched))
    words = [SHORT_KINDS.get(word, word) for word in spaced.split()]
    numbers = (word.lstrip("0") or "0" if word.isdigit() else word for word in words)
    return _KIND_AND_NUMBER.sub(r"\1", " ".join(numbers))


def _rank(typed, name, code):
    """Returns how well the words of `typed` fit, 0 the best; `_NO_RANK` if not."""
    if typed == code:
        return 0
    words, has = typed.split(), name.split()
    if not all(_fits(word, has, code) for word in words):
        return _NO_RANK
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
    if word.isdigit() and len(word) >= SHORT_KINDSEST_CODE:
        return code.startswith(word)
    return any(one == word or _FIRST_LETTERS.sub("", one) == word for one in has)


def _is_in_order(words, has):
    rest = iter(has)
    return all(word in rest for word in words)
