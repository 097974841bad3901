"""A kind of page in the sitemap, and how its files are cut.

A file holds the rows whose keys lie in a block: in block 1 those from 2,000 to 3,999.
So a file costs what its rows do, however many come before them, no row ever moves to
another file, and a new one changes the last file only.
"""

from abc import ABC, abstractmethod
from datetime import datetime
from typing import NamedTuple

from django.db.models import F, IntegerField, Max
from django.db.models.expressions import ExpressionWrapper

BLOCK, MAX_BLOCK = 2_000, 1_000_000


class Entry(NamedTuple):
    """An address of the portal; when it last changed, if that is known; and the
    elements that tell more of it, as XML."""

    path: str
    changed_at: datetime | None = None
    more: str = ""


class Sitemap(ABC):
    """A kind of page. `name` stands in the addresses of its files."""

    name = ""

    @abstractmethod
    def blocks(self):
        """Returns each block that has an entry: its number, and when one of its entries
        last changed, None where that is not known."""

    @abstractmethod
    def entries(self, number):
        """Yields the `Entry`s of a block; nothing where there is no such block."""


def in_block(rows, key, number):
    """Narrows `rows` to a block of the values of the field `key`."""
    first = number * BLOCK
    return rows.filter(**{f"{key}__gte": first, f"{key}__lt": first + BLOCK})


def find_blocks(rows, key, changed_at=None):
    """Returns the number of each block of `rows`, and the latest of `changed_at`."""
    number = ExpressionWrapper(F(key) / BLOCK, IntegerField())
    rows = rows.order_by().annotate(block=number).values("block").distinct()
    if changed_at is None:
        return sorted((row["block"], None) for row in rows)
    rows = rows.annotate(latest=Max(changed_at))
    return sorted(rows.values_list("block", "latest"))
