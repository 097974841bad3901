"""What can be found: each kind of thing says of itself which words it is found by."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime

from django.db import models

from ..match_text import RULES
from .models import SearchEntry
from .words import mark_of, matched, names_with_wholes, spell

# Raise the last number when what a source says of its rows changes, or how the words of
# an entry are made of it: then `remake_keys` makes the entries anew.
VERSION = RULES * 100 + 3
_KEY_BITS, _KIND_BITS = 27, 4
_sources = {}


@dataclass(frozen=True)
class Words:
    """What one thing is found by; `names` first, `codes` as `key_of_code` has them.

    `place` orders it among equals, the highest first, below 2³²; it is public from
    `live_from` until before `live_until`. `marks` are what a search may be narrowed by.
    """

    names: list
    live_from: datetime
    place: int
    live_until: datetime | None = None
    lead: str = ""
    text: str = ""
    codes: list = field(default_factory=list)
    marks: list = field(default_factory=list)


@dataclass(frozen=True)
class Source:
    """A kind of thing that can be found.

    `number` names it in the index for ever; `columns` are those of the model that its
    words follow from; `moments` are (column, column of the entry) that the database
    copies; `owners` are (table, its column that names a row of the model, columns).
    `prepare` returns {key: Words} of rows with those keys, without what nobody finds;
    `has_middles`: parts of its names and codes find it, too.
    """

    kind: str
    number: int
    model: type[models.Model]
    columns: list
    prepare: Callable
    domain: str
    moments: dict = field(default_factory=dict)
    owners: list = field(default_factory=list)
    has_middles: bool = False

    @property
    def table(self):
        return self.model._meta.db_table

    def entries(self, keys):
        """Returns the entries of the rows with those keys."""
        return [self._entry(key, words) for key, words in self.prepare(keys).items()]

    def _entry(self, key, words):
        names = [name for name in words.names if name]
        title = names_with_wholes(names)
        marks = [mark_of_kind(self.kind), *words.marks]
        middles = ""
        if self.has_middles:
            middles = " | ".join([*map(matched, names), *words.codes])
        return SearchEntry(
            id=(words.place << _KEY_BITS | key) << _KIND_BITS | self.number,
            kind=self.kind,
            key=key,
            live_from=words.live_from,
            live_until=words.live_until,
            rules=VERSION,
            marks=" ".join(marks),
            spelt=names_with_wholes(names, spell),
            title=title,
            lead=matched(words.lead),
            text=matched(words.text),
            codes=" ".join(dict.fromkeys(words.codes)),
            middles=middles,
        )


def register_source(source):
    """Lets the things of `source` be found."""
    _sources[source.kind] = source


def get_sources():
    return list(_sources.values())


def have_middles(kind):
    """Returns whether things of that kind are found by parts of their names."""
    return kind in _sources and _sources[kind].has_middles


def source_of(model):
    """Returns the source of a model, or of the one that it is a proxy of."""
    concrete = model._meta.concrete_model
    return next(
        s for s in _sources.values() if s.model._meta.concrete_model is concrete
    )


def mark_of_kind(kind):
    return mark_of("k", kind)


# Seconds from here on fit 32 bits until 2086.
_EPOCH = -631_152_000  # 01/01/1950


def place_of_moment(moment):
    """Returns the place of what is ordered by `moment`, the newest first."""
    return min(max(int(moment.timestamp()) - _EPOCH, 0), 2**32 - 1)


def place_of_name(sort_key, rank=0):
    """Returns the place of what is ordered by `rank` (0 to 3), then by its name."""
    letters = bytes.fromhex((sort_key + "0" * 8)[:8])
    name = 0
    for letter in letters:
        name = name << 7 | min(letter, 127)
    return (3 - rank) << 28 | (2**28 - 1 - name)
