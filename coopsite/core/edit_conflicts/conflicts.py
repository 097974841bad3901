"""What the page shows of two people's changes: what was taken in, what is asked."""

from dataclasses import dataclass
from hashlib import sha256

from ..merge import BOTH, MINE, THEIRS
from ..word_changes import Budget, Run, runs

# The name of a choice is this, the field's and what is chosen about: where somebody
# saves once more, the choice made is none of what stands there now.
_TAKE = "_take-"
CHOICES = (MINE, THEIRS, BOTH)


@dataclass(frozen=True)
class Conflict:
    """A place that both changed, as plain text: a whole field, or one paragraph of it
    (`has_both`: it can hold both). `take` is the name of its choice, "" for rows, of
    which none is offered."""

    label: str
    take: str
    mine: str
    saved: str
    has_both: bool = False

    @property
    def reads_alike(self):
        """Whether only the looks of the text differ."""
        return self.mine == self.saved

    @property
    def sides(self):
        """The words of either side as `Run`s: what the other has not is marked."""
        words = [side.split(" ") if side else [] for side in (self.saved, self.mine)]
        found = runs(*words, Budget())
        return [
            [run for run in found if run.kind != Run.REMOVED],
            [run for run in found if run.kind != Run.ADDED],
        ]


@dataclass(frozen=True)
class Taken:
    """What only somebody else changed and the form took in: (before, after) of each
    place, as plain text."""

    label: str
    changes: tuple

    def __str__(self):
        return self.label


def name_choice(field, *about):
    """Returns the name of the choice in `field` between what `about` tells."""
    digest = sha256("\x00".join(about).encode()).hexdigest()[:12]
    return f"{_TAKE}{field}-{digest}"


def read_choice(data, name):
    """Returns which of `CHOICES` was sent under `name`; None for none of them."""
    choice = data.get(name)
    return choice if choice in CHOICES else None
