"""One organisation as its page tells it: how it stands, what it is called, its figures.

Only facts that are held true now: what was corrected or withdrawn is for the keepers.
"""

import re
from datetime import timedelta
from functools import cached_property
from itertools import takewhile

from django.db.models import Q

from ..changes import get_changes_of_course
from ..models import (
    Area,
    Designation,
    Reorganisation,
    Sector,
    Size,
    SizeLimit,
    Standing,
)
from ..models.sizes import get_limits

_LONGEST_NUMBER = 13


class Profile:
    """The facts of `organisation`, read once; `today` decides which hold now.

    All lists have the newest first.
    """

    def __init__(self, organisation, today):
        self.organisation, self.today = organisation, today

    # --- how it stands ----------------------------------------------------------------

    @cached_property
    def standings(self):
        """All that it was, is and is to be; empty where everything was withdrawn."""
        course = self.organisation.standings.known().with_unit()
        course = course.with_size(self.today).with_legal_group(self.today)
        return list(course.select_related("sector", "area", "unit", "union"))

    @cached_property
    def entries(self):
        """What was stated about it, the newest first."""
        known = self.organisation.entries.known().in_order()
        rows = known.select_related("sector", "area", "unit", "union")
        return list(rows)[::-1]

    @property
    def founding_entry(self):
        """What was stated at its founding."""
        return self.entries[-1] if self.entries else None

    @property
    def latest_entry(self):
        """The newest entry that is in force; None before the founding."""
        past = (e for e in self.entries if e.effective_from <= self.today)
        return next(past, None)

    @cached_property
    def changes(self):
        """What each entry changed: {primary key: changes}."""
        return get_changes_of_course(self.entries[::-1])

    @cached_property
    def _past(self):
        return [s for s in self.standings if s.effective_from <= self.today]

    @property
    def current(self):
        """The standing of today; None before the founding."""
        return self._past[0] if self._past else None

    @property
    def founding(self):
        return self.standings[-1] if self.standings else None

    @property
    def since(self):
        """The day since which it has its operating status without a break."""
        unbroken = takewhile(
            lambda standing: standing.operating_status == self.current.operating_status,
            self._past,
        )
        return min((standing.effective_from for standing in unbroken), default=None)

    @cached_property
    def unit(self):
        """Today's unit, where the area recorded is an old one and the unit is known.

        `current.unit_assumed` says that it is the mere default of a split commune.
        """
        now = self.current
        if not now or now.unit_now in (None, now.area_id):
            return None
        if now.unit_id == now.unit_now:
            return now.unit
        return Area.objects.get(pk=now.unit_now)

    @property
    def unit_since(self):
        """The day from which `unit` holds the place: when the last before it ended."""
        now, unit = self.current, self.unit
        ends = [now.area.valid_until, now.unit and now.unit.valid_until]
        return max(filter(None, [unit.valid_from, *ends]), default=None)

    # --- what it is called ------------------------------------------------------------

    @cached_property
    def designations(self):
        return list(self.organisation.designations.known())

    @property
    def former_names(self):
        """Yields (former name, the last day that it was borne)."""
        names = [d for d in self.designations if d.what == Designation.What.NAME]
        for later, former in zip(names, names[1:], strict=False):
            if former.value != self.organisation.name:
                yield former.value, later.effective_from - timedelta(1)

    @property
    def website(self):
        """Its site, if the address is one that a browser may be sent to."""
        site = self.organisation.website
        return site if site.startswith(("http://", "https://")) else ""

    @property
    def phone_address(self):
        """What a telephone dials; "" where more than one number is written."""
        number = re.sub(r"[^0-9+]", "", self.organisation.phone)
        return f"tel:{number}" if len(number) <= _LONGEST_NUMBER else ""

    # --- its figures ------------------------------------------------------------------

    @cached_property
    def surveys(self):
        return list(self.organisation.surveys.known())

    @property
    def survey(self):
        """The latest survey; None without any."""
        return self.surveys[0] if self.surveys else None

    @property
    def size(self):
        """The label of its size today."""
        return Size(self.current.size).label if self.current else ""

    @property
    def legal_group(self):
        """The label of its sector's group today; "" without one."""
        group = self.current and self.current.legal_group
        return Sector.LegalGroup(group).label if group else ""

    @property
    def why_no_size(self):
        """Why its size is not known, in words; "" where it is."""
        now = self.current
        if not now or now.size != Size.UNKNOWN:
            return ""
        if not self.survey:
            return "chưa có số liệu khảo sát"
        if not now.sector:
            return "chưa ghi lĩnh vực"
        if self.survey.members is None:
            return "khảo sát chưa ghi số thành viên"
        limits = get_limits(self.today).get(now.legal_group, {})
        if len(limits) < len(SizeLimit.LIMITED):
            return f"chưa có đủ ngưỡng của nhóm “{self.legal_group}”"
        return "khảo sát chưa ghi đủ doanh thu hoặc nguồn vốn"

    # --- whom it came from and went into ----------------------------------------------

    @cached_property
    def reorganisations(self):
        me = self.organisation.pk
        known = Reorganisation.objects.known().filter(
            Q(organisation=me) | Q(successor=me)
        )
        return list(known.select_related("organisation", "successor"))

    @property
    def successors(self):
        """The reorganisations that lead away from it."""
        me = self.organisation.pk
        return [d for d in self.reorganisations if d.organisation_id == me]

    @property
    def predecessors(self):
        """The reorganisations that lead to it."""
        me = self.organisation.pk
        return [d for d in self.reorganisations if d.successor_id == me]

    def members(self, most):
        """Returns the members of a union that exist today, by name; `most` of them."""
        rows = Standing.objects.on(self.today).filter(union_id=self.organisation.pk)
        rows = rows.existing().select_related("organisation").by_name()
        return list(rows.prefetch_related("sector")[:most])
