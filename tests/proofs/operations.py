"""What staff might enter, drawn at random from a seed.

An operation is a dictionary of the naive register's numbers, so that a printed log can
be read and run again.
"""

from datetime import UTC, date, datetime, timedelta

from .drawing import LAST_DAY, Drawing
from .facts import ACTIVE, COOPERATIVE, STOPPED, UNION

BEGIN, END = datetime(2022, 3, 1, 2, tzinfo=UTC), datetime(2026, 10, 20, tzinfo=UTC)
BILLION = 1_000_000_000
WEIGHTS = {
    "register": 14,
    "change": 26,
    "change_many": 6,
    "correct": 14,
    "withdraw": 8,
    "survey": 8,
    "correct_survey": 3,
    "reorganise": 9,
    "regroup": 2,
    "limit": 3,
}


class Generator(Drawing):
    """Draws operations, each with the clock's reading."""

    def __init__(self, register, rng, number):
        super().__init__(register, rng)
        self.clock = BEGIN
        self.pace = (END - BEGIN) / (number * 1.3)
        self.names = 0

    def draw(self, what=None):
        """Return one operation with the clock's reading."""
        self._move_clock()
        if len(self._organisations()) < 4:
            what = "register"
        what = what or self.rng.choices(list(WEIGHTS), WEIGHTS.values())[0]
        operation = self._OPERATIONS[what](self) or self.register_one()
        return {"at": self.clock, **operation}

    def _move_clock(self):
        """On by hours or days, rarely not at all, by a second, to midnight, or back."""
        rng, turn = self.rng, self.rng.random()
        if turn < 0.72:
            self.clock += self.pace * rng.uniform(0.2, 2.2)
        elif turn < 0.82:
            self.clock += timedelta(seconds=rng.uniform(0, 3))
        elif turn < 0.87:
            pass
        elif turn < 0.91:
            midnight = self.clock.replace(hour=17, minute=0, second=0, microsecond=0)
            self.clock = midnight + timedelta(days=1, seconds=rng.choice([-1, -0.5, 0]))
        elif turn < 0.96:
            self.clock -= timedelta(seconds=rng.uniform(1, 280))
        else:
            self.clock -= timedelta(hours=1)

    # --- operations ---------------------------------------------------------------

    def register_one(self):
        kind = self.rng.choices([COOPERATIVE, UNION], [5, 1])[0]
        if len(self._organisations(UNION)) < 2:
            kind = UNION
        self.names += 1
        day = self._day()
        states = self._states(kind, day, ["legal", "sector", "place", "union"])
        status = self.rng.choices([ACTIVE, STOPPED], [5, 1])[0]
        return {
            "do": "register",
            "kind": kind,
            "name": f"{_NAMES[kind]} Thử Số {self.names:04}",
            "day": day,
            "states": {"status": status, **states},
        }

    def change(self):
        one = self._organisation()
        kind, day = self.register.organisations[one].kind, self._day(one)
        axes = self._axes(kind)
        states = self._states(kind, day, axes)
        stands = self.register.stands(one, day, None)
        if stands and self.rng.random() < 0.25:  # a confirmation
            states = {axis: stands[axis] for axis in axes}
        return {"do": "change", "organisation": one, "day": day, "states": states}

    def change_many(self):
        known = self._organisations(COOPERATIVE)
        if len(known) < 3:
            return None
        chosen = sorted(self.rng.sample(known, self.rng.randint(2, min(8, len(known)))))
        founded = [self.register.founded_on(one, None) for one in chosen]
        day = max(founded) + timedelta(days=self.rng.randint(0, 400))
        axes = self._axes(COOPERATIVE)
        states = self._states(COOPERATIVE, day, axes)
        return {
            "do": "change_many",
            "organisations": chosen,
            "day": min(day, LAST_DAY),
            "states": states,
        }

    def _valid(self, facts):
        found = [fact for fact in facts if fact.is_valid(None)]
        if found and self.rng.random() < 0.04:
            return self.rng.choice(facts)  # perhaps one struck before: refused
        return self.rng.choice(found) if found else None

    def correct(self):
        entry = self._valid(self.register.entries)
        if entry is None:
            return None
        kind = self.register.organisations[entry.organisation].kind
        day = entry.day
        if self.rng.random() < 0.5:
            day += timedelta(days=self.rng.choice([-300, -40, -2, -1, 1, 2, 40, 300]))
        axes = [axis for axis in entry.states if self.rng.random() < 0.5]
        states = self._states(kind, day, axes)
        if day == entry.day and not states:
            states = self._states(kind, day, list(entry.states)[:1])
        return {"do": "correct", "entry": entry.number, "day": day, "states": states}

    def withdraw(self):
        sort = self.rng.choices(["entries", "surveys", "reorganisations"], [4, 2, 2])[0]
        fact = self._valid(getattr(self.register, sort))
        if fact is None:
            return None
        return {"do": "withdraw", "sort": sort, "fact": fact.number}

    def _figures(self):
        figures = {
            "members": self.rng.choice([7, 49, 50, 120, 200, 299, 300, 450, None]),
            "revenue": self.rng.choice([0, 1, 2, 9, 10, 50, 90, None]),
            "total_capital": self.rng.choice([0, 1, 4, 5, 9, 10, 25, None]),
        }
        for name in ("revenue", "total_capital"):
            if figures[name] is not None:
                figures[name] *= BILLION
        if all(figure is None for figure in figures.values()):
            figures["members"] = 60
        return figures

    def survey(self):
        one = self._organisation()
        founded = self.register.founded_on(one, None)
        last = self.clock.date() - timedelta(days=1)
        if founded > last and self.rng.random() < 0.8:
            return None
        day = min(self._day(one), last)
        return {
            "do": "survey",
            "organisation": one,
            "day": day,
            "figures": self._figures(),
        }

    def correct_survey(self):
        survey = self._valid(self.register.surveys)
        if survey is None:
            return None
        return {
            "do": "correct_survey",
            "survey": survey.number,
            "figures": self._figures(),
        }

    def reorganise(self):
        form = self.rng.choice(["sap-nhap", "hop-nhat", "chia", "tach"])
        one = self._organisation()
        kind = self.register.organisations[one].kind
        if self.rng.random() < 0.05:
            kind = None  # perhaps of another kind: refused
        others = [
            other
            for other in self._organisations(kind)
            if other != one and (self._exists(other, LAST_DAY) or kind is None)
        ]
        number = 2 if form == "chia" else 1
        if len(others) < number:
            return None
        successors = self.rng.sample(others, number)
        founded = [self.register.founded_on(k, None) for k in [one, *successors]]
        day = max(founded) + timedelta(days=self.rng.randint(0, 500))
        return {
            "do": "reorganise",
            "form": form,
            "organisation": one,
            "successors": successors,
            "day": min(day, LAST_DAY),
        }

    def regroup(self):
        """A sector counts in another group, from a day on or as a correction."""
        day = self._day() if self.rng.random() < 0.7 else None
        return {
            "do": "regroup",
            "sector": self.rng.choice(sorted(self.world.sectors)),
            "group": self.rng.choice(sorted(self.world.GROUPS)),
            "day": day,
        }

    def limit(self):
        """A new limit of a size; where one begins on that day, it is corrected."""
        factor = self.rng.choice([1, 2, 5])
        return {
            "do": "limit",
            "group": self.rng.choice(["agriculture", "industry", "trade"]),
            "size": self.rng.choice(["lon", "vua", "nho"]),
            "day": self.rng.choice([self._day(), date(2024, 11, 1)]),
            "members": 50 * factor,
            "revenue": 2 * factor * BILLION,
            "total_capital": factor * BILLION,
        }

    _OPERATIONS = {
        "register": register_one,
        "change": change,
        "change_many": change_many,
        "correct": correct,
        "withdraw": withdraw,
        "survey": survey,
        "correct_survey": correct_survey,
        "reorganise": reorganise,
        "regroup": regroup,
        "limit": limit,
    }


_NAMES = {COOPERATIVE: "Hợp tác xã", UNION: "Liên hiệp Hợp tác xã"}
