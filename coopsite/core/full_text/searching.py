"""Finding what somebody typed: the best tiers first, no further than a page needs."""

from functools import cached_property
from typing import NamedTuple

from django.utils import timezone

from .asking import ask_keys, ask_marks, ask_middles, count
from .query import Query
from .sources import mark_of_kind
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


class Search:
    """A search for things of some `kinds`, public at the moment `at` (default: now), of
    which no more than the first `need` are read.

    `marks` narrow it: a list of lists, of each of which one has to be there.
    """

    def __init__(self, typed, kinds, *, need=MAX_RESULTS, at=None, marks=()):
        self.query = typed if isinstance(typed, Query) else Query(typed)
        self.kinds, self.at = list(kinds), at or timezone.now()
        self.marks = [[mark_of_kind(kind) for kind in self.kinds], *marks]
        # Few are read whole, so that they can be counted.
        self._need = min(max(need, FEW), MAX_RESULTS)

    @cached_property
    def matches(self):
        """The first matches."""
        if not self.kinds:
            return []
        found = self._walk(tiers_of(self.query))
        if len(found) >= FEW:
            return found
        known = {(one.kind, one.key) for one in found}
        middles = [pair for pair in self._ask_middles() if pair not in known]
        return found + [Match(*pair, Tier.MIDDLE, LAST) for pair in middles]

    @cached_property
    def names(self):
        """The first whose names may be meant by what is typed and not finished yet."""
        return self._walk(names_begun(self.query)) if self.kinds else []

    @cached_property
    def total(self):
        """How many there are, counted up to `MAX_RESULTS` and one more."""
        if len(self.matches) < self._need:
            return len(self.matches)
        return count(broadest(self.query), self.marks, self.at, MAX_RESULTS + 1)

    def marks_of_all(self):
        """Returns the marks of each match, of the newest `MAX_RESULTS` and one where
        there are more."""
        condition = broadest(self.query)
        return ask_marks(condition, self.marks, self.at, MAX_RESULTS + 1)

    def _ask_middles(self):
        parts = self.query.wholes[0] if self.query.wholes else ()
        is_narrowed = len(self.marks) > 1
        if is_narrowed or not parts or any(len(one) < _MIN_MIDDLE for one in parts):
            return []
        return ask_middles(parts, self.kinds, self.at, FEW)

    def _walk(self, parts):
        """Returns the first matches, part by part until they are enough."""
        seen, start = {}, 0
        for tiers in parts:
            conditions = [condition for _, condition in tiers]
            rows = ask_keys(conditions, self.marks, self.at, self._need)
            for place, kind, key in rows:
                match = Match(kind, key, tiers[place][0], start + place)
                seen.setdefault((kind, key), match)
            start += len(tiers)
            if len(seen) >= self._need:
                break
        return list(seen.values())[: self._need]
