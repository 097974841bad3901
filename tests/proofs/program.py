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
from .program_areas import save_area

FIELDS = {
    "status": "operating_status",
    "legal": "legal_status",
    "sector": "sector",
    "union": "union",
}
REASON = "Thử nghiệm."
Reorganisation = getattr(models, "Reorganisation", None) or models.Reorganisation
MAX_AHEAD = timedelta(minutes=5)


class Mismatch(AssertionError):
    """The program did something else than the naive register."""


class Program:
    """The running project beside a naive register that is told the same."""

    def __init__(self, register, by=None):
        self.register, self.world, self.by = register, register.world, by
        self.organisations = []
        # {number of a fact: its key}, and {key of an organisation: its number}
        self.keys = {"entries": {}, "surveys": {}, "reorganisations": {}}
        self._numbers = {}
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
        self._count_rare(operation, moment)
        self._match(before, moment)
        return True

    def _count_rare(self, operation, moment):
        """What hides in other operations, so that a proof can say it was there."""
        written = [e for e in self.register.entries if e.recorded == moment]
        gone = [e for e in self.register.entries if e.superseded == moment]
        self.accepted["leave_out"] += "leave_out" in operation
        is_settled = operation.get("members") and operation["do"] != "change_many"
        self.accepted["settle"] += bool(is_settled and len(written) > 1)
        self.accepted["go_with"] += bool(operation.get("consequences") and gone)

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
        self._numbers[one.pk] = len(self.organisations)
        self.organisations.append(one)

    def _do_change(self, operation):
        actions.change_standing(
            organisation=self.organisations[operation["organisation"]],
            effective_from=operation["day"],
            by=self.by,
            members=operation["members"],
            **self._facts(operation["states"]),
        )

    def _do_change_many(self, operation):
        actions.change_many(
            organisations=[self.organisations[n] for n in operation["organisations"]],
            effective_from=operation["day"],
            by=self.by,
            members=operation["members"],
            **self._facts(operation["states"]),
        )

    def _do_correct(self, operation):
        changed = self._facts(operation["states"])
        if operation["day"] != self.register.entries[operation["entry"]].day:
            changed["effective_from"] = operation["day"]
        fact = self._fact("entries", operation["entry"])
        left_out = [_axis(axis) for axis in operation.get("leave_out", [])]
        told = {"leave_out": left_out, "members": operation["members"]}
        actions.correct_standing(
            fact=fact, by=self.by, reason=REASON, **told, **changed
        )

    def _do_withdraw(self, operation):
        fact = self._fact(operation["sort"], operation["fact"])
        goes_with = operation.get("consequences", False)
        told = {"by": self.by, "reason": REASON, "with_consequences": goes_with}
        actions.withdraw(fact=fact, **told)

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
            members=operation["members"],
        )

    def _do_area(self, operation):
        save_area(operation, self.by)

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
            rows.sort(key=lambda row: self._numbers[row.organisation_id])
            told = getattr(self.register, sort)[len(self.keys[sort]) :]
            if len(rows) != len(told):
                raise Mismatch(f"{sort}: wrote {len(rows)} rows instead of {len(told)}")
            told = sorted(told, key=lambda fact: fact.organisation)
            for row, fact in zip(rows, told, strict=True):
                self._check_row(sort, row, fact, moment)
                self.keys[sort][fact.number] = row.pk
            self._check_valid(sort, model)

    def _check_valid(self, sort, model):
        """Both hold the same facts true."""
        facts = getattr(self.register, sort)
        wanted = {self.keys[sort][fact.number] for fact in facts if fact.is_valid(None)}
        stored = model._base_manager.filter(superseded_at=None)
        if wrong := wanted ^ set(stored.values_list("pk", flat=True)):
            raise Mismatch(f"{sort}: one side alone holds {sorted(wrong)}")

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
    "open_area": Program._do_area,
    "close_area": Program._do_area,
    "redirect": Program._do_area,
    "correct_area": Program._do_area,
}
