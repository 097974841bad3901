"""How facts are written in the register: one writer at a time, one moment an action.

What was known at a moment that is over is never added to afterwards, and two people
changing one record cannot cross.
"""

from contextlib import contextmanager
from contextvars import ContextVar
from functools import wraps

from django.core.exceptions import ValidationError
from django.core.files import File
from django.db import IntegrityError, transaction

from coopsite.core import content_version
from coopsite.core.full_text.filling import indexing_once

from ..models import FIRST_DAY, LAST_DAY
from ..moments import REGISTER

# The moment of the action that is being written, shared by the actions it calls.
_moment = ContextVar("moment of the action", default=None)


@contextmanager
def writing():
    """A context in which one action writes: atomic, alone, all at one moment.

    Yields the moment. Within another one it shares that one's moment.
    """
    with transaction.atomic():
        if _moment.get():
            yield _moment.get()
            return
        token = _moment.set(content_version.advance(REGISTER))
        try:
            with indexing_once():
                yield _moment.get()
            content_version.check_duration(_moment.get())
        finally:
            _moment.reset(token)


def writes(action):
    """Makes `action` atomic, keyword-only and alone in writing until its commit."""

    @wraps(action)
    def wrapper(**arguments):
        with writing():
            return action(**arguments)

    return wrapper


@contextmanager
def rehearsing():
    """A context in which actions are tried: they refuse what they would refuse, and
    all that they write is undone at its end."""
    with transaction.atomic():
        yield
        transaction.set_rollback(True)


def lock_register():
    """Waits until nobody else writes in the register; holds until the commit.

    Who locks rows of the register otherwise calls this first, so that nobody waits in a
    circle.
    """
    content_version.lock(REGISTER)


def get_moment():
    """Returns the moment of the action that is being written."""
    return _moment.get()


def add(fact, *, by):
    """Checks and writes a new fact; returns it. ValidationError names the field.

    Who it is of and who says so the action has before it: they are not looked up again.
    """
    fact.recorded_by, fact.recorded_at = by, get_moment()
    check_day(fact.effective_from)
    return insert(fact, exclude=["recorded_by", "organisation"])


def insert(row, *, exclude=()):
    """Checks the fields of a new row and writes it; returns it.

    The database checks its constraints anyway: asking it for each beforehand took more
    than half of an action's time. ValidationError in their words where it refuses.
    """
    row.full_clean(exclude=exclude, validate_constraints=False)
    try:
        with transaction.atomic():
            row.save(force_insert=True)
    except IntegrityError:
        row.validate_constraints()
        raise
    return row


def check_day(day):
    """ValidationError for no day, or a year that is a slip of the finger."""
    if wrong := describe_wrong_day(day):
        raise ValidationError({"effective_from": wrong})


def describe_wrong_day(day):
    """Returns what is wrong with a fact's day, "" for nothing."""
    if day is None:
        return "Phải có ngày hiệu lực."
    if not FIRST_DAY <= day <= LAST_DAY:
        return "Hãy xem lại năm: từ 1945 đến 2100."
    return ""


def supersede(fact, *, by, why=""):
    """Marks a recorded fact as no longer held true.

    `why` is the reason of a withdrawal; a correction says its reason in the right row.
    """
    fact.superseded_at, fact.superseded_by = get_moment(), by
    fact.withdrawal_reason = why
    fact.save(update_fields=["superseded_at", "superseded_by", "withdrawal_reason"])


def get_current(fact):
    """Returns the fact as stored; ValidationError if it was superseded before."""
    fact = type(fact).objects.get(pk=fact.pk)
    if fact.superseded_at:
        raise ValidationError(
            "Mốc này đã được đính chính hoặc rút trước đó. Hãy mở lại hồ sơ để xem."
        )
    return fact


def require_reason(reason):
    """ValidationError where a correction or withdrawal has no reason."""
    if not reason.strip():
        raise ValidationError({"reason": "Hãy nói rõ lý do."})


def correct(fact, *, by, reason, **changed):
    """Puts a right fact in place of one recorded wrongly; returns it.

    The wrong one stays, marked, so that what was told before can be told again.
    `changed` are the fields that were wrong.
    """
    require_reason(reason)
    kept = {field.name: getattr(fact, field.name) for field in _content_fields(fact)}
    right = type(fact)(**(kept | changed | {"reason": reason, "corrects": fact}))
    require_change(fact, right)
    supersede(fact, by=by)
    return add(right, by=by)


def require_change(wrong, right):
    """ValidationError where a correction says what was said, but for its reason."""
    names = [f.attname for f in _content_fields(wrong) if f.name != "reason"]
    if all(_get_value(wrong, name) == _get_value(right, name) for name in names):
        raise ValidationError(
            "Đính chính này không đổi gì ngoài lý do. Hãy sửa ô ghi sai; nếu không nên "
            "có điều này trong sổ, hãy rút; nếu không có gì sai, hãy đóng trang này."
        )


def _get_value(fact, name):
    value = getattr(fact, name)
    return str(value or "") if isinstance(value, File) else value


_ABOUT_THE_RECORDING = {
    "id",
    "recorded_at",
    "recorded_by",
    "superseded_at",
    "superseded_by",
    "withdrawal_reason",
    "corrects",
}


def _content_fields(fact):
    """Returns the fields in which a fact says something, not how it was recorded."""
    fields = fact._meta.fields
    return [field for field in fields if field.name not in _ABOUT_THE_RECORDING]
