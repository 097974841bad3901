"""What staff might enter about areas: units begin, end, are split, are renamed (a new
row takes the place of the old), and what was recorded of any area is corrected."""

from datetime import timedelta

from .drawing import LAST_DAY, Drawing
from .facts import CITY, GROWTH
from .world import VIETNAM

NEIGHBOUR = "Tỉnh Bình Dương"


class AreaOperations(Drawing):
    """Draws operations about areas of the palette, and about those entered since."""

    def open_area(self):
        """A unit that others may end in: a new name is a new row."""
        number = len(self.areas.entered) + 1
        last = max(self._today(), GROWTH + timedelta(days=90))
        began = GROWTH + timedelta(days=self.rng.randrange((last - GROWTH).days))
        held = {"parent": None, "province": CITY, "valid_from": began}
        return {
            "do": "open_area",
            "area": None,
            "name": f"Phường Thử {number:03}",
            "code": f"T{number:03}",
            "holds": held | {"valid_until": None},
        }

    def close_area(self):
        """A unit ends: in another one, or split into two."""
        ready = [(key, day) for key in self._units() if (day := self._may_end(key))]
        if not ready:
            return self.redirect()
        area, first = self.rng.choice(ready)
        day = first + timedelta(days=self.rng.randint(0, (self._today() - first).days))
        if not (heirs := self._heirs(area, day)):
            return None
        held = self._held(area) | {"valid_until": day}
        return {"do": "close_area", "area": area, "holds": held, "heirs": heirs}

    def _may_end(self, area):
        """The first day on which a unit may end: after it began, and after what became
        it; None where that has not come or it has ended."""
        record = self.areas.record(area, None)
        if record.valid_until is not None:
            return None
        days = [record.valid_from or GROWTH]
        for old, rows in self.areas.heirs.items():
            if any(row.new == area and row.superseded is None for row in rows):
                days.append(self.areas.record(old, None).valid_until or GROWTH)
        first = max(days) + timedelta(days=1)
        return first if first <= self._today() else None

    def _heirs(self, area, day):
        """One or two units of the day, the first the default; rarely none is: that is
        refused."""
        there = [
            key
            for key in self._units()
            if key != area and self.areas.record(key, None).exists_on(day)
        ]
        number = min(self.rng.choice([1, 2]), len(there))
        chosen = self.rng.sample(there, number)
        is_said = self.rng.random() > 0.05
        return [(key, is_said and key == chosen[0]) for key in chosen]

    def redirect(self):
        """Where an area that has ended leads is corrected."""
        ended = [
            key
            for key in self._all_areas()
            if self.areas.heirs_of(key, None)
            and all(
                self.areas.places[heir.new].level == "unit"
                for heir in self.areas.heirs_of(key, None)
            )
        ]
        if not ended:
            return None
        area = self.rng.choice(ended)
        old = [(heir.new, heir.is_default) for heir in self.areas.heirs_of(area, None)]
        if len(old) > 1 and self.rng.random() < 0.5:  # another default
            default = self.rng.choice(old)[0]
            heirs = [(key, key == default) for key, _ in old]
        else:
            heirs = self._heirs(area, self.areas.record(area, None).valid_until)
        if not heirs:
            return None
        held = self._held(area)
        return {"do": "redirect", "area": area, "holds": held, "heirs": heirs}

    def correct_area(self):
        """An area was recorded in another district or province, or as ended."""
        area = self.rng.choice(self._all_areas())
        held, level = self._held(area), self.areas.places[area].level
        told = {"do": "correct_area", "area": area, "holds": held}
        if level == "unit" and held["valid_until"]:
            held["valid_until"] = None  # it goes on after all
            return told | {"heirs": []}
        if level == "commune" and self.rng.random() < 0.5:
            held["parent"] = self.rng.choice(self._districts())
        elif level != "unit":
            held["province"] = NEIGHBOUR if held["province"] == CITY else CITY
        return told

    def _districts(self):
        places = self.areas.places
        return [key for key in self.palette if places[key].level == "district"]

    def _held(self, area):
        record = self.areas.record(area, None)
        names = ("parent", "province", "valid_from", "valid_until")
        return {name: getattr(record, name) for name in names}

    def _today(self):
        return min(self.clock.astimezone(VIETNAM).date(), LAST_DAY)

    OPERATIONS = {
        "open_area": open_area,
        "close_area": close_area,
        "redirect": redirect,
        "correct_area": correct_area,
    }
