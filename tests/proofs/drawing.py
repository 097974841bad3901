"""The parts of operations: whom, from which day, what is stated.

Days crowd where rules change: the growth of the city, ends of years, the days that an
organisation already has entries on.
"""

from datetime import date, timedelta

from .facts import ACTIVE, COOPERATIVE, DISSOLVED, ENDED, STOPPED, UNION
from .world import areas_on, palette

FIRST_DAY, LAST_DAY = date(2018, 1, 1), date(2026, 10, 31)
TURNS = (
    date(2019, 12, 31),
    date(2020, 12, 31),
    date(2021, 1, 1),
    date(2023, 12, 31),
    date(2025, 1, 1),
    date(2025, 6, 30),
    date(2025, 7, 1),
    date(2025, 12, 31),
)
LEGAL = ("hoat-dong", "tam-ngung", "khong-tai-dia-chi", "dang-giai-the", ENDED)


class Drawing:
    """Draws parts that fit what a naive register holds, most of them acceptable."""

    def __init__(self, register, rng):
        self.register, self.rng, self.world = register, rng, register.world
        self.areas = self.world.areas
        self.palette = palette(self.areas, rng)

    def _organisations(self, kind=None):
        return [
            one.number
            for one in self.register.organisations
            if kind in (None, one.kind)
            and self.register.founded_on(one.number, None) is not None
        ]

    def _organisation(self, kind=None):
        known = self._organisations(kind)
        return self.rng.choice(known) if known else None

    def _day(self, organisation=None):
        """A day on or after the founding, often near one that has an entry."""
        rng, first = self.rng, FIRST_DAY
        if organisation is not None:
            entries = self.register.valid_entries(organisation, None)
            founded = self.register.founded_on(organisation, None) or FIRST_DAY
            if entries and rng.random() < 0.3:
                near = rng.choice(entries).day + timedelta(days=rng.choice([-1, 0, 1]))
                return max(near, founded)
            first = founded if rng.random() < 0.95 else FIRST_DAY
        if rng.random() < 0.25:
            turn = rng.choice(TURNS)
            return max(turn, first)
        return first + timedelta(days=rng.randrange(max(1, (LAST_DAY - first).days)))

    def _place(self, day):
        existing = areas_on(self.areas, self._all_areas(), day)
        if self.rng.random() < 0.03 or not existing:
            existing = self.palette  # some that were not there that day: refused
        area = self.rng.choice(existing)
        if self.areas.places[area].level == "unit" or self.rng.random() < 0.6:
            return area, None
        units = sorted(self.areas.units_of(area, None))
        if self.rng.random() < 0.05 or not units:
            units = self._units()
        return area, self.rng.choice(units)

    def _all_areas(self):
        return self.palette + self.areas.entered

    def _units(self):
        places = self.areas.places
        return [key for key in self._all_areas() if places[key].level == "unit"]

    def _sector(self, kind):
        sectors = sorted(self.world.sectors)
        if kind == UNION and self.rng.random() < 0.3:
            return None
        return "nn" if self.rng.random() < 0.4 else self.rng.choice(sectors)

    def _union(self, kind, day):
        if kind == UNION or self.rng.random() < 0.4:
            return None
        if self.rng.random() < 0.05:
            return self._organisation(UNION)  # perhaps none on that day: refused
        unions = [one for one in self._organisations(UNION) if self._exists(one, day)]
        return self.rng.choice(unions) if unions else None

    def _exists(self, organisation, day):
        stands = self.register.stands(organisation, day, None)
        return stands is not None and stands["status"] != DISSOLVED

    def _status(self):
        return self.rng.choices([ACTIVE, STOPPED, DISSOLVED], [5, 4, 1.5])[0]

    def _states(self, kind, day, axes):
        drawn = {
            "status": self._status,
            "legal": lambda: self.rng.choice(LEGAL),
            "sector": lambda: self._sector(kind),
            "place": lambda: self._place(day),
            "union": lambda: self._union(kind, day),
        }
        return {axis: drawn[axis]() for axis in axes}

    def _axes(self, kind):
        known = ["status", "legal", "sector", "place"]
        if kind == COOPERATIVE:
            known.append("union")
        number = self.rng.choices([1, 2, 3], [7, 2, 1])[0]
        return self.rng.sample(known, number)
