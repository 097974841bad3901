"""The searches that are measured, and what the bare engine is asked for the same."""

from contextlib import ExitStack
from unittest.mock import patch

from django.db import connection
from django.test import Client
from django.utils.http import urlencode

from cooperatives.search import ORGANISATION
from coopsite.core.full_text.near import slips_of
from coopsite.core.full_text.searching import Search
from coopsite.core.full_text.sources import mark_of_kind
from coopsite.core.page_cache.middleware import entries
from coopsite.core.vietnamese import match
from coopsite.portal.search import suggestions, views
from coopsite.portal.search.views import PAGE_SIZE

MOST = 1_000
# What a search does; the rest of its page is to show it.
SEARCHING = [
    (Search, "_walk"), (Search, "_ask_middles"), (Search, "_count"),
    (views, "list_places"), (suggestions, "find_near"),
]  # fmt: skip
# A word, and how it may be mistyped.
MEANT, SLIP = "vao", "vap"
# Where words are found, the best first: (column, one after the other, as beginnings).
TIERS = [
    ("title", True, False), ("title", False, False),
    ("lead", True, False), ("lead", False, False),
    ("text", True, False), ("text", False, False),
    ("title", True, True), ("title", False, True), ("text", False, True),
]  # fmt: skip


def searches():
    """Return the searches: words that all articles have, in the title and in the text;
    words that one has; words of which the last is not typed to its end; words of which
    one has a slip of typing, which none has together."""
    asked = {
        "all titles": ("hợp tác xã vụ mới", _bare),
        "all texts": ("vốn đất thị trường", _bare),
        "one title": ("tin thứ 777", _bare),
        "a beginning": ("hop tac xa vao vu m", _bare),
        "a slip": (f"hợp tác xã {SLIP} vụ mới", _bare_with_slip),
    }
    return {
        f"search: {name}": _search(typed, bare) for name, (typed, bare) in asked.items()
    }


def _search(typed, bare):
    client, address = Client(), f"/tim-kiem/?{urlencode({'q': typed})}"

    def page_alone():
        """Draw the page of what was found before: its results and its template."""
        entries.clear()
        with ExitStack() as stack:
            for place, name, known in found:
                stack.enter_context(patch.object(place, name, known))
            client.get(address)

    found = [
        (Search, "census", property(_remembered(Search.census.func))),
        *(
            (place, name, _remembered(getattr(place, name)))
            for place, name in SEARCHING
        ),
    ]
    return client, address, page_alone, bare(match(typed).split())


def _remembered(function):
    """Return `function` as it answers the first time, for the same words and kinds."""
    known = {}

    def answer(first, *args, **kwargs):
        key = getattr(first, "query", first).text, *getattr(first, "kinds", ())
        if key not in known:
            known[key] = function(first, *args, **kwargs)
        return known[key]

    return answer


def _bare(words):
    """Return what the bare engine is asked for the same: the marks of the newest
    thousand and one with the words or their beginnings, which tell how many there are,
    too; ten keys of each tier until a page is full; the rows of those."""
    marks = _select("e.marks", MOST + 1, _match(words, *TIERS[-1]))
    is_cut = len(_run(marks)) > MOST
    return [marks, *([_register(words)] if is_cut else []), *_ten(words)]


def _register(words):
    """Return how many of the register there are, which the newest do not tell."""
    column, asked = _match(words, *TIERS[-1])
    mark = _quote(mark_of_kind(ORGANISATION))
    if connection.vendor == "sqlite":
        return _select("1", MOST + 1, (column, f"{asked}) AND marks : ({mark}"))
    return _select("1", MOST + 1, (column, f"{asked} & {mark}"))


def _bare_with_slip(words):
    """Return the same where nothing is found: whether a name has all words but one and
    a slip of that, and ten with the word that was meant."""
    place = words.index(SLIP)
    others = _match(words[:place] + words[place + 1 :], "title")
    slips = [one for one, *more in slips_of(SLIP) if not more]
    also, any_of = (" AND ", " OR ") if connection.vendor == "sqlite" else ("&", "|")
    ways = any_of.join(_quote(one) for one in sorted(slips))
    near = _select("e.title", 30, ("title", f"({others[1]}){also}({ways})"))
    mended = [*words[:place], MEANT, *words[place + 1 :]]
    return [*_bare(words), near, *_ten(mended)]


def _ten(words):
    """Return the statements that find the ten best, and read those."""
    asked, keys = [], {}
    for tier in TIERS:
        if len(keys) >= PAGE_SIZE:
            break
        asked.append(_select("e.key", PAGE_SIZE, _match(words, *tier)))
        keys |= dict.fromkeys(str(key) for (key,) in _run(asked[-1]))
    rows = ", ".join(list(keys)[:PAGE_SIZE]) or "NULL"
    return [*asked, f"SELECT * FROM news_edition WHERE id IN ({rows})"]


def _match(words, column, in_order=False, is_begun=False):
    """Return (column, what it has to match). In any order no number is a beginning, and
    no single letter at the end is asked for."""
    is_sqlite = connection.vendor == "sqlite"
    end = ("*" if is_sqlite else ":*") if is_begun else ""
    if in_order:
        phrase = _quote(" ".join(words)) if is_sqlite else " <-> ".join(words)
        return column, phrase + end
    if is_begun and len(words[-1]) == 1:
        words = words[:-1]
    asked = [_quote(one) + ("" if one.isdigit() else end) for one in words]
    return column, (" AND " if is_sqlite else " & ").join(asked)


def _quote(word):
    return f'"{word}"' if connection.vendor == "sqlite" else word


def _select(what, limit, match):
    """Return the statement for the newest that match."""
    column, asked = match
    if connection.vendor == "sqlite":
        columns = "title lead text".partition(column)
        name = {"title": "names", "lead": "leads", "text": "texts"}[column]
        where = (
            f"core_search{name} f JOIN core_searchentry e ON e.id = f.rowid WHERE "
            f"core_search{name} MATCH '{{{columns[0]}{column}}} : ({asked})'"
        )
    else:
        where = f"core_searchentry e WHERE {column}_vector @@ '{asked}'"
    order = "f.rowid" if connection.vendor == "sqlite" else "e.id"
    return f"SELECT {what} FROM {where} ORDER BY {order} DESC LIMIT {limit}"


def _run(statement):
    with connection.cursor() as cursor:
        cursor.execute(statement)
        return cursor.fetchall()
