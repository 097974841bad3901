"""What staff might enter where organisations end: reorganisations, unions with members,
and reorganisations that never were or were otherwise."""

from datetime import timedelta

from .area_operations import AreaOperations
from .drawing import LAST_DAY
from .facts import COOPERATIVE, DISSOLVED, UNION
from .members import FOLLOW, LEAVE

MEMBERS = ["", LEAVE, FOLLOW]


class Endings(AreaOperations):
    """Draws operations by which organisations end, and those that take them back."""

    def reorganise(self, one=None, day=None):
        form = self.rng.choice(["sap-nhap", "hop-nhat", "chia", "tach"])
        if one is None:
            one = self._organisation(UNION if self.rng.random() < 0.2 else None)
        if one is None:
            return None
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
        day = day or max(founded) + timedelta(days=self.rng.randint(0, 500))
        return {
            "do": "reorganise",
            "members": self._choice(),
            "form": form,
            "organisation": one,
            "successors": successors,
            "day": min(day, LAST_DAY),
        }

    def end_union(self):
        """A union ends while members stand in it."""
        unions = self._organisations(UNION)
        members = {one: self._members(one) for one in unions}
        unions = [one for one in unions if members[one]]
        if not unions:
            return None
        one = self.rng.choice(unions)
        entries = [
            e
            for m in [one, *members[one]]
            for e in self.register.valid_entries(m, None)
        ]
        latest = max(entry.day for entry in entries)
        day = min(latest + timedelta(days=self.rng.randint(1, 60)), LAST_DAY)
        if self.rng.random() < 0.6 and (told := self.reorganise(one, day)):
            return told
        states = {"status": DISSOLVED}
        told = {"organisation": one, "day": day, "states": states}
        return {"do": "change", **told, "members": self._choice()}

    def _members(self, union):
        """Who stands in a union on the last day, and exists."""
        return [
            one
            for one in self._organisations(COOPERATIVE)
            if self._exists(one, LAST_DAY)
            and self.register.stands(one, LAST_DAY, None)["union"] == union
        ]

    def undo(self):
        """A reorganisation never was, or was otherwise; what it brought may go."""
        fact = self._valid(self.register.reorganisations)
        if fact is None:
            return None
        self.again = self._otherwise(fact)
        told = {"sort": "reorganisations", "fact": fact.number}
        return {"do": "withdraw", **told, "consequences": self.rng.random() < 0.6}

    def _otherwise(self, fact):
        """The same reorganisation on another day, or of another form: a correction."""
        if self.rng.random() < 0.4:
            return None
        day = fact.day + timedelta(days=self.rng.choice([-30, -1, 0, 1, 30]))
        return {
            "do": "reorganise",
            "form": self.rng.choice([fact.form, fact.form, "sap-nhap"]),
            "organisation": fact.organisation,
            "successors": [fact.successor],
            "day": day,
            "members": self._choice(),
        }

    def _choice(self):
        """What is said of the members, should it be a union that ends."""
        return self.rng.choices(MEMBERS, [1, 3, 2])[0]

    def _valid(self, facts):
        found = [fact for fact in facts if fact.is_valid(None)]
        if found and self.rng.random() < 0.04:
            return self.rng.choice(facts)  # perhaps one struck before: refused
        return self.rng.choice(found) if found else None

    OPERATIONS = {
        **AreaOperations.OPERATIONS,
        "reorganise": reorganise,
        "end_union": end_union,
        "undo": undo,
    }
