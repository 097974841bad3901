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
    """A search for things of some `kinds`, public at the moment `at` (default: now).

    `marks` narrow it: a list of lists, of each of which one has to be there.
    """

    def __init__(self, typed, kinds, *, at=None, marks=(), codes=()):
        self.query = typed if isinstance(typed, Query) else Query(typed, codes)
        self.kinds, self.at = list(kinds), at or timezone.now()
        self.marks = [[mark_of_kind(kind) for kind in self.kinds], *marks]

    @cached_property
    def total(self):
        """How many there are, counted up to `MAX_RESULTS` and one more."""
        if not self.kinds:
            return 0
        number = count(broadest(self.query), self.marks, self.at, MAX_RESULTS + 1)
        return number if number >= FEW else len(self._few)

    def first(self, number):
        """Returns the first matches, at most `number`."""
        if not self.kinds:
            return []
        number = min(number, MAX_RESULTS)
        found = self._walk(tiers_of(self.query), number)
        return found if len(found) >= min(FEW, number) else self._few[:number]

    def first_names(self, number):
        """Returns those whose names may be meant by what is typed and not finished
        yet."""
        return self._walk(names_begun(self.query), number)

    def marks_of_all(self):
        """Returns the marks of each match, of the newest `MAX_RESULTS` where there are
        more."""
        condition = broadest(self.query)
        return ask_marks(condition, self.marks, self.at, MAX_RESULTS)

    @cached_property
    def _few(self):
        """All matches where they are few, with those that have a part of the words in
        their names and codes."""
        found = self._walk(tiers_of(self.query), FEW)
        known = {(one.kind, one.key) for one in found}
        middles = [pair for pair in self._ask_middles() if pair not in known]
        return found + [Match(*pair, Tier.MIDDLE, LAST) for pair in middles]

    def _ask_middles(self):
        parts = self.query.wholes[0] if self.query.wholes else ()
        is_narrowed = len(self.marks) > 1
        if is_narrowed or not parts or any(len(one) < _MIN_MIDDLE for one in parts):
            return []
        return ask_middles(parts, self.kinds, self.at, FEW)

    def _walk(self, tiers, number):
        seen = {}
        for place, (tier, condition) in enumerate(tiers):
            if len(seen) >= number:
                break
            for pair in ask_keys(condition, self.marks, self.at, number):
                seen.setdefault(pair, (tier, place))
        return [Match(*pair, *how) for pair, how in seen.items()][:number]
