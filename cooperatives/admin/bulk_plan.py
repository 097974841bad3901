"""What a change of many records would do to each, before anything is written."""

import json
from dataclasses import dataclass
from hashlib import sha256
from itertools import batched, groupby

from .. import actions
from ..models import OperatingStatus, Organisation, Standing
from ..models.place_checks import place_on

_BATCH = 500
# What the form asks for; a status left empty stays as it is.
STATUSES = ["operating_status", "legal_status"]


@dataclass(frozen=True)
class Line:
    """One record: how it stood on the day, how it would; `refusal` says why it cannot.

    `until` is the day of its next standing, from which on the change no longer holds.
    """

    organisation: Organisation
    before: Standing | None = None
    after: Standing | None = None
    until: object = None
    refusal: str = ""

    @property
    def moves_to(self):
        """The unit of today that takes the place of an area that has ended, or None."""
        return self.after.area if self.after.area != self.before.area else None


class Plan:
    """The lines of the records `keys`, for the `day` and the `facts` that change.

    `digest` is another one as soon as something was recorded about one of them.
    """

    def __init__(self, model, keys, day, facts):
        self.day, self.facts = day, facts
        self.lines, self._known_problems, self._places = [], {}, {}
        seen = []
        for batch in batched(keys, _BATCH):
            courses = _courses(batch)
            for organisation in _in_order(model, batch):
                course = courses.get(organisation.pk, [])
                self.lines.append(self._line(organisation, course))
                moment = organisation.updated_at.isoformat()
                seen.append([organisation.pk, moment, *(row.pk for row in course)])
        said = json.dumps([seen, str(day), facts], default=str, sort_keys=True)
        self.digest = sha256(said.encode()).hexdigest()[:20]

    @property
    def taken(self):
        """The lines that will be written."""
        return [line for line in self.lines if not line.refusal]

    @property
    def refused(self):
        """The lines that will be left out, each with its reason."""
        return [line for line in self.lines if line.refusal]

    def _line(self, organisation, course):
        earlier = [row for row in course if row.effective_from <= self.day]
        later = [row for row in course if row.effective_from > self.day]
        before = earlier[-1] if earlier else None
        until = later[0].effective_from if later else None
        if before is None:
            return Line(organisation, until=until, refusal=_not_founded(until))
        after = self._after(before)
        refusal = self._refusal(before, after)
        return Line(organisation, before, after, until, refusal)

    def _after(self, before):
        kept = ["kind", *STATUSES, "sector", "area", "unit", "union"]
        values = {name: getattr(before, name) for name in kept} | self.facts
        place = (before.area, before.unit)
        if place not in self._places:
            self._places[place] = place_on(*place, self.day)
        values["area"], values["unit"] = self._places[place]
        return Standing(effective_from=self.day, **values)

    def _refusal(self, before, after):
        if before.effective_from == self.day:
            return "Đã có mốc từ đúng ngày này. Nếu mốc ấy sai, hãy đính chính."
        if all(getattr(before, name) == getattr(after, name) for name in STATUSES):
            return f"Đã như vậy từ {before.effective_from:%d/%m/%Y}."
        if before.operating_status == OperatingStatus.DISSOLVED:
            return (
                f"Đã giải thể từ {before.effective_from:%d/%m/%Y}. Nếu mốc ấy sai, hãy "
                "mở hồ sơ để đính chính."
            )
        places = before.area_id, after.area_id, after.unit_id
        place = (after.kind, bool(after.sector_id), *places)
        if place not in self._known_problems:
            found = actions.problems(after, before)
            self._known_problems[place] = " ".join(found.values())
        return self._known_problems[place]


def _not_founded(founded_on):
    if founded_on is None:
        return "Chưa có mốc nào trong sổ."
    return f"Ngày này trước ngày thành lập ({founded_on:%d/%m/%Y})."


def _courses(keys):
    """Return {organisation's key: its valid standings in order of their days}."""
    rows = (
        Standing.objects.known()
        .filter(organisation__in=keys)
        .prefetch_related("sector", "area", "unit", "union")
        .order_by("organisation", "effective_from")
    )
    return {key: list(group) for key, group in groupby(rows, _organisation)}


def _organisation(standing):
    return standing.organisation_id


def _in_order(model, keys):
    found = model.objects.in_bulk(keys)
    return [found[key] for key in keys if key in found]
