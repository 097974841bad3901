"""Areas as the naive register knows them: what each was, and what became of it.

Rows are read as data, each with the moments between which it was held true (§8); what
follows from them is worked out here from docs/register.md alone (§5).
"""

from dataclasses import dataclass
from datetime import date

from cooperatives.models import Area, AreaRecord, Succession

from .facts import CITY

UNKNOWN = "Chưa xác định"


@dataclass(frozen=True)
class Place:
    """An area: the name of today, and what it is called in an address."""

    key: int
    address: str  # what `dia_ban` in an address names it by
    name: str
    level: str


@dataclass
class Record:
    """What was held true of an area: its district, its province, its time."""

    area: int
    parent: int | None
    province: str
    valid_from: date | None
    valid_until: date | None
    recorded: object = None
    superseded: object = None

    def exists_on(self, day):
        began = self.valid_from is None or self.valid_from <= day
        return began and (self.valid_until is None or day < self.valid_until)


@dataclass
class Heir:
    """An area became another one, which counts by default or not."""

    old: int
    new: int
    is_default: bool
    recorded: object
    superseded: object = None


def is_held(row, t):
    """Whether a row is held true at the moment `t` (None: now)."""
    if t is None:
        return row.superseded is None
    return row.recorded <= t and (row.superseded is None or t < row.superseded)


class Areas:
    """All areas, with what was held true of them at every moment."""

    def __init__(self):
        self.places = {}
        self.records, self.heirs = {}, {}
        for area in Area.objects.order_by("pk"):
            self.places[area.pk] = _place(area)
        for row in AreaRecord._base_manager.order_by("pk"):
            self.records.setdefault(row.area_id, []).append(_record(row))
        for row in Succession._base_manager.exclude(kind="part").order_by("pk"):
            self.heirs.setdefault(row.old_id, []).append(_heir(row))
        self.entered = []  # by an operation
        self._found, self._communes = {}, {}  # worked out before, until a write

    # --- writing --------------------------------------------------------------------

    def tell(self, operation, moment):
        """Apply an accepted operation about an area at its moment."""
        self._found, self._communes = {}, {}
        area = operation["area"]
        if area not in self.places:
            self.places[area] = Place(
                area, operation["address"], operation["name"], "unit"
            )
            self.entered.append(area)
        else:
            before = self.record(area, None)
            before.superseded = moment
        self._add_record(operation, moment)
        if "heirs" in operation:
            self._replace_heirs(operation, moment)

    def _add_record(self, operation, moment):
        rows = self.records.setdefault(operation["area"], [])
        rows.append(Record(operation["area"], **operation["holds"], recorded=moment))

    def _replace_heirs(self, operation, moment):
        """§5: of a split one the default counts; a single heir is the default."""
        area, heirs = operation["area"], operation["heirs"]
        for old in self.heirs_of(area, None):
            old.superseded = moment
        rows = self.heirs.setdefault(area, [])
        for new, is_default in heirs:
            rows.append(Heir(area, new, is_default or len(heirs) == 1, moment))

    # --- what is held true ------------------------------------------------------------

    def record(self, area, t):
        """What is held true of an area; None before it was entered."""
        rows = self.records[area]
        return next((row for row in reversed(rows) if is_held(row, t)), None)

    def heirs_of(self, area, t):
        return [row for row in self.heirs.get(area, []) if is_held(row, t)]

    def is_in_city(self, area, t):
        return self.record(area, t).province == CITY

    def is_there(self, area, t):
        """Whether it is a unit of today: one of which no end is recorded."""
        record = self.record(area, t)
        is_unit = self.places[area].level == "unit"
        return is_unit and record is not None and record.valid_until is None

    def district_of(self, area, t):
        """The district of a commune; None of all others."""
        record = self.record(area, t)
        is_commune = self.places[area].level == "commune"
        return record.parent if is_commune and record else None

    def communes_of(self, district, t):
        if t not in self._communes:
            found = self._communes[t] = {}
            for area in self.records:
                found.setdefault(self.district_of(area, t), []).append(area)
        return self._communes[t].get(district, [])

    # --- §5: where it is counted -----------------------------------------------------

    def unit_of(self, area, unit, t):
        """Today's unit of a place: what was told, or the area itself, or what became
        of it; None: not known."""
        start = area if unit is None else unit
        if (start, t) not in self._found:
            self._found[start, t] = self._follow(start, t)
        return self._found[start, t]

    def _follow(self, area, t):
        if self.is_there(area, t):
            return area
        if communes := self.communes_of(area, t):
            units = set().union(*(self.units_of(one, t) for one in communes))
            return units.pop() if len(units) == 1 else None
        heirs = [heir.new for heir in self.heirs_of(area, t) if heir.is_default]
        return self._follow(heirs[0], t) if heirs else None

    def units_of(self, area, t):
        """All of today's units that an area, or a part of it, became."""
        if self.is_there(area, t):
            return {area}
        parts = self.communes_of(area, t)
        parts = parts or [heir.new for heir in self.heirs_of(area, t)]
        return set().union(*(self.units_of(one, t) for one in parts))

    def area_row(self, area, t):
        """The row "by area as recorded": a commune's district, else the area itself."""
        return self.places[self.district_of(area, t) or area].name

    def unit_row(self, area, unit, t):
        found = self.unit_of(area, unit, t)
        return UNKNOWN if found is None else self.places[found].name

    def is_within(self, place, chosen, t):
        """Whether a place (area, unit) lies in the area `chosen`."""
        if self.is_there(chosen, t):
            return self.unit_of(*place, t) == chosen
        if self.places[chosen].level == "unit":
            return chosen in place  # of one that has ended, what was recorded
        return chosen in (place[0], self.district_of(place[0], t))


def _place(area):
    return Place(area.pk, area.key, str(area), str(area.level))


def _record(row):
    return Record(
        row.area_id,
        row.parent_id,
        row.province,
        row.valid_from,
        row.valid_until,
        row.recorded_at,
        row.superseded_at,
    )


def _heir(row):
    return Heir(
        row.old_id, row.new_id, row.is_default, row.recorded_at, row.superseded_at
    )
