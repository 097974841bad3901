"""How the counts ran, period by period: one walk through every known standing.

A standing adds to the counts from its own day on and takes away what the one before
it had added. So the sums of months tell how everyone stood at the end of each, as
`counts.by_sector` tells it for one day, and many ends cost no more than one.
"""

from collections import Counter, defaultdict
from dataclasses import dataclass, field
from datetime import date, timedelta
from functools import cache
from typing import NamedTuple

from django.db import connection, models
from django.db.models import Case, F, Func, Value, When, Window
from django.db.models.functions import Coalesce, Lag

from coopsite.core.content_version import REGISTER
from coopsite.core.remembered import remembered

from ..models import OperatingStatus, Standing, territory
from .counts import Tally
from .scope import EVERYWHERE


class Step(models.TextChoices):
    """How long a period is, with the words it has in addresses and on pages."""

    MONTH = "thang", "Tháng"
    QUARTER = "quy", "Quý"
    YEAR = "nam", "Năm"

    @property
    def months(self):
        return {Step.MONTH: 1, Step.QUARTER: 3, Step.YEAR: 12}[self]


@dataclass(frozen=True)
class Period:
    """A month, quarter or year; `last` is the day that is counted at, which may come
    before its end. Both days are included."""

    step: Step
    first: date
    last: date

    @property
    def is_whole(self):
        return self.last == _next_start(self.step, self.first) - timedelta(1)

    @property
    def name(self):
        """As Vietnamese tables write it: Tháng 12/2023, Quý IV/2023, Năm 2023."""
        if self.step == Step.MONTH:
            return f"Tháng {self.first:%m/%Y}"
        if self.step == Step.QUARTER:
            return f"Quý {_ROMAN[self.first.month // 3]}/{self.first.year}"
        return f"Năm {self.first.year}"

    @property
    def words(self):
        """The name within a sentence."""
        return self.name[0].lower() + self.name[1:]

    @property
    def short_name(self):
        """As the foot of a chart has room for: 12/2023, IV/2023, 2023."""
        return self.name.rpartition(" ")[2]


_ROMAN = ["I", "II", "III", "IV"]


def periods(step, first_day, last_day):
    """Returns the `Period`s from the one that holds `first_day` to the one that holds
    `last_day`; the last one is counted at `last_day`."""
    start, periods = _start(step, first_day), []
    while start <= last_day:
        following = _next_start(step, start)
        periods.append(Period(step, start, min(following - timedelta(1), last_day)))
        start = following
    return periods


def number_of_periods(step, first_day, last_day):
    """Returns how many `periods` would return, without making them."""
    months = 12 * (last_day.year - first_day.year) + last_day.month - first_day.month
    return (months + (first_day.month - 1) % step.months) // step.months + 1


def _start(step, day):
    return date(day.year, day.month - (day.month - 1) % step.months, 1)


def _next_start(step, start):
    years, month = divmod(start.month - 1 + step.months, 12)
    return date(start.year + years, month + 1, 1)


@dataclass(frozen=True)
class Point:
    """The counts at a period's end and the number founded in it, by sector id."""

    period: Period
    tallies: dict[int, Tally]
    founded: dict[int, int] = field(default_factory=dict)

    @property
    def tally(self):
        """All sectors together."""
        return sum(self.tallies.values(), Tally())


class Measure(models.TextChoices):
    """What of a `Point` is told, with the words it has in addresses and on pages."""

    ACTIVE = "hoat-dong", "Đang hoạt động"
    STOPPED = "ngung", "Ngừng hoạt động"
    TOTAL = "tong-so", "Tổng số"
    FOUNDED = "thanh-lap", "Thành lập mới"

    def of(self, point, sector_id):
        """Returns the number in a sector; None: of unions without a sector."""
        if self == Measure.FOUNDED:
            return point.founded.get(sector_id, 0)
        return self.in_tally(point.tallies.get(sector_id, Tally()))

    def of_all(self, point):
        """Returns the number in all sectors together."""
        if self == Measure.FOUNDED:
            return sum(point.founded.values())
        return self.in_tally(point.tally)

    def in_tally(self, tally):
        """Returns the number in a `Tally`, which knows of no founding."""
        return getattr(tally, self.name.lower())

    @property
    def status(self):
        """The operating status that this counts; None for both."""
        return self.value if self in (Measure.ACTIVE, Measure.STOPPED) else None


@remembered(REGISTER)
def points_by_sector(step, first_day, last_day, known_at=None, scope=EVERYWHERE):
    """Returns a `Point` for each period between the days, as known at the moment
    `known_at` (None: now), each in the territory of its last day. One query; no empty
    sectors."""
    changes = _changes_by_month(last_day, known_at, scope)
    months, place, counts, points = sorted(changes), 0, Counter(), []
    for period in periods(step, first_day, last_day):
        founded = Counter()
        while place < len(months) and months[place] <= f"{period.last:%Y-%m}":
            change = changes[months[place]]
            counts.update(change.counts)
            if months[place] >= f"{period.first:%Y-%m}":
                founded.update(change.founded)
            place += 1
        is_smaller = territory.is_smaller(period.last, scope.is_todays)
        points.append(Point(period, _tallies(counts, is_smaller), dict(founded)))
    return points


def _tallies(counts, is_smaller):
    """Sums up who counts: in a smaller city only those inside it."""
    numbers_of = defaultdict(Counter)
    for (sector, status, is_inside), number in counts.items():
        if number and (is_inside or not is_smaller):
            numbers_of[sector][OperatingStatus(status).name.lower()] += number
    return {sector: Tally(**numbers) for sector, numbers in numbers_of.items()}


# --- the one question -----------------------------------------------------------------


class _Month(Func):
    """The month of a day as "2023-12". Django's own asks a Python function of each row
    on SQLite, which is ten times as slow."""

    output_field = models.CharField()
    template = "to_char(%(expressions)s, 'YYYY-MM')"

    def as_sqlite(self, compiler, connection, **context):
        template = "substr(%(expressions)s, 1, 7)"
        return super().as_sql(compiler, connection, template=template, **context)


class _Change:
    """What a month changed: {(sector, status, is inside the city of before the merger):
    number more or less}, and who was founded in it, {sector: number}."""

    def __init__(self):
        self.counts, self.founded = Counter(), Counter()


def _changes_by_month(last_day, known_at, scope):
    merged = f"{territory.MERGED_ON:%Y-%m}"
    changes = defaultdict(_Change)
    for month, before, after, number in _counted(last_day, known_at, scope):
        change = changes[month]
        if after.is_in_scope:
            change.counts[after.key] += number
        if before.status is None:
            is_inside = after.is_inside or scope.is_todays or month >= merged
            if is_inside and after.is_in_scope:
                change.founded[after.sector] += number
        elif before.is_in_scope:
            change.counts[before.key] -= number
    return changes


class _End(NamedTuple):
    """How an organisation stood before or since a change; without a status before its
    founding."""

    status: str | None
    sector: int | None
    is_inside: int
    is_in_scope: int

    @property
    def key(self):
        return self.sector, self.status, self.is_inside


class _Joined(Func):
    """Values as one text: a database carries it along and groups by it in less time
    than by each of them."""

    output_field = models.CharField()
    template = "(%(expressions)s)"
    arg_joiner = " || '|' || "


def _parse(text):
    """Returns the `_End` of what `_course` joined; None stands for before the
    founding."""
    if text is None:
        return _End(None, None, 0, 0)
    status, *numbers = text.split("|")
    sector, is_inside, is_in_scope = map(int, numbers)
    return _End(status, sector or None, is_inside, is_in_scope)


def _counted(last_day, known_at, scope):
    """Yields (month, `_End` before, `_End` since, number). Django writes the inner
    question, but cannot group it."""
    rows = _course(last_day, known_at, scope)
    inner, values = rows.query.sql_with_params()
    columns = "month, before, since"
    sql = f"SELECT {columns}, COUNT(*) FROM ({inner}) course GROUP BY {columns}"  # noqa: S608  # no words of a reader
    parse = cache(_parse)
    with connection.cursor() as cursor:
        cursor.execute(sql, values)
        for month, before, since, number in cursor.fetchall():
            yield month, parse(before), parse(since), number


def _course(last_day, known_at, scope):
    """Every standing of the scope's kind, with the one before it."""
    course = {"partition_by": F("organisation"), "order_by": F("effective_from")}
    end = _Joined(
        F("operating_status"),
        Coalesce("sector_id", 0),
        _flag(scope.in_city(date.min, known_at)),
        _flag(scope.condition(known_at)),
    )
    return (
        Standing.objects.known(known_at)
        .filter(kind=scope.kind, effective_from__lte=last_day)
        .order_by()
        .annotate(
            month=_Month("effective_from"),
            before=Window(Lag(end), **course),
            since=end,
        )
        .values_list("month", "before", "since")
    )


def _flag(condition):
    """1 where the condition holds, else 0; 1 for an empty one."""
    if not condition:
        return Value(1, models.IntegerField())
    return Case(
        When(condition, then=Value(1)),
        default=Value(0),
        output_field=models.IntegerField(),
    )
