"""What the naive register takes as given: sectors, areas, limits, read as data.

Only rows are read here, no rule of the project is called. `palette` draws the few
areas of one history, so that its organisations meet in the same rows.
"""

from dataclasses import dataclass
from datetime import date

from cooperatives.models import Area, Sector, SizeLimit, Succession

from .facts import CITY, GROWTH

UNKNOWN = "Chưa xác định"
FIRST_DAY = date(2018, 1, 1)


@dataclass(frozen=True)
class Place:
    """An area as the naive register sees it."""

    key: int
    address: str  # what `dia_ban` in an address names it by
    name: str
    level: str
    province: str
    parent: int | None
    valid_from: date | None
    valid_until: date | None

    def exists_on(self, day):
        began = self.valid_from is None or self.valid_from <= day
        return began and (self.valid_until is None or day < self.valid_until)


class World:
    """Sectors, areas with what became of them, and the limits of the sizes."""

    SIZES = {
        "lon": "Lớn",
        "vua": "Vừa",
        "nho": "Nhỏ",
        "sieu-nho": "Siêu nhỏ",
        "chua-ro": UNKNOWN,
    }
    GROUPS = {
        "agriculture": "Nông nghiệp",
        "industry": "Công nghiệp – xây dựng",
        "finance": "Tài chính",
        "trade": "Thương mại – dịch vụ và khác",
    }

    def __init__(self):
        self.sectors = {s.code: s for s in Sector.objects.all()}
        self.areas = {a.pk: _place(a) for a in valid_rows(Area)}
        self.became = {
            s.old_id: s.new_id for s in valid_rows(Succession) if s.is_default
        }
        self.successions = [(s.old_id, s.new_id) for s in valid_rows(Succession)]
        self.limits = list(SizeLimit.objects.all())

    def sector_name(self, code):
        return self.sectors[code].name if code else UNKNOWN

    def group_name(self, code, t):
        return self.GROUPS[self.sectors[code].legal_group] if code else UNKNOWN

    def limits_on(self, code, day, t):
        """{size: {"members", "revenue", "total_capital"}} in force for the sector."""
        group = self.sectors[code].legal_group if code else None
        return {
            limit.size: {
                "members": limit.members,
                "revenue": limit.revenue,
                "total_capital": limit.total_capital,
            }
            for limit in self.limits
            if limit.legal_group == group
            and limit.valid_from <= day
            and (limit.valid_until is None or day < limit.valid_until)
        }

    def area_row(self, area, day):
        """The row "by area as recorded": a commune's district, else the area itself."""
        place = self.areas[area]
        return self.areas[place.parent].name if self._is_commune(place) else place.name

    def unit_of(self, area, unit):
        """Today's unit: as told, else what the area became; None: not known."""
        if unit is not None:
            return unit
        while area is not None and self.areas[area].level != "unit":
            area = self.became.get(area)
        return area

    def units_from(self, area):
        """Today's units that the area, or a part of it, became; for drawing places."""
        reached = {area} | {k for k, p in self.areas.items() if p.parent == area}
        while more := {n for o, n in self.successions if o in reached} - reached:
            reached |= more
        return sorted(k for k in reached if self.areas[k].level == "unit")

    def unit_row(self, area, unit):
        found = self.unit_of(area, unit)
        return UNKNOWN if found is None else self.areas[found].name

    def is_within(self, place, chosen):
        """Whether a place (area, unit) lies in the district or unit `chosen`."""
        if self.areas[chosen].level == "unit":
            return self.unit_of(*place) == chosen
        area = self.areas[place[0]]
        return chosen in (area.key, area.parent if self._is_commune(area) else None)

    @staticmethod
    def _is_commune(place):
        return place.level == "commune" and place.parent is not None


def valid_rows(model):
    """The rows of `model` that nothing has superseded."""
    names = {f.name for f in model._meta.fields}
    rows = model._base_manager.all()
    return rows.filter(superseded_at=None) if "superseded_at" in names else rows


def _place(area):
    return Place(
        area.pk,
        str(getattr(area, "key", None) or area.code),
        str(area),
        str(area.level),
        area.province,
        area.parent_id,
        area.valid_from,
        area.valid_until,
    )


def palette(world, rng):
    """Draw the areas of one history: of each level, inside the city of before and
    outside; units of today among them those that the communes became."""
    by_sort = {}
    for key, place in sorted(world.areas.items()):
        if place.valid_until is None or place.valid_until > FIRST_DAY:
            sort = place.level, place.province == CITY or place.level == "unit"
            by_sort.setdefault(sort, []).append(key)
    drawn = []
    for sort, number in _DRAWN.items():
        keys = by_sort.get(sort, [])
        drawn += rng.sample(keys, min(number, len(keys)))
    units = [world.unit_of(key, None) for key in drawn]
    parents = [world.areas[key].parent for key in drawn]
    related = [key for key in units + parents if key is not None]
    return sorted({*drawn, *related})


_DRAWN = {
    ("district", True): 2,
    ("commune", True): 4,
    ("district", False): 2,
    ("commune", False): 2,
    ("unit", True): 2,
}


def areas_on(world, keys, day):
    """Those of the areas that existed on the day, by their stored validity."""
    return [
        key
        for key in keys
        if world.areas[key].exists_on(day)
        and (world.areas[key].level == "unit") == (day >= GROWTH)
    ]
