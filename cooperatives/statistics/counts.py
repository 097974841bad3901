"""The counts of the register on a day, as known at a moment. One query each, and one
to see whether the answer is remembered (see `caching`).

"Active" and "stopped" are the Alliance's survey axis; the dissolved are no part of
a total. Days are dates, `known_at` a moment, None for today's knowledge. A day is
counted in the territory of that day; `is_todays` counts it in that of today.
"""

from collections import defaultdict
from dataclasses import dataclass

from django.db.models import Count

from coopsite.core.content_version import REGISTER
from coopsite.core.remembered import remembered

from ..models import Kind, OperatingStatus, Standing
from ..models.standings import plain_key


@dataclass(frozen=True)
class Tally:
    """How many organisations stand how."""

    active: int = 0
    stopped: int = 0
    dissolved: int = 0

    @property
    def total(self):
        """All that exist: active and stopped, as the report counts its 794."""
        return self.active + self.stopped

    def __add__(self, other):
        return Tally(
            self.active + other.active,
            self.stopped + other.stopped,
            self.dissolved + other.dissolved,
        )


def by_kind(day, known_at=None, is_todays=False):
    """Returns {Kind: Tally} on `day`: cooperatives and unions."""
    tallies = _by_kind_and_sector(day, known_at, is_todays)
    return {kind: sum(_of_kind(tallies, kind).values(), Tally()) for kind in Kind}


def by_sector(day, known_at=None, is_todays=False, kind=Kind.COOPERATIVE):
    """Returns {sector id: Tally} of a kind on `day`; no empty sectors. None stands for
    unions without a sector."""
    return _of_kind(_by_kind_and_sector(day, known_at, is_todays), kind)


def _of_kind(tallies, wanted):
    return {
        sector: tally for (kind, sector), tally in tallies.items() if kind == wanted
    }


@remembered(REGISTER)
def _by_kind_and_sector(day, known_at, is_todays):
    rows = Standing.objects.on(day, known_at).of_territory(day, is_todays, known_at)
    return tallies(rows, "kind", "sector_id")


@remembered(REGISTER)
def founded_by_sector(first_day, last_day, known_at=None, is_todays=False):
    """Returns {sector id: number} of cooperatives founded from `first_day` to
    `last_day`, both included, in the sector they were founded in; inside the city as
    it was on the day of each founding."""
    foundings = Standing.objects.founded_inside(known_at, is_todays).cooperatives()
    rows = (
        foundings.filter(effective_from__range=(first_day, last_day))
        .order_by()
        .values_list(plain_key("sector_id"))
        .annotate(Count("pk"))
    )
    return dict(rows)


def tallies(standings, *dimensions):
    """Returns {value: Tally} of `standings` by a field or an annotation of theirs; by
    several, the key is the tuple of their values."""
    rows = standings.order_by().values_list(*dimensions, "operating_status")
    numbers_of = defaultdict(dict)
    for *values, status, number in rows.annotate(Count("pk")):
        key = tuple(values) if len(values) > 1 else values[0]
        numbers_of[key][OperatingStatus(status).name.lower()] = number
    return {key: Tally(**numbers) for key, numbers in numbers_of.items()}
