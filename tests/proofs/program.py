"""Enters operations through the project's actions, and tells the naive register.

The only module of the proofs that knows how an action is called. What the program
refuses is kept out of the naive register too; what it accepts is applied there, and the
rows that the action wrote are matched one by one: same organisation, day and axes, all
at one moment, later than every moment before.
"""

from collections import Counter
from datetime import timedelta

from django.core.exceptions import ValidationError
from django.db import transaction

from cooperatives import actions, models

from .applying import tell
from .clocks import stopped_clock
from .facts import UNION

FIELDS = {
    "status": "operating_status",
    "legal": "legal_status",
    "sector": "sector",
    "union": "union",
}
REASON = "Thử nghiệm."
Reorganisation = getattr(models, "Reorganisation", None) or models.Descent
MAX_AHEAD = timedelta(minutes=5)


class Mismatch(AssertionError):
    """The program did something else than the naive register."""


class Program:
    """The running project beside a naive register that is told the same."""

    def __init__(self, register, by=None):
        self.register, self.world, self.by = register, register.world, by
        self.organisations = []
        self.keys = {"entries": [], "surveys": [], "reorganisations": []}
        self.log = []
        self.accepted, self.refused = Counter(), Counter()

    def run(self, operation):
        """Run one operation on both sides; return whether it was accepted."""
        before = self._last_keys()
        try:
            with stopped_clock(operation["at"]), transaction.atomic():
                _DOINGS[operation["do"]](self, operation)
        except ValidationError as error:
            self.log.append((operation, f"refused: {error.messages}"))
            self.refused[operation["do"]] += 1
            if self._last_keys() != before:
                raise Mismatch("a refused operation left something") from error
            return False
        moment = self._moment(operation)
        self.log.append((operation, moment))
        self.accepted[operation["do"]] += 1
        tell(self.register, operation, moment)
        self._match(before, moment)
        return True

    # --- the program's side -------------------------------------------------------

    def _facts(self, states):
        facts = {}
        for axis, value in states.items():
            if axis == "place":
                facts["area_id"], facts["unit_id"] = value
            elif axis == "sector":
                facts["sector"] = self.world.sectors[value] if value else None
            elif axis == "union":
                facts["union"] = self._union(value)
            else:
                facts[FIELDS[axis]] = value
        for name in ("area", "unit"):
            if f"{name}_id" in facts:
                key = facts.pop(f"{name}_id")
                facts[name] = key and models.Area.objects.get(pk=key)
        return facts

    def _union(self, number):
        if number is None:
            return None
        return models.Union.objects.get(pk=self.organisations[number].pk)

    def _do_register(self, operation):
        sort = models.Union if operation["kind"] == UNION else models.Cooperative
        one = sort(name=operation["name"])
        actions.register(
            organisation=one,
            founded_on=operation["day"],
            by=self.by,
            **self._facts(operation["states"]),
        )
        self.organisations.append(one)

    def _do_change(self, operation):
        actions.change_standing(
            organisation=self.organisations[operation["organisation"]],
            effective_from=operation["day"],
            by=self.by,
            **self._facts(operation["states"]),
        )

    def _do_change_many(self, operation):
        actions.change_many(
            organisations=[self.organisations[n] for n in operation["organisations"]],
            effective_from=operation["day"],
            by=self.by,
            **self._facts(operation["states"]),
        )

    def _do_correct(self, operation):
        changed = self._facts(operation["states"])
        if operation["day"] != self.register.entries[operation["entry"]].day:
            changed["effective_from"] = operation["day"]
        fact = self._fact("entries", operation["entry"])
        actions.correct_standing(fact=fact, by=self.by, reason=REASON, **changed)

    def _do_withdraw(self, operation):
        fact = self._fact(operation["sort"], operation["fact"])
        actions.withdraw(fact=fact, by=self.by, reason=REASON)

    def _do_survey(self, operation):
        actions.record_survey(
            organisation=self.organisations[operation["organisation"]],
            effective_from=operation["day"],
            by=self.by,
            source="Phiếu khảo sát",
            **operation["figures"],
        )

    def _do_correct_survey(self, operation):
        survey = self._fact("surveys", operation["survey"])
        actions.correct_survey(
            fact=survey, by=self.by, reason=REASON, **operation["figures"]
        )

    def _do_reorganise(self, operation):
        actions.reorganise(
            organisation=self.organisations[operation["organisation"]],
            form=operation["form"],
            successors=[self.organisations[n] for n in operation["successors"]],
            effective_from=operation["day"],
            by=self.by,
        )

    def _do_regroup(self, operation):
        actions.save_sector(
            sector=models.Sector.objects.get(code=operation["sector"]),
            legal_group=operation["group"],
            valid_from=operation["day"],
            by=self.by,
        )

    def _do_limit(self, operation):
        told = {
            n: operation[n] for n in ("size", "members", "revenue", "total_capital")
        }
        told |= {"legal_group": operation["group"], "valid_from": operation["day"]}
        same = {n: told[n] for n in ("legal_group", "size", "valid_from")}
        limit = models.SizeLimit.objects.known().filter(**same).first()
        if limit:
            actions.correct_size_limit(limit=limit, by=self.by, **told)
        else:
            actions.add_size_limit(limit=models.SizeLimit(**told), by=self.by)

    def _fact(self, sort, number):
        return _MODELS[sort].objects.get(pk=self.keys[sort][number])

    def _last_keys(self):
        rows = [
            *_MODELS.values(),
            models.Organisation,
            models.Standing,
            models.Designation,
        ]
        return [
            row._base_manager.order_by("-pk").values_list("pk", flat=True).first()
            for row in rows
        ]

    # --- the naive register's side ------------------------------------------------

    def _moment(self, operation):
        """§3: the clock's reading, or just after the moment before."""
        moments = self.register.moments
        moment = operation["at"]
        if moments:
            if moments[-1] > moment + MAX_AHEAD:
                raise Mismatch("written although the clock is five minutes behind")
            moment = max(moment, moments[-1] + timedelta(microseconds=1))
        moments.append(moment)
        return moment

    # --- row by row ---------------------------------------------------------------

    def _match(self, before, moment):
        for (sort, model), last in zip(_MODELS.items(), before, strict=False):
            rows = list(model._base_manager.filter(pk__gt=last or 0).order_by("pk"))
            told = getattr(self.register, sort)[len(self.keys[sort]) :]
            if len(rows) != len(told):
                raise Mismatch(f"{sort}: wrote {len(rows)} rows instead of {len(told)}")
            for row, fact in zip(rows, told, strict=True):
                self._check_row(sort, row, fact, moment)
                self.keys[sort].append(row.pk)

    def _check_row(self, sort, row, fact, moment):
        same = (
            row.organisation_id == self.organisations[fact.organisation].pk
            and row.effective_from == fact.day
        )
        if not same:
            raise Mismatch(f"{sort}: {row} is not {fact}")
        if row.recorded_at != moment:
            raise Mismatch(f"{sort}: recorded at {row.recorded_at}, not {moment}")
        if sort == "entries" and set(row.stated_axes) != set(map(_axis, fact.states)):
            raise Mismatch(f"states {sorted(row.stated_axes)}, not {fact}")


def _axis(name):
    return {"status": "operating_status", "legal": "legal_status"}.get(name, name)


_MODELS = {
    "entries": models.StandingEntry,
    "surveys": models.Survey,
    "reorganisations": Reorganisation,
}
_DOINGS = {
    "register": Program._do_register,
    "change": Program._do_change,
    "change_many": Program._do_change_many,
    "correct": Program._do_correct,
    "withdraw": Program._do_withdraw,
    "survey": Program._do_survey,
    "correct_survey": Program._do_correct_survey,
    "reorganise": Program._do_reorganise,
    "regroup": Program._do_regroup,
    "limit": Program._do_limit,
}
