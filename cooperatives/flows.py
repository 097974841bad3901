"""How the active cooperatives of one day became those of another, number by number.

The axis is "đang hoạt động": opening + founded + resumed + moved in - stopped -
dissolved - moved out = closing, in each sector and in total. Flows are net: one
organisation counts once a period, by how it stood on the day before the period and
how it stands at its end; what came and went in between leaves no trace. Who was
founded and no longer active at the end is in no number here, though it is in
`statistics.founded_by_sector`.
"""

from collections import Counter, defaultdict
from dataclasses import dataclass, fields, replace
from functools import reduce
from itertools import takewhile
from operator import or_

from django.db import models
from django.db.models import Count, F, OuterRef, Q, Subquery

from .models import OperatingStatus, Standing, StandingEntry
from .remembering import remembered

ACTIVE = OperatingStatus.ACTIVE
STOPPED, DISSOLVED = OperatingStatus.STOPPED, OperatingStatus.DISSOLVED


class Part(models.TextChoices):
    """The parts of the sum, with the words they have in addresses and on pages."""

    OPENING = "dau-ky", "Đầu kỳ"
    FOUNDED = "thanh-lap", "Thành lập"
    RESUMED = "hoat-dong-lai", "Hoạt động lại"
    MOVED_IN = "chuyen-den", "Chuyển đến"
    STOPPED = "ngung", "Ngừng"
    DISSOLVED = "giai-the", "Giải thể"
    MOVED_OUT = "chuyen-di", "Chuyển đi"
    CLOSING = "cuoi-ky", "Cuối kỳ"

    @property
    def field(self):
        """The name of this part in a `Flow`."""
        return self.name.lower()

    @property
    def sign(self):
        """How this part enters the sum."""
        if self in (Part.FOUNDED, Part.RESUMED, Part.MOVED_IN):
            return "+"
        return {Part.OPENING: "", Part.CLOSING: "="}.get(self, "−")


@dataclass(frozen=True)
class Flow:
    """Numbers of cooperatives; `closing` follows from the others."""

    opening: int = 0
    founded: int = 0
    resumed: int = 0
    moved_in: int = 0
    stopped: int = 0
    dissolved: int = 0
    moved_out: int = 0

    @property
    def gained(self):
        return self.founded + self.resumed + self.moved_in

    @property
    def lost(self):
        return self.stopped + self.dissolved + self.moved_out

    @property
    def closing(self):
        return self.opening + self.gained - self.lost

    def __add__(self, other):
        return Flow(
            *(getattr(self, f.name) + getattr(other, f.name) for f in fields(self))
        )


@remembered
def by_sector(first_day, last_day, known_at=None):
    """Return {sector id: Flow} from `first_day` to `last_day`, both included, as
    known at the moment `known_at` (None: now). One query; no empty sectors."""
    rows = (
        _with_before(first_day, last_day, known_at)
        .order_by()
        .values_list("before_status", "before_sector", "operating_status", "sector_id")
        .annotate(Count("pk"))
    )
    found = defaultdict(Counter)
    for *ends, number in rows:
        for part, sector in _parts(*ends):
            found[sector][part.field] += number
    return {sector: Flow(**numbers) for sector, numbers in found.items()}


def _with_before(first_day, last_day, known_at):
    """How each cooperative stands on `last_day`, with how it stood before."""
    before = (
        Standing.objects.known(known_at)
        .filter(organisation=OuterRef("organisation"), effective_from__lt=first_day)
        .order_by("-effective_from")
    )
    return (
        Standing.objects.on(last_day, known_at)
        .cooperatives()
        .annotate(
            before_status=Subquery(before.values("operating_status")[:1]),
            before_sector=Subquery(before.values("sector")[:1]),
        )
    )


def _parts(before_status, before_sector, status, sector):
    """Yield (part, sector it counts in) for one way to stand before and after."""
    if before_status == ACTIVE:
        yield Part.OPENING, before_sector
        if status == STOPPED:
            yield Part.STOPPED, before_sector
        elif status == DISSOLVED:
            yield Part.DISSOLVED, before_sector
        elif sector != before_sector:
            yield Part.MOVED_OUT, before_sector
            yield Part.MOVED_IN, sector
    elif status == ACTIVE:
        yield Part.FOUNDED if before_status is None else Part.RESUMED, sector


# --- the organisations behind a number ----------------------------------------------

_WAS_ACTIVE, _IS_ACTIVE = Q(before_status=ACTIVE), Q(operating_status=ACTIVE)
_MOVED = _WAS_ACTIVE & _IS_ACTIVE & ~Q(before_sector=F("sector_id"))
# What `_parts` says, as conditions; and the field of the sector that a part counts in.
_CONDITIONS = {
    Part.OPENING: (_WAS_ACTIVE, "before_sector"),
    Part.FOUNDED: (_IS_ACTIVE & Q(before_status=None), "sector_id"),
    Part.RESUMED: (
        _IS_ACTIVE & Q(before_status__in=[STOPPED, DISSOLVED]),
        "sector_id",
    ),
    Part.MOVED_IN: (_MOVED, "sector_id"),
    Part.STOPPED: (_WAS_ACTIVE & Q(operating_status=STOPPED), "before_sector"),
    Part.DISSOLVED: (_WAS_ACTIVE & Q(operating_status=DISSOLVED), "before_sector"),
    Part.MOVED_OUT: (_MOVED, "before_sector"),
    Part.CLOSING: (_IS_ACTIVE, "sector_id"),
}
_CHANGES = [part for part in Part if part not in (Part.OPENING, Part.CLOSING)]


def listed(first_day, last_day, part=None, sector=None, known_at=None):
    """Return the standings on `last_day` of the cooperatives that `part` of the sum
    counts, by name; of all that changed for None. `sector` narrows to a sector."""
    parts = [Part(part)] if part else _CHANGES
    wanted = reduce(or_, (_condition(one, sector) for one in parts))
    rows = _with_before(first_day, last_day, known_at).filter(wanted)
    return rows.select_related("organisation").by_name()


def _condition(part, sector):
    condition, field = _CONDITIONS[part]
    return condition & Q(**{field: sector.pk}) if sector else condition


@dataclass(frozen=True)
class Passage:
    """How one organisation stood before a period (None: not yet founded), how it
    stands at its end, and the entry that made the change (None: no change)."""

    before: Standing | None
    after: Standing
    change: StandingEntry | None

    @property
    def organisation(self):
        return self.after.organisation


def passages(standings, first_day, last_day, known_at=None):
    """Return a `Passage` for each of `standings` (rows of `listed`). One query."""
    courses = defaultdict(list)
    rows = (
        Standing.objects.known(known_at)
        .filter(
            organisation__in=[row.organisation_id for row in standings],
            effective_from__lte=last_day,
        )
        .select_related("organisation", "sector")
        .order_by("effective_from")
    )
    for row in rows:
        courses[row.organisation_id].append(row)
    found = [_passage(courses[row.organisation_id], first_day) for row in standings]
    return _with_entries(found, known_at)


def _passage(course, first_day):
    earlier = [row for row in course if row.effective_from < first_day]
    before, after = earlier[-1] if earlier else None, course[-1]
    return Passage(before, after, _change(before, after, course))


def _with_entries(passages, known_at):
    """The same, each with the entry behind the standing that made the change."""
    keys = [passage.organisation.pk for passage in passages]
    rows = StandingEntry.objects.known(known_at).filter(organisation__in=keys)
    entries = {(row.organisation_id, row.effective_from): row for row in rows}
    return [
        replace(
            passage,
            change=passage.change
            and entries.get((passage.organisation.pk, passage.change.effective_from)),
        )
        for passage in passages
    ]


def _change(before, after, course):
    if before is None:
        return course[0]
    for fact in ("operating_status", "sector_id"):
        value = getattr(after, fact)
        if getattr(before, fact) != value:
            unbroken = takewhile(
                lambda row: getattr(row, fact) == value,  # noqa: B023  # used at once
                reversed(course),
            )
            return list(unbroken)[-1]
    return None
