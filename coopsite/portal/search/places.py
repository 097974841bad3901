"""The directory of a place whose name was typed: "Hợp tác xã ở Xã Cần Giờ: 23"."""

from typing import NamedTuple

from django.utils.http import urlencode

from cooperatives.area_search import SHORT_KINDS
from cooperatives.directory.forms import DirectoryForm
from cooperatives.directory.queries import counts
from cooperatives.models import Area, Kind
from cooperatives.search import AREA, CHOSEN
from coopsite.core.addresses import address_of
from coopsite.core.content_version import REGISTER
from coopsite.core.full_text.asking import ask_keys
from coopsite.core.full_text.query import Query
from coopsite.core.full_text.searching import Search
from coopsite.core.full_text.tiers import whole_name
from coopsite.core.remembered import remembered
from coopsite.core.vietnamese import match

MAX_PLACES = 3
# What people write before a place when they look for who is there.
_BEFORE = ["cac ", "hop tac xa ", "o ", "tai "]


class Place(NamedTuple):
    """A place whose directory is offered."""

    label: str
    address: str
    number: int


def list_places(query):
    """Returns the places that `query` names, with how many cooperatives each has."""
    return [
        Place(label, f"{address_of('cooperatives:cooperatives')}?{key}", number)
        for label, key, number in map(_describe, _find(query))
        if number
    ]


def _find(query):
    """Returns the keys of the areas that the first way to read `query` names."""
    search = Search(query, [AREA], marks=[[CHOSEN]])
    conditions = list(map(whole_name, _ways(query)))
    rows = ask_keys(conditions, search.scope, MAX_PLACES)
    first = min((way for way, *_ in rows), default=None)
    return [key for way, _, key in rows if way == first]


def _ways(query):
    words = match(query.text)
    for before in _BEFORE:
        words = words.removeprefix(before)
    long = " ".join(SHORT_KINDS.get(word, word) for word in words.split())
    return [query, *(Query(one) for one in dict.fromkeys([words, long]))]


@remembered(REGISTER)
def _describe(key):
    """Returns (name of the area with that key, its place in addresses, how many
    cooperatives are there)."""
    area = Area.objects.get(pk=key)
    form = DirectoryForm({"dia_ban": area.key})
    number = counts(Kind.COOPERATIVE, form).number() if form.is_valid() else 0
    return area.name_with_time, urlencode({"dia_ban": area.key}), number
