"""The parts of questions: which day, known when, about whom.

Each is drawn as the query of an address has it, beside what it means to the naive
register.
"""

from datetime import date, timedelta

from .drawing import TURNS
from .expected import known_at, written
from .facts import COOPERATIVE, UNION
from .world import VIETNAM


class Choices:
    """Draws what readers choose, near what a naive register holds."""

    def __init__(self, register, rng):
        self.register, self.rng, self.world = register, rng, register.world

    def day(self):
        rng, turn = self.rng, self.rng.random()
        if turn < 0.3:
            return rng.choice(TURNS)
        if turn < 0.6 and self.register.entries:
            near = rng.choice(self.register.entries).day
            return near + timedelta(days=rng.choice([-1, 0, 1]))
        return date(2018, 1, 1) + timedelta(days=rng.randrange(3_200))

    def knowledge(self):
        """(query, moment): now, or the end of a day on which something was written."""
        if self.rng.random() < 0.35:
            return {}, None
        moment = self.rng.choice(self.register.moments).astimezone(VIETNAM)
        day = moment.date() - timedelta(days=self.rng.choice([0, 0, 1]))
        return {"biet_den": written(day)}, known_at(day)

    def territory(self):
        as_today = self.rng.random() < 0.25
        return ({"dia_gioi": "hien-nay"} if as_today else {}), as_today

    def kind(self):
        return self.rng.choices([COOPERATIVE, UNION], [3, 1])[0]

    def chosen(self, sizes=True):
        """(query, filters of the naive register)."""
        query, chosen = {}, {}
        if self.rng.random() < 0.3:
            sector = self.rng.choice(sorted(self.world.sectors))
            query["linh_vuc"], chosen["sector"] = sector, sector
        if self.rng.random() < 0.3:
            area = self._area()
            query["dia_ban"], chosen["area"] = (
                self.world.areas.places[area].address,
                area,
            )
        if sizes and self.rng.random() < 0.15:
            size = self.rng.choice(sorted(self.world.SIZES))
            query["quy_mo"], chosen["size"] = size, size
        return query, chosen

    def _area(self):
        """A district or unit in which somebody was; one that has ended among them."""
        entry = self.rng.choice(
            [e for e in self.register.entries if "place" in e.states]
        )
        area, unit = entry.states["place"]
        if self.rng.random() < 0.5:
            return self.world.areas.unit_of(area, unit, None) or area
        return self.world.areas.district_of(area, None) or area

    def period(self):
        first, last = sorted([self.day(), self.day()])
        if self.rng.random() < 0.3:
            first, last = date(2025, self.rng.randint(1, 7), 1), date(2025, 12, 31)
        return first, last
