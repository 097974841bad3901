"""Finding what somebody typed: the best tiers first, no further than a page needs."""

from collections import Counter
from functools import cached_property
from typing import NamedTuple

from django.utils import timezone

from .asking import Scope, ask_keys, ask_middles, count, count_marks
from .query import Query
from .sources import have_middles, mark_of_kind
from .tiers import Tier, broadest, names_begun, tiers_of

# No list goes further: what is not among so many is asked for in other words.
MAX_RESULTS = 1_000
# Parts of names are looked for where less is found otherwise.
FEW = 10
_MIN_MIDDLE = 3
LAST = 99


class Match(NamedTuple):
    """A thing that was found, and how well it fits: `place` is that of its question
    among those that were asked."""

    kind: str
    key: int
    tier: Tier
    place: int


class Census:
    """How many things are found, by their marks: of all where they are no more than
    `MAX_RESULTS`, else of the newest so many and one."""

    def __init__(self, rows):
        self.is_cut = sum(number for _, number in rows) > MAX_RESULTS
        self.counts = Counter()
        for marks, number in rows:
            for mark in marks:
                self.counts[mark] += number

    def count(self, kinds):
        """Returns how many things of those kinds there are, as `Search.total` does;
        None where not all were counted."""
        number = sum(self.counts[mark_of_kind(kind)] for kind in kinds)
        return None if self.is_cut and number <= MAX_RESULTS else number


class Search:
    """A search for things of some `kinds`, public at the moment `at` (default: now), of
    which no more than the first `need` are read.

    `marks` narrow it: a list of lists, of each of which one has to be there. `within`
    is a search for the same words among more kinds, whose census tells what to expect.
    """

    def __init__(
        self, typed, kinds, *, need=MAX_RESULTS, at=None, marks=(), within=None
    ):
        self.query = typed if isinstance(typed, Query) else Query(typed)
        self.kinds = list(kinds)
        self.scope = Scope(self.kinds, list(marks), at or timezone.now())
        # Few are read whole, so that they can be counted.
        self._need = min(max(need, FEW), MAX_RESULTS)
        self._within = within

    @cached_property
    def matches(self):
        """The first matches."""
        if not self.kinds:
            return []
        known = self._need if self._known is None else self._known
        found = self._walk(tiers_of(self.query), min(self._need, known))
        if len(found) >= FEW:
            return found
        pairs = {(one.kind, one.key) for one in found}
        middles = [pair for pair in self._ask_middles() if pair not in pairs]
        return found + [Match(*pair, Tier.MIDDLE, LAST) for pair in middles]

    @cached_property
    def names(self):
        """The first whose names may be meant by what is typed and not finished yet."""
        if not self.kinds:
            return []
        return self._walk(names_begun(self.query), self._need)

    @cached_property
    def total(self):
        """How many there are, counted up to `MAX_RESULTS` and one more."""
        if len(self.matches) < self._need:
            return len(self.matches)
        return self._count() if self._known is None else self._known

    @cached_property
    def census(self):
        """What all matches have for marks."""
        return Census(count_marks(broadest(self.query), self.scope, MAX_RESULTS + 1))

    @cached_property
    def _known(self):
        """How many there are, by the census of the wider search or counted for
        themselves; None where there is no such search."""
        if not self._within:
            return None
        known = self._within.census.count(self.kinds)
        return self._count() if known is None else known

    def _count(self):
        return count(broadest(self.query), self.scope, MAX_RESULTS + 1)

    def _ask_middles(self):
        parts = self.query.wholes[0] if self.query.wholes else ()
        if (
            self.scope.marks
            or not parts
            or any(len(one) < _MIN_MIDDLE for one in parts)
        ):
            return []
        kinds = list(filter(have_middles, self.kinds))
        return ask_middles(parts, kinds, self.scope.at, FEW) if kinds else []

    def _walk(self, steps, enough):
        """Returns the first matches, step by step until there are `enough`."""
        seen, start = {}, 0
        for tiers in steps:
            if len(seen) >= enough:
                break
            conditions = [condition for _, condition in tiers]
            rows = ask_keys(conditions, self.scope, self._need)
            for place, kind, key in rows:
                match = Match(kind, key, tiers[place][0], start + place)
                seen.setdefault((kind, key), match)
            start += len(tiers)
        return list(seen.values())[: self._need]
