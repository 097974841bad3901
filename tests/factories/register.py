"""Makes cooperatives and unions the way staff do: through the actions."""

from contextlib import ExitStack
from datetime import date, datetime, time, timedelta
from itertools import count
from unittest import mock

from django.utils import timezone

from cooperatives.actions import change_standing, register
from cooperatives.models import Area, Cooperative, Sector, Union
from coopsite.core.content_version import ContentVersion

from .once import written_once_each

FOUNDED = date(2015, 3, 2)
_NUMBERS = count(1)


def sector(code):
    """Return the sector of that code ("nn", "gtvt" …)."""
    return Sector.objects.get(code=code)


def area(code, day=None):
    """Return the district of that code ("760" is Quận 1), or today's unit; of a code
    that passed on, the one of `day`, or else the last."""
    if day is None:
        return Area.objects.of_old_address(code).get()
    return Area.objects.for_choosing().on(day).get(code=code)


@written_once_each
def make_cooperative(
    name="",
    *,
    founded=FOUNDED,
    sector_code="nn",
    area_code="760",
    by=None,
    union=None,
    status=None,
    status_from=None,
    facts=None,
    **identity,
):
    """Return a registered cooperative; `status` is its operating status from the
    day `status_from` on (from the founding when that is left out)."""
    organisation = Cooperative(
        name=name or f"Hợp tác xã Thử nghiệm {next(_NUMBERS)}", **identity
    )
    facts = {"sector": sector(sector_code), "union": union} | (facts or {})
    return _make(organisation, founded, area_code, by, status, status_from, facts)


@written_once_each
def make_union(
    name="",
    *,
    founded=FOUNDED,
    area_code="760",
    by=None,
    status=None,
    status_from=None,
    facts=None,
    **identity,
):
    """Return a registered union."""
    organisation = Union(
        name=name or f"Liên hiệp Hợp tác xã Thử nghiệm {next(_NUMBERS)}", **identity
    )
    return _make(organisation, founded, area_code, by, status, status_from, facts or {})


def _make(organisation, founded, area_code, by, status, status_from, facts):
    if status and not status_from:
        facts = facts | {"operating_status": status}
    register(
        organisation=organisation,
        founded_on=founded,
        by=by,
        **({"area": _area_of(area_code, founded)} | facts),
    )
    if status and status_from:
        change_standing(
            organisation=organisation,
            effective_from=status_from,
            by=by,
            operating_status=status,
        )
    return organisation


def _area_of(code, day):
    """The area that bore the code on `day`; else the one that addresses mean by it."""
    known = Area.objects.for_choosing().filter(code=code)
    return (day and known.on(day).first()) or area(code)


def at(year, month, day, hour=9):
    """Return a moment in Vietnam."""
    return timezone.make_aware(datetime.combine(date(year, month, day), time(hour)))


class _AnyDatetime(type):
    """Lets `isinstance(…, datetime)` go on working while the clock is stopped."""

    def __instancecheck__(cls, value):
        return isinstance(value, datetime)


def clock(moment):
    """Returns a context in which the time is `moment`: what is typed in then.

    On every clock there is, the database's too. What was recorded before it may lie
    later: tests tell histories in any order, so the register's last moment is set back.
    """
    return _Clock(moment)


class _Clock(ExitStack):
    def __init__(self, moment):
        super().__init__()
        self.moment = moment

    def __enter__(self):
        moment = self.moment

        class Stopped(datetime, metaclass=_AnyDatetime):
            @classmethod
            def now(cls, tz=None):
                return moment.astimezone(tz)

        super().__enter__()
        self.enter_context(mock.patch("django.utils.timezone.datetime", Stopped))
        read = "coopsite.core.content_version.read_clock"
        self.enter_context(mock.patch(read, lambda: moment))
        self._let_last_moment_be_before(moment)
        return self

    def __exit__(self, *details):
        super().__exit__(*details)
        self._let_last_moment_be_before(timezone.now())

    def _let_last_moment_be_before(self, moment):
        rows = ContentVersion.objects.filter(moment__gte=moment)
        rows.update(moment=moment - timedelta(microseconds=1))
