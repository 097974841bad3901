"""Reads a page's JSON-LD and says what the vocabulary does not allow."""

import json
import re
from datetime import date, datetime
from functools import cache
from pathlib import Path

VOCABULARY = json.loads(Path(__file__).with_name("vocabulary.json").read_text())
TYPES, PROPERTIES = VOCABULARY["types"], VOCABULARY["properties"]


def read_things(response):
    """Return what a page tells machines: the things of its one block."""
    blocks = re.findall(
        r'<script type="application/ld\+json">(.*?)</script>',
        response.content.decode(),
        re.DOTALL,
    )
    if not blocks:
        return []
    [block] = blocks
    data = json.loads(block)
    assert data["@context"] == "https://schema.org"
    return data["@graph"]


@cache
def kinds_of(name):
    """Return what a type is: itself, and whatever that is a kind of."""
    kinds = {name}
    for parent in TYPES[name]:
        kinds |= kinds_of(parent)
    return kinds


def find_faults(thing, where=""):
    """Yield what the vocabulary does not allow in `thing` or what it holds."""
    name = thing.get("@type")
    if name is None:
        if set(thing) != {"@id"}:
            yield f"{where}: of no type"
        return
    if name not in TYPES:
        yield f"{where}: no type {name}"
        return
    for key, value in thing.items():
        if key.startswith("@"):
            continue
        place = f"{where}{name}.{key}"
        rule = PROPERTIES.get(key)
        if rule is None or not kinds_of(name) & set(rule["of"]):
            yield f"{place}: not allowed"
            continue
        if rule["superseded"]:
            yield f"{place}: superseded by {rule['superseded']}"
        for one in value if isinstance(value, list) else [value]:
            yield from _find_faults_of_value(one, rule["is"], place)


def _find_faults_of_value(value, ranges, place):
    if value in (None, "", [], {}):
        yield f"{place}: empty"
    elif isinstance(value, dict):
        kinds = kinds_of(value["@type"]) if "@type" in value else set(ranges)
        if not kinds & set(ranges):
            yield f"{place}: a {value['@type']}, not one of {ranges}"
        yield from find_faults(value, f"{place} > ")
    elif not any(is_of(value, kind) for kind in ranges):
        yield f"{place}: {value!r} is not one of {ranges}"


def is_of(value, kind):
    """Return whether a plain value is one of a kind that schema.org names; the address
    of a thing may stand for it."""
    if isinstance(value, bool):
        return kind == "Boolean"
    if isinstance(value, int | float):
        return kind in ("Number", "Integer", "Quantity")
    if kind == "Thing":
        return is_of(value, "URL")
    if kind in ("URL", "Date", "DateTime", "Duration"):
        return _READERS[kind](value)
    return kind in ("Text", "Distance", "PronounceableText")


def _can_read(read):
    def check(value):
        try:
            read(value)
        except ValueError:
            return False
        return True

    return check


_READERS = {
    "URL": re.compile(r"https?://[^\s<>\"]+").fullmatch,
    "Date": _can_read(date.fromisoformat),
    "DateTime": _can_read(datetime.fromisoformat),
    "Duration": re.compile(r"PT(\d+H)?(\d+M)?(\d+S)?").fullmatch,
}
