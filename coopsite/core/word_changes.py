"""What came and went between two texts, in bounded work however long they are.

The package difflib finds the changes; its time grows with the cube of texts made to
tease it. So each comparison has a budget of steps: a stretch that would cost more than
is left is told as taken out and put in whole.
"""

from dataclasses import dataclass
from difflib import Match, SequenceMatcher
from itertools import accumulate

# Some 0.3 seconds; two versions of a long report take a tenth of it.
STEPS = 3_000_000


class Budget:
    """The steps that are left to one comparison, shared by all its texts."""

    def __init__(self, steps=STEPS):
        self.left = steps

    def takes(self, steps):
        """Returns whether that many are left, and takes them."""
        if steps > self.left:
            return False
        self.left -= steps
        return True


@dataclass(frozen=True)
class Run:
    """Words one after the other that stayed, came ("added") or went ("removed")."""

    SAME, ADDED, REMOVED = "same", "added", "removed"

    kind: str
    text: str


class _BoundedMatcher(SequenceMatcher):
    def __init__(self, old, new, budget):
        super().__init__(None, old, new, autojunk=False)
        self._budget = budget
        # A look at an element of `old` passes all its equals in `new`.
        self._costs = [0, *accumulate(1 + len(self.b2j.get(one, ())) for one in old)]

    def find_longest_match(self, alo=0, ahi=None, blo=0, bhi=None):
        if not self._budget.takes(self._costs[ahi] - self._costs[alo]):
            return Match(alo, blo, 0)
        return super().find_longest_match(alo, ahi, blo, bhi)


def opcodes(old, new, budget):
    """Yields (tag, start, end, start, end) of two lists, as `SequenceMatcher` does; how
    both begin and end costs no steps."""
    head = count_equal(old, new)
    tail = count_equal(old[head:][::-1], new[head:][::-1])
    ends = len(old) - tail, len(new) - tail
    if head:
        yield "equal", 0, head, 0, head
    matcher = _BoundedMatcher(old[head : ends[0]], new[head : ends[1]], budget)
    for tag, a, b, c, d in matcher.get_opcodes():
        yield tag, a + head, b + head, c + head, d + head
    if tail:
        yield "equal", ends[0], len(old), ends[1], len(new)


def count_equal(old, new):
    """Returns how many elements both begin with."""
    count = 0
    for one, other in zip(old, new, strict=False):
        if one != other:
            break
        count += 1
    return count


def runs(old, new, budget):
    """Returns the `Run`s of two lists of words, in the order of the text."""
    found = []
    for tag, a, b, c, d in opcodes(old, new, budget):
        if tag == "equal":
            found.append(Run(Run.SAME, " ".join(old[a:b])))
            continue
        if b > a:
            found.append(Run(Run.REMOVED, " ".join(old[a:b])))
        if d > c:
            found.append(Run(Run.ADDED, " ".join(new[c:d])))
    return found
