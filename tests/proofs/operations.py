"""What staff might enter, drawn at random from a seed.

An operation is a dictionary of the naive register's numbers, so that a printed log can
be read and run again.
"""

from datetime import UTC, date, datetime, timedelta

from .drawing import LAST_DAY
from .endings import Endings
from .facts import ACTIVE, COOPERATIVE, GROWTH, STOPPED, UNION

BEGIN, END = datetime(2022, 3, 1, 2, tzinfo=UTC), datetime(2026, 10, 20, tzinfo=UTC)
BILLION = 1_000_000_000
WEIGHTS = {
    "register": 14,
    "change": 26,
    "change_many": 6,
    "correct": 12,
    "withdraw": 8,
    "survey": 8,
    "correct_survey": 3,
    "reorganise": 9,
    "end_union": 6,
    "leave_out": 3,
    "undo": 4,
    "regroup": 2,
    "limit": 3,
    "open_area": 2,
    "close_area": 4,
    "redirect": 2,
    "correct_area": 2,
}
# Units can end once they have begun.
LATE, FEW_DAYS_AFTER = {"close_area": 14}, GROWTH + timedelta(days=30)


class Generator(Endings):
    """Draws operations, each with the clock's reading."""

    def __init__(self, register, rng, number):
        super().__init__(register, rng)
        self.clock = BEGIN
        self.pace = (END - BEGIN) / (number * 0.95)
        self.names = 0
        self.again = None  # a withdrawn reorganisation, to be entered otherwise

    def draw(self, what=None):
        """Return one operation with the clock's reading."""
        self._move_clock()
        if len(self._organisations()) < 4:
            what = "register"
        weights = WEIGHTS | (LATE if self._today() > FEW_DAYS_AFTER else {})
        what = what or self.rng.choices(list(weights), weights.values())[0]
        again, self.again = self.again, None
        operation = again or self._OPERATIONS[what](self) or self.change()
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
        self.clock = min(self.clock, END)

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
        told = {"organisation": one, "day": day, "states": states}
        return {"do": "change", **told, "members": self._choice()}

    def change_many(self):
        kind = self.rng.choices([COOPERATIVE, UNION], [5, 1])[0]
        known = self._organisations(kind)
        if len(known) < 3:
            return None
        chosen = sorted(self.rng.sample(known, self.rng.randint(2, min(8, len(known)))))
        founded = [self.register.founded_on(one, None) for one in chosen]
        day = max(founded) + timedelta(days=self.rng.randint(0, 400))
        states = self._states(kind, day, self._axes(kind))
        return {
            "do": "change_many",
            "members": self._choice(),
            "organisations": chosen,
            "day": min(day, LAST_DAY),
            "states": states,
        }

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
        told = {"entry": entry.number, "day": day, "states": states}
        return {"do": "correct", **told, "members": self._choice()}

    def leave_out(self):
        """A correction that says less: what one of the axes was is not stated."""
        entries = [
            entry
            for entry in self.register.entries
            if entry.is_valid(None)
            and len(entry.states) > 1
            and entry.day != self.register.founded_on(entry.organisation, None)
        ]
        if not entries:
            return None
        entry = self.rng.choice(entries)
        told = {"entry": entry.number, "day": entry.day, "states": {}}
        told["leave_out"] = self.rng.sample(sorted(entry.states), 1)
        return {"do": "correct", **told, "members": self._choice()}

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
        "leave_out": leave_out,
        "regroup": regroup,
        "limit": limit,
        **Endings.OPERATIONS,
    }


_NAMES = {COOPERATIVE: "Hợp tác xã", UNION: "Liên hiệp Hợp tác xã"}
