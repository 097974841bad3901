"""Which organisations are counted, and in whose borders."""

from dataclasses import dataclass

from django.db.models import Q

from ..models import Area, Kind, Sector, Standing, territory
from ..models.standings import stands_within


@dataclass(frozen=True, repr=False)
class Scope:
    """Which organisations are counted; None: whatever their sector, area or size.

    `sector` may be `UNKNOWN`: those without one. `area` is what readers know addresses
    by, old or new; `recorded` is an area that the record itself names, or a district of
    which it names a commune. `is_todays` counts every day in today's territory.
    """

    kind: str = Kind.COOPERATIVE
    sector: Sector | str | None = None
    area: Area | None = None
    size: str | None = None
    recorded: Area | None = None
    is_todays: bool = False

    def __repr__(self):
        """Names ids, for the cache's key: names of areas may be the same."""
        ids = [getattr(o, "pk", o) for o in (self.sector, self.area, self.recorded)]
        return f"Scope{(str(self.kind), *ids, self.size, self.is_todays)}"

    @property
    def is_narrow(self):
        return bool(self.sector or self.area or self.size or self.recorded)

    @property
    def sector_id(self):
        """The id of the sector, None for those without one."""
        return getattr(self.sector, "pk", None)

    def standings(self, day, known_at=None):
        """Returns how those of this scope stood on `day`, as known at `known_at`."""
        rows = Standing.objects.on(day, known_at).filter(kind=self.kind)
        rows = rows.of_territory(day, self.is_todays, known_at)
        if self.sector:
            rows = rows.filter(sector=self.sector_id)
        if self.area:
            rows = rows.within(self.area, known_at)
        if self.recorded:
            rows = rows.recorded_in(self.recorded, known_at)
        if self.size:
            rows = rows.with_size(day, known_at).filter(size=self.size)
        return rows

    def condition(self, known_at, *, sector="sector", area="area", unit="unit"):
        """Returns the condition that a standing is of this sector and area, as known at
        `known_at`, under the names that its fields have in a question; empty where
        nothing is narrowed."""
        condition = Q()
        if self.sector:
            condition &= Q(**{sector: self.sector_id})
        if self.area:
            condition &= stands_within(self.area, area, unit, known_at)
        if self.recorded:
            inside = Area.objects.recorded_in(self.recorded, known_at)
            condition &= Q(**{f"{area}__in": inside})
        return condition

    def in_city(self, day, known_at, area="area"):
        """Returns the condition that `area` lay in the territory of `day`, as known."""
        return territory.inside(day, self.is_todays, area, known_at)


EVERYWHERE = Scope()
