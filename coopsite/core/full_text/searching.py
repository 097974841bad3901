"""Finding what somebody typed: the best tiers first, no further than a page needs."""

from functools import cached_property

from django.utils import timezone

from .asking import ask_keys, ask_middles, count
from .query import Query
from .sources import mark_of_kind
from .tiers import broadest, names_begun, tiers_of

# No list goes further: what was not found among so many is asked for in other words.
MAX_RESULTS = 1_000
# Parts of names are looked for where less is found otherwise.
FEW = 10
_MIN_MIDDLE = 3


class Search:
    """A search for things of some `kinds`, public at the moment `at` (default: now).

    `marks` narrow it: a list of lists, of each of which one has to be there.
    """

    def __init__(self, typed, kinds, *, at=None, marks=(), codes=()):
        self.query = typed if isinstance(typed, Query) else Query(typed, codes)
        self.kinds, self.at = list(kinds), at or timezone.now()
        self._marks = [[mark_of_kind(kind) for kind in self.kinds], *marks]

    @cached_property
    def _counted(self):
        return count(broadest(self.query), self._marks, self.at, MAX_RESULTS + 1)

    @cached_property
    def total(self):
        """How many there are, counted up to `MAX_RESULTS` and one more."""
        return self._counted if self._counted >= FEW else len(self._all_of_few)

    @cached_property
    def _all_of_few(self):
        return self._walk(tiers_of(self.query), FEW) + self._middles

    @cached_property
    def _middles(self):
        """Those that are found by parts of their names and codes alone."""
        known = set(self._walk(tiers_of(self.query), FEW))
        words = [" ".join(w) for w in self.query.wholes[:1]]
        parts = [w for text in words for w in text.split()]
        if not parts or any(len(part) < _MIN_MIDDLE for part in parts):
            return []
        keys = ask_middles(parts, self.kinds, self.at, FEW)
        return [key for key in keys if key not in known] if not self._marks[1:] else []

    def first_keys(self, number):
        """Returns [(kind, key)] of the first results, at most `number`."""
        number = min(number, MAX_RESULTS)
        keys = self._walk(tiers_of(self.query), number)
        if len(keys) < min(FEW, number):
            keys += self._middles
        return keys[:number]

    def first_names(self, number):
        """Returns [(kind, key)] of those whose names may be meant by what is typed and
        not finished yet."""
        return self._walk(names_begun(self.query), number)

    def _walk(self, tiers, number):
        seen = {}
        for tier in tiers:
            if len(seen) >= number:
                break
            seen |= dict.fromkeys(ask_keys(tier, self._marks, self.at, number))
        return list(seen)[:number]

    @cached_property
    def best_tier(self):
        """The place of the first tier that finds something; None where none does."""
        tiers = enumerate(tiers_of(self.query))
        return next(
            (at for at, one in tiers if ask_keys(one, self._marks, self.at, 1)), None
        )
