"""A stopped clock that may jump back: nothing else is set back with it."""

from contextlib import ExitStack
from datetime import datetime
from unittest import mock

from coopsite.core import content_version


class _AnyDatetime(type):
    """Lets `isinstance(…, datetime)` go on working while the clock is stopped."""

    def __instancecheck__(cls, value):
        return isinstance(value, datetime)


def stopped_clock(moment):
    """Return a context in which every clock, the database's too, reads `moment`.

    Unlike the factories' clock it leaves the register's last moment alone, so that the
    rules for clocks that go wrong are proved as well.
    """

    class Stopped(datetime, metaclass=_AnyDatetime):
        @classmethod
        def now(cls, tz=None):
            return moment.astimezone(tz)

    context = ExitStack()
    context.enter_context(mock.patch("django.utils.timezone.datetime", Stopped))
    context.enter_context(
        mock.patch.object(content_version, "read_clock", lambda: moment)
    )
    return context
