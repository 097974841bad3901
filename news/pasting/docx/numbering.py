"""Counts the items of lists as Word does: which list each belongs to, how deep it is
nested, and with which number it begins. mammoth gives every list the number 1.
"""

import re
from collections import defaultdict
from dataclasses import dataclass

from .names import value, w

_MAX_LEVEL = 8
_INDENT = 720  # of a level that says nothing, in twentieths of a point
_NEARLY = 120
_ROMAN = [
    (1000, "m"), (900, "cm"), (500, "d"), (400, "cd"), (100, "c"), (90, "xc"),
    (50, "l"), (40, "xl"), (10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i"),
]  # fmt: skip
_PLACE = re.compile(r"%([1-9])")


@dataclass
class _Level:
    """How one level of a list is marked."""

    form: str = "decimal"
    text: str = ""
    start: int = 1
    indent: int = 0


@dataclass
class Item:
    """A paragraph's place in its lists: those around it, from the outermost on."""

    lists: list  # of OpenList
    marker: str  # the number as printed, for what is no item of a list


@dataclass
class OpenList:
    """A list that a paragraph stands in."""

    number: int  # of this very list, so that two in a row stay two
    is_ordered: bool
    start: int
    source: str
    level: int
    indent: int


class Numbering:
    """The lists of a document, counted from its first paragraph to its last."""

    def __init__(self, root):
        self._levels, self._sources, self._restarts = {}, {}, set()
        self._counts = defaultdict(dict)
        self._open, self._made = [], 0
        if root is None:
            return
        abstract = {
            one.get(w("abstractNumId")): one for one in root.findall(w("abstractNum"))
        }
        for one in root.findall(w("num")):
            self._add(one, abstract)

    def _add(self, num, abstract):
        list_id, source = num.get(w("numId")), value(num, "abstractNumId")
        levels = [_Level(indent=_INDENT * (at + 1)) for at in range(_MAX_LEVEL + 1)]
        definition = abstract.get(source)
        link = value(definition, "numStyleLink")
        if link:
            definition = next(
                (one for one in abstract.values() if value(one, "styleLink") == link),
                definition,
            )
        _read_levels(definition, levels)
        for change in num.findall(w("lvlOverride")):
            _read_levels(change, levels)
            level = _number(change.get(w("ilvl")), 0)
            start = _number(value(change, "startOverride"), None)
            if start is not None and level <= _MAX_LEVEL:
                levels[level].start = start
                self._restarts.add((list_id, level))
        self._levels[list_id], self._sources[list_id] = levels, source

    def close(self):
        """Tells that a paragraph stands here that is no item: the lists end."""
        self._open = []

    def go_on(self, left):
        """Returns the lists that a paragraph this far from the margin goes on in: it
        stands below the text of their last item. Empty where it ends them all."""
        while self._open and left < max(self._open[-1].indent - _NEARLY, 1):
            self._open.pop()
        if self._open and left > self._open[-1].indent + _NEARLY:
            self._open = []
        return list(self._open)

    def item(self, list_id, level, indent=None):
        """Returns the `Item` that a paragraph is, None where its list is unknown or
        has no marks; and counts it."""
        levels = self._levels.get(list_id)
        if levels is None:
            return None
        level = min(level, _MAX_LEVEL)
        count = self._count(list_id, level)
        if levels[level].form == "none":
            return None
        marker = self._marker(list_id, level)
        self._enter(list_id, level, levels[level], indent, count)
        return Item(list(self._open), marker)

    def is_worded(self, list_id, level):
        """Returns whether items are marked by words ("Điều 1."), which are no list."""
        levels = self._levels.get(list_id)
        found = levels[min(level, _MAX_LEVEL)] if levels else None
        if found is None or found.form in ("bullet", "none"):
            return False
        return len(re.findall(r"[^\W\d_]", _PLACE.sub("", found.text))) > 1

    def _count(self, list_id, level):
        source, levels = self._sources[list_id], self._levels[list_id]
        counts = self._counts[source]
        if (list_id, level) in self._restarts:
            self._restarts.discard((list_id, level))
            counts.pop(level, None)
        counts[level] = counts.get(level, levels[level].start - 1) + 1
        for deeper in [one for one in counts if one > level]:
            del counts[deeper]
        return counts[level]

    def _marker(self, list_id, level):
        levels = self._levels[list_id]
        counts = self._counts[self._sources[list_id]]

        def number(place):
            at = int(place[1]) - 1
            return _written(counts.get(at, levels[at].start), levels[at].form)

        return _PLACE.sub(number, levels[level].text)

    def _enter(self, list_id, level, form, indent, count):
        """Leaves the lists that this item ends and enters its own."""
        source = self._sources[list_id]
        indent = form.indent if indent is None else indent
        is_ordered = form.form != "bullet"
        same = [
            at
            for at, one in enumerate(self._open)
            if (one.source, one.level, one.is_ordered) == (source, level, is_ordered)
        ]
        if same and count != form.start:
            del self._open[same[-1] + 1 :]
            return
        if same:
            del self._open[same[-1] :]
        while self._open and _ends(self._open[-1], source, level, indent):
            self._open.pop()
        self._made += 1
        start = count if is_ordered else 1
        opened = OpenList(self._made, is_ordered, start, source, level, indent)
        self._open.append(opened)


def _ends(last, source, level, indent):
    """Returns whether the innermost list ends where an item of another one begins."""
    if last.source == source:
        return last.level >= level
    return last.indent + _NEARLY >= indent


def _read_levels(element, levels):
    """Takes the levels that a definition describes into `levels`."""
    for one in element.findall(w("lvl")) if element is not None else ():
        at = _number(one.get(w("ilvl")), 0)
        if at > _MAX_LEVEL:
            continue
        properties = one.find(w("pPr"))
        indent = value(properties, "ind", "left") or value(properties, "ind", "start")
        form, text = value(one, "numFmt") or "decimal", value(one, "lvlText")
        levels[at] = _Level(
            form="none" if text == "" and form != "bullet" else form,
            text=text or "",
            start=_number(value(one, "start"), 1),
            indent=_number(indent, levels[at].indent),
        )


def _number(text, otherwise):
    try:
        return int(text)
    except (TypeError, ValueError):
        return otherwise


def _written(number, form):
    """Returns a number as a list of this form prints it."""
    if form.endswith("Letter") and number > 0:
        letter = chr(ord("a") + (number - 1) % 26) * ((number - 1) // 26 + 1)
        return letter.upper() if form.startswith("upper") else letter
    if form.endswith("Roman") and 0 < number < 4000:
        letters = ""
        for worth, digits in _ROMAN:
            letters += digits * (number // worth)
            number %= worth
        return letters.upper() if form.startswith("upper") else letters
    return f"{number:02}" if form == "decimalZero" else str(number)
