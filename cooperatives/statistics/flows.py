"""How those who stood in a base on one day became those of another, number by number.

The base is the active (as the report counts its 606) or all that exist. Opening +
founded + by the merger of provinces + from another province + resumed + moved in -
stopped - dissolved - merged or divided - to another province - moved out = closing, in
each row and in total; `docs/register.md` says who is in which part. Flows are net: one
organisation counts once a period, by how it stood on the day before the period and how
it stands at its end; what came and went in between leaves no trace.
"""

from collections import Counter, defaultdict
from dataclasses import dataclass, fields
from datetime import timedelta
from functools import reduce
from itertools import takewhile
from operator import or_
from typing import NamedTuple

from django.db import models
from django.db.models import (
    BooleanField,
    Case,
    Count,
    Exists,
    F,
    OuterRef,
    Q,
    Subquery,
    Value,
    When,
)
from django.db.models.functions import Coalesce

from ..models import (
    AreaRecord,
    Descent,
    OperatingStatus,
    Standing,
    StandingEntry,
    territory,
)
from .caching import remembered
from .scope import EVERYWHERE

ACTIVE = OperatingStatus.ACTIVE
STOPPED, DISSOLVED = OperatingStatus.STOPPED, OperatingStatus.DISSOLVED


class Base(models.TextChoices):
    """Whose flows are counted, with the words it has in addresses."""

    ACTIVE = "hoat-dong", "Đang hoạt động"
    TOTAL = "tong-so", "Tổng số (đang hoạt động và ngừng)"

    @property
    def statuses(self):
        return [ACTIVE] if self == Base.ACTIVE else [ACTIVE, STOPPED]


class By(models.TextChoices):
    """What the rows of the sum stand for, with the words it has in addresses."""

    SECTOR = "linh-vuc", "Lĩnh vực"
    AREA = "dia-ban", "Địa bàn lúc ghi nhận"

    @property
    def words(self):
        return self.label[0].lower() + self.label[1:]


class Part(models.TextChoices):
    """The parts of the sum, with the words they have in addresses and on pages."""

    OPENING = "dau-ky", "Đầu kỳ"
    FOUNDED = "thanh-lap", "Thành lập"
    JOINED = "sap-nhap-tinh", "Do sáp nhập tỉnh"
    ARRIVED = "tu-tinh-khac", "Từ tỉnh khác"
    RESUMED = "hoat-dong-lai", "Hoạt động lại"
    MOVED_IN = "chuyen-den", "Chuyển đến"
    STOPPED = "ngung", "Ngừng"
    DISSOLVED = "giai-the", "Giải thể"
    MERGED = "sap-nhap", "Sáp nhập, hợp nhất, chia"
    LEFT = "di-tinh-khac", "Đi tỉnh khác"
    MOVED_OUT = "chuyen-di", "Chuyển đi"
    CLOSING = "cuoi-ky", "Cuối kỳ"

    @property
    def field(self):
        """The name of this part in a `Flow`."""
        return self.name.lower()

    @property
    def sign(self):
        """How this part enters the sum."""
        if self in GAINS:
            return "+"
        return {Part.OPENING: "", Part.CLOSING: "="}.get(self, "−")

    def label_in(self, base):
        """The label among a base: of all that exist, who comes back is restored."""
        if self == Part.RESUMED and base == Base.TOTAL:
            return "Khôi phục"
        return self.label


GAINS = (Part.FOUNDED, Part.JOINED, Part.ARRIVED, Part.RESUMED, Part.MOVED_IN)
LOSSES = (Part.STOPPED, Part.DISSOLVED, Part.MERGED, Part.LEFT, Part.MOVED_OUT)
# What most periods have nobody in; said where there is somebody.
RARE = (Part.JOINED, Part.ARRIVED, Part.MERGED, Part.LEFT)


@dataclass(frozen=True)
class Flow:
    """Numbers of organisations; `closing` follows from the others."""

    opening: int = 0
    founded: int = 0
    joined: int = 0
    arrived: int = 0
    resumed: int = 0
    moved_in: int = 0
    stopped: int = 0
    dissolved: int = 0
    merged: int = 0
    left: int = 0
    moved_out: int = 0

    @property
    def gained(self):
        return sum(getattr(self, part.field) for part in GAINS)

    @property
    def lost(self):
        return sum(getattr(self, part.field) for part in LOSSES)

    @property
    def closing(self):
        return self.opening + self.gained - self.lost

    def __add__(self, other):
        return Flow(
            *(getattr(self, f.name) + getattr(other, f.name) for f in fields(self))
        )


@dataclass(frozen=True)
class Question:
    """Whose flows of which period are asked for, counted by what, as known when."""

    first: object
    last: object
    known_at: object = None
    scope: object = EVERYWHERE
    by: str = By.SECTOR
    base: str = Base.ACTIVE

    @property
    def before(self):
        """The day before the period."""
        return self.first - timedelta(days=1)

    @property
    def crosses_the_merger(self):
        return (
            territory.is_smaller(self.before, self.scope.is_todays)
            and self.last >= territory.MERGED_ON
        )


def by_sector(first_day, last_day, known_at=None):
    """Return {sector id: Flow} of the active cooperatives from `first_day` to
    `last_day`, both included."""
    return flows(Question(first_day, last_day, known_at))


def flows(question):
    """Return {sector or area id: Flow}; no empty rows. One query; None stands for
    unions without a sector."""
    return _flows(question, question.known_at)


@remembered
def _flows(question, known_at):  # which tells memory whether it may be kept
    rows = _ends(question).order_by().values_list(*_COLUMNS).annotate(Count("pk"))
    found = defaultdict(Counter)
    for *values, number in rows:
        for part, row in _parts(_Ends(*values), Base(question.base).statuses):
            found[row or None][part.field] += number
    return {row: Flow(**numbers) for row, numbers in found.items()}


# --- how an organisation stood at both ends -------------------------------------------


class _Ends(NamedTuple):
    """How an organisation stood before the period (no status: not in the register) and
    stands at its end: status, row of the table, whether inside the territory, whether
    in the scope; and what tells the parts apart."""

    was: str | None
    was_row: int | None
    was_inside: bool
    was_in_scope: bool
    operating_status: str
    row: int | None
    is_inside: bool
    is_in_scope: bool
    founded_inside: bool
    joined: bool
    is_merged: bool


_COLUMNS = _Ends._fields


def _ends(question):
    """Return how each organisation of the kind stands on the last day, with how it
    stood before: one row an organisation, with the fields of `_Ends`."""
    scope, known_at = question.scope, question.known_at
    before = _latest(question).filter(effective_from__lt=question.first)
    old = {name: f"was_{name}" for name in ("sector", "area", "unit")}
    return (
        Standing.objects.on(question.last, question.known_at)
        .filter(kind=scope.kind)
        .alias(**{alias: _value(before, name) for name, alias in old.items()})
        .annotate(
            was=_value(before, "operating_status"),
            was_row=_old_row(before, question),
            row=_row(question),
            was_inside=_truth(
                Q(was__isnull=False)
                & scope.in_city(question.before, known_at, "was_area")
            ),
            was_in_scope=_truth(scope.condition(known_at, **old)),
            is_inside=_truth(scope.in_city(question.last, known_at)),
            is_in_scope=_truth(scope.condition(known_at)),
            founded_inside=_founded_inside(question),
            joined=_joined(question),
            is_merged=_is_merged(question),
        )
    )


def _latest(question):
    course = Standing.objects.known(question.known_at)
    course = course.filter(organisation=OuterRef("organisation"))
    return course.order_by("-effective_from")


def _value(course, name):
    return Subquery(course.values(name)[:1])


def _row(question):
    """The row that a standing counts in: its sector (0 for none), or its area, where a
    commune of a district counts in the district."""
    if question.by == By.SECTOR:
        return Coalesce("sector_id", 0)
    records = AreaRecord.objects.known(question.known_at)
    records = records.filter(area=OuterRef("area_id"))
    return Coalesce(_value(records, "parent"), "area_id")


def _old_row(before, question):
    return _value(before.annotate(row=_row(question)), "row")


def _truth(condition):
    """The condition as a value; true where it is empty."""
    if not condition:
        return Value(True, BooleanField())
    return Case(
        When(condition, then=Value(True)),
        default=Value(False),
        output_field=BooleanField(),
    )


def _founded_inside(question):
    """Whether the founding was in the city as it was that day."""
    if not territory.is_smaller(question.first, question.scope.is_todays):
        return _truth(Q())
    inside = _truth(territory.inside_on_its_own_day(known_at=question.known_at))
    foundings = _latest(question).order_by("effective_from")
    return Coalesce(_value(foundings.annotate(is_inside=inside), "is_inside"), False)


def _joined(question):
    """Whether it was in another province on the eve of the merger."""
    if not question.crosses_the_merger:
        return Value(False, BooleanField())
    eve = _latest(question).filter(effective_from__lte=territory.LAST_DAY_BEFORE)
    inside = territory.inside(territory.LAST_DAY_BEFORE, known_at=question.known_at)
    outside = eve.annotate(is_outside=_truth(~inside))
    return Coalesce(_value(outside, "is_outside"), False)


def _is_merged(question):
    """Whether a reorganisation of the period ended it; asked of the dissolved only."""
    ends = [form for form in Descent.Form if form.ends_the_predecessor]
    ended = Descent.objects.known(question.known_at).filter(
        organisation=OuterRef("organisation"),
        form__in=ends,
        effective_from__range=(question.first, question.last),
    )
    return Case(
        When(operating_status=DISSOLVED, then=Exists(ended)),
        default=Value(False),
        output_field=BooleanField(),
    )


# --- who is in which part -------------------------------------------------------------


def _parts(ends, statuses):
    """Yield (part, row it counts in) for one way to stand before and after."""
    was = ends.was_inside and ends.was in statuses
    now = ends.is_inside and ends.operating_status in statuses
    if was and ends.was_in_scope:
        yield Part.OPENING, ends.was_row
        if not now:
            yield _loss(ends), ends.was_row
    if now and not was and ends.is_in_scope:
        yield _gain(ends), ends.row
    if was and now:
        yield from _moves(ends)


def _loss(ends):
    if not ends.is_inside:
        return Part.LEFT
    if ends.operating_status == STOPPED:
        return Part.STOPPED
    return Part.MERGED if ends.is_merged else Part.DISSOLVED


def _gain(ends):
    if ends.was_inside:
        return Part.RESUMED
    if ends.was is None and ends.founded_inside:
        return Part.FOUNDED
    return Part.JOINED if ends.joined else Part.ARRIVED


def _moves(ends):
    """From one row to another, or over the border of what is asked for."""
    if (ends.was_row, ends.was_in_scope) == (ends.row, ends.is_in_scope):
        return
    if ends.was_in_scope:
        yield Part.MOVED_OUT, ends.was_row
    if ends.is_in_scope:
        yield Part.MOVED_IN, ends.row


# --- the organisations behind a number ------------------------------------------------


def _condition(part, base):
    """What `_parts` says of one part, as a condition on `_ends`."""
    was = Q(was_inside=True, was__in=base.statuses)
    now = Q(is_inside=True, operating_status__in=base.statuses)
    if part in LOSSES or part == Part.OPENING:
        side = Q(was_in_scope=True)
    else:
        side = Q(is_in_scope=True)
    if part in (Part.OPENING, Part.CLOSING):
        return side & (was if part == Part.OPENING else now)
    if part in (Part.MOVED_IN, Part.MOVED_OUT):
        same = Q(was_row=F("row")) & Q(was_in_scope=F("is_in_scope"))
        return side & was & now & ~same
    if part in LOSSES:
        return side & was & ~now & _LOST[part]
    return side & now & ~was & _GAINED[part]


_ENDED = Q(is_inside=True, operating_status=DISSOLVED)
_NOT_FOUNDED = Q(was__isnull=False) | Q(founded_inside=False)
# What tells apart those who came into the base and those who left it.
_LOST = {
    Part.LEFT: Q(is_inside=False),
    Part.STOPPED: Q(is_inside=True, operating_status=STOPPED),
    Part.MERGED: _ENDED & Q(is_merged=True),
    Part.DISSOLVED: _ENDED & Q(is_merged=False),
}
_GAINED = {
    Part.RESUMED: Q(was_inside=True),
    Part.FOUNDED: Q(was__isnull=True, founded_inside=True),
    Part.JOINED: Q(was_inside=False, joined=True) & _NOT_FOUNDED,
    Part.ARRIVED: Q(was_inside=False, joined=False) & _NOT_FOUNDED,
}


def listed(question, part=None):
    """Return the standings on the last day of those whom `part` of the sum counts, by
    name; of all that changed for None. The scope narrows to a row of the table."""
    parts = [Part(part)] if part else [*GAINS, *LOSSES]
    wanted = reduce(or_, (_condition(one, Base(question.base)) for one in parts))
    return _ends(question).filter(wanted).select_related("organisation").by_name()


@dataclass(frozen=True)
class Passage:
    """How one organisation stood before a period (None: not yet founded), how it
    stands at its end, and the entry that made the change (None: none of its own, as
    where its province joined the city)."""

    before: Standing | None
    after: Standing
    change: StandingEntry | None

    @property
    def organisation(self):
        return self.after.organisation

    @property
    def decision_number(self):
        return self.change.decision_number if self.change else ""


def passages(standings, question):
    """Return a `Passage` for each of `standings` (rows of `listed`). Two queries."""
    keys = [row.organisation_id for row in standings]
    rows = Standing.objects.known(question.known_at).filter(
        organisation__in=keys, effective_from__lte=question.last
    )
    courses = _by_organisation(
        rows.select_related("organisation", "sector", "area").order_by("effective_from")
    )
    entries = _by_organisation(
        StandingEntry.objects.known(question.known_at).filter(organisation__in=keys)
    )
    return [_passage(courses[pk], entries[pk], question.first) for pk in keys]


def _by_organisation(rows):
    found = defaultdict(list)
    for row in rows:
        found[row.organisation_id].append(row)
    return found


def _passage(course, entries, first_day):
    earlier = [row for row in course if row.effective_from < first_day]
    before, after = earlier[-1] if earlier else None, course[-1]
    return Passage(before, after, _entry(entries, *_change(before, after, course)))


# The columns of a standing whose change moves it in the sum, and their axes.
_AXES = {
    "operating_status": "operating_status",
    "sector_id": "sector",
    "area_id": "place",
}


def _change(before, after, course):
    """Return the day of the change and the axis that changed; None for no change."""
    if before is None:
        return course[0].effective_from, "operating_status"
    for column, axis in _AXES.items():
        value = getattr(after, column)
        if getattr(before, column) != value:
            unbroken = takewhile(
                lambda row: getattr(row, column) == value,  # noqa: B023  # used at once
                reversed(course),
            )
            return list(unbroken)[-1].effective_from, axis
    return None, None


def _entry(entries, day, axis):
    """Return the entry of that day, the one that states the axis; None without one."""
    of_day = [entry for entry in entries if entry.effective_from == day]
    stating = [entry for entry in of_day if getattr(entry, f"states_{axis}", False)]
    return next(iter(stating or of_day), None)
