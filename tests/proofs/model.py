"""A naive register: what docs/register.md says, in plain lists and loops.

It is written from that page, never from the code that it is compared with: slow, and
obvious on purpose. Section numbers (§) are the page's. A moment `t` is a datetime;
None means all that is known now.
"""

from .facts import (
    ACTIVE,
    AXES,
    DISSOLVED,
    ENDING_FORMS,
    GROWTH,
    STOPPED,
    Entry,
    Organisation,
    Reorganisation,
    Survey,
)
from .flows import Course
from .sizing import size_of


class Register:
    """All organisations and all that was ever stated about them."""

    def __init__(self, world):
        self.world = world
        self.organisations = []
        self.entries = []
        self.surveys = []
        self.reorganisations = []
        self.moments = []
        self._entries_of = {}

    # --- writing ------------------------------------------------------------------

    def add_organisation(self, kind, name):
        one = Organisation(len(self.organisations), kind, name)
        self.organisations.append(one)
        return one

    def add_entry(self, organisation, day, states, moment, corrects=None):
        number = len(self.entries)
        entry = Entry(number, organisation, day, moment, None, dict(states), corrects)
        self.entries.append(entry)
        self._entries_of.setdefault(organisation, []).append(entry)
        return entry

    def add_survey(self, organisation, day, figures, moment):
        number = len(self.surveys)
        self.surveys.append(
            Survey(number, organisation, day, moment, None, dict(figures))
        )

    def add_reorganisation(self, organisation, successor, form, day, moment):
        number = len(self.reorganisations)
        self.reorganisations.append(
            Reorganisation(number, organisation, day, moment, None, form, successor)
        )

    # --- §2: what follows ---------------------------------------------------------

    def valid_entries(self, organisation, t):
        return [e for e in self._entries_of.get(organisation, []) if e.is_valid(t)]

    def founded_on(self, organisation, t):
        """The earliest day of its valid entries; None where there is none."""
        return min((e.day for e in self.valid_entries(organisation, t)), default=None)

    def is_in_register(self, organisation, day, t):
        founded = self.founded_on(organisation, t)
        return founded is not None and founded <= day

    def stands(self, organisation, day, t):
        """How it stands: {axis: value}; None when it is not in the register."""
        if not self.is_in_register(organisation, day, t):
            return None
        return {axis: self._says(organisation, axis, day, t) for axis in AXES}

    def _says(self, organisation, axis, day, t):
        latest = None
        for entry in self.valid_entries(organisation, t):
            is_said = axis in entry.states and entry.day <= day
            if is_said and (latest is None or entry.day > latest.day):
                latest = entry
        return latest.states[axis] if latest else None

    # --- §4: the territory of a day -----------------------------------------------

    def is_in_territory(self, area, day, t, as_today):
        return as_today or day >= GROWTH or self.world.areas.is_in_city(area, t)

    def inside(self, organisation, day, t, as_today=False):
        """How it stands if it is inside on the day, else None."""
        stands = self.stands(organisation, day, t)
        if stands and self.is_in_territory(stands["place"][0], day, t, as_today):
            return stands
        return None

    def all_inside(self, kind, day, t, as_today=False):
        """Yield (organisation's number, how it stands) for all inside on the day."""
        for one in self.organisations:
            if one.kind == kind:
                stands = self.inside(one.number, day, t, as_today)
                if stands:
                    yield one.number, stands

    # --- §5: the row in which one is counted --------------------------------------

    def row_of(self, by, organisation, stands, day, t):
        """The label of the row in which it is counted; None: not to be placed."""
        if by == "linh-vuc":
            return self.world.sector_name(stands["sector"])
        if by == "dia-ban":
            return self.world.areas.area_row(stands["place"][0], t)
        if by == "dia-ban-nay":
            return self.world.areas.unit_row(*stands["place"], t)
        if by == "quy-mo":
            return self.world.SIZES[self.size(organisation, stands, day, t)]
        if by == "nhom":
            return self.world.group_name(stands["sector"], day, t)
        raise ValueError(by)

    def matches(self, chosen, organisation, stands, day, t):
        """Whether it is of the `chosen` "sector", "area" and "size" (any left out)."""
        sector, area = chosen.get("sector"), chosen.get("area")
        if sector and stands["sector"] != sector:
            return False
        if area and not self.world.areas.is_within(stands["place"], area, t):
            return False
        size = chosen.get("size")
        return not size or self.size(organisation, stands, day, t) == size

    # --- §5: counts ---------------------------------------------------------------

    def counts(self, by, kind, day, t, chosen=None, as_today=False):
        """{row: {"active", "stopped", "dissolved"}} of all inside on the day."""
        rows = {}
        for number, stands in self.all_inside(kind, day, t, as_today):
            if self.matches(chosen or {}, number, stands, day, t):
                row = self.row_of(by, number, stands, day, t)
                tally = rows.setdefault(
                    row, {"active": 0, "stopped": 0, "dissolved": 0}
                )
                tally[_TALLY[stands["status"]]] += 1
        return rows

    def founded(self, kind, first, last, t, as_today=False):
        """{number: how it stood on that day} of those founded in the period, inside."""
        found = {}
        for one in self.organisations:
            day = self.founded_on(one.number, t)
            if one.kind == kind and day is not None and first <= day <= last:
                stands = self.inside(one.number, day, t, as_today)
                if stands:
                    found[one.number] = stands
        return found

    # --- §6: flows ----------------------------------------------------------------

    def flows(self, by, kind, first, last, t, base, as_today, chosen):
        """{part: [(number, row)]}: every organisation in the parts where it counts."""
        parts = {}
        for one in self.organisations:
            if one.kind == kind:
                course = Course(self, one.number, first, last, t, base, as_today)
                for part, row in course.parts(by, chosen):
                    parts.setdefault(part, []).append((one.number, row))
        return parts

    def revised(self, kind, day, moments, as_today, chosen):
        """{number: how it stood by each of two moments} where they differ (§5)."""
        found = {}
        for one in self.organisations:
            told = [self.inside(one.number, day, t, as_today) for t in moments]
            told = [
                stands
                if stands and self.matches(chosen, one.number, stands, day, t)
                else None
                for stands, t in zip(told, moments, strict=True)
            ]
            counted = [
                stands and (stands["status"], stands["sector"], stands["place"][0])
                for stands in told
            ]
            if one.kind == kind and counted[0] != counted[1]:
                found[one.number] = told
        return found

    def ended_by_reorganisation(self, organisation, first, last, t):
        return any(
            r.organisation == organisation
            and r.form in ENDING_FORMS
            and r.is_valid(t)
            and first <= r.day <= last
            for r in self.reorganisations
        )

    # --- §8: surveys and sizes ----------------------------------------------------

    def latest_survey(self, organisation, day, t):
        latest = None
        for survey in self.surveys:
            is_its_own = survey.organisation == organisation and survey.is_valid(t)
            is_so_far = is_its_own and survey.day <= day
            if is_so_far and (latest is None or survey.day > latest.day):
                latest = survey
        return latest

    def size(self, organisation, stands, day, t):
        """lon, vua, nho, sieu-nho or chua-ro."""
        survey = self.latest_survey(organisation, day, t)
        limits = self.world.limits_on(stands["sector"], day, t)
        return size_of(survey.figures if survey else None, limits)


_TALLY = {ACTIVE: "active", STOPPED: "stopped", DISSOLVED: "dissolved"}
