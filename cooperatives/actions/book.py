"""The register is one book with one pen: its writers queue up.

So the moments of recording follow one another as the commits do: what was known at a
moment is never added to afterwards, and two people changing one record cannot cross.
"""

from functools import wraps

from django.core.exceptions import ValidationError
from django.db import connection, transaction
from django.utils import timezone

from ..forms import FIRST_DAY, LAST_DAY

_PEN = 794_606  # any number that names the book among PostgreSQL's advisory locks


def writes(action):
    """Make `action` atomic, keyword-only, and alone in writing until its commit."""

    @wraps(action)
    def wrapper(**arguments):
        with transaction.atomic():
            take_the_pen()
            return action(**arguments)

    return wrapper


def take_the_pen():
    """Wait until nobody else writes in the register; holds until the commit.

    On SQLite each transaction is the only writer from its start. Who locks rows of
    the register otherwise takes the pen first, so that nobody waits in a circle.
    """
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_xact_lock(%s)", [_PEN])


def add(fact, *, by, recorded_at=None):
    """Check and write a new fact; return it. ValidationError names the field."""
    fact.recorded_by = by
    if recorded_at is not None:
        fact.recorded_at = recorded_at
    check_day(fact.effective_from)
    fact.full_clean(exclude=["recorded_by"])
    fact.save(force_insert=True)
    return fact


def check_day(day):
    """ValidationError for no day, or a year that is a slip of the finger."""
    if wrong := wrong_day(day):
        raise ValidationError({"effective_from": wrong})


def wrong_day(day):
    """Return what is wrong with a fact's day, "" for nothing."""
    if day is None:
        return "Phải có ngày hiệu lực."
    if not FIRST_DAY <= day <= LAST_DAY:
        return "Hãy xem lại năm: từ 1945 đến 2100."
    return ""


def strike(fact, *, by, why=""):
    """Mark a recorded fact as no longer held true; return the moment.

    `why` is the reason of a withdrawal; a correction says its reason in the right row.
    """
    now = timezone.now()
    fact.superseded_at, fact.superseded_by, fact.withdrawal_reason = now, by, why
    fact.save(update_fields=["superseded_at", "superseded_by", "withdrawal_reason"])
    return now


def still_held(fact):
    """Return the fact as it is stored; ValidationError if it was struck before."""
    fact = type(fact).objects.get(pk=fact.pk)
    if fact.superseded_at:
        raise ValidationError(
            "Mốc này đã được đính chính hoặc rút trước đó. Hãy mở lại hồ sơ để xem."
        )
    return fact


def say_why(reason):
    """ValidationError where a correction or withdrawal has no reason."""
    if not reason.strip():
        raise ValidationError({"reason": "Hãy nói rõ lý do."})


def correct(fact, *, by, reason, **changed):
    """Put a right fact in place of one recorded wrongly; return it.

    The wrong one stays, marked, so that what was told before can be told again.
    `changed` are the fields that were wrong.
    """
    say_why(reason)
    now = strike(fact, by=by)
    kept = {name: getattr(fact, name) for name in _said_by(fact)}
    right = type(fact)(**(kept | changed | {"reason": reason, "corrects": fact}))
    return add(right, by=by, recorded_at=now)


_RECORD = {
    "id",
    "recorded_at",
    "recorded_by",
    "superseded_at",
    "superseded_by",
    "withdrawal_reason",
    "corrects",
}


def _said_by(fact):
    """The fields in which a fact says something, not how it was recorded."""
    return [f.name for f in fact._meta.fields if f.name not in _RECORD]
