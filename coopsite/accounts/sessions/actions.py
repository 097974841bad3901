"""Begins, looks up and ends the sessions of the desk."""

from datetime import timedelta

from django.conf import settings
from django.db import transaction
from django.utils import timezone

from coopsite.core.client_address import client_address, client_agent

from ..audit.recording import KIND, record
from ..models import DeskSession
from .devices import describe_agent

_KEY = "desk_session"


def begin(request, user):
    """Notes where somebody has just signed in; forgets what ended by itself."""
    end_current(request)  # signed in again without signing out
    DeskSession.objects.filter(last_seen_at__lt=_oldest_going_on()).delete()
    now = timezone.now()
    row = DeskSession.objects.create(
        user=user,
        mark=get_mark(user),
        address=client_address(request),
        agent=client_agent(request),
        started_at=now,
        last_seen_at=now,
    )
    request.session[_KEY] = row.pk


def describe_end(request):
    """Returns why a session ends, where it is not by the button for it."""
    row = DeskSession.objects.filter(pk=request.session.get(_KEY)).first()
    if row is None:
        return "Phiên đã bị kết thúc ở nơi khác"
    if is_idle(row):
        return f"Quá {settings.IDLE_MINUTES} phút không thao tác"
    return ""


def get_current(request):
    """Returns the row of this session; None where it was ended, or is none."""
    pk = request.session.get(_KEY)
    return DeskSession.objects.filter(pk=pk, user=request.user).first()


def list_sessions(user):
    """Returns where somebody is signed in now."""
    rows = user.desk_sessions.filter(mark=get_mark(user))
    return rows.filter(last_seen_at__gte=_oldest_going_on())


def is_idle(row):
    return timezone.now() - row.last_seen_at > _longest_pause()


def end_current(request):
    if pk := request.session.get(_KEY):
        DeskSession.objects.filter(pk=pk).delete()


@transaction.atomic
def end_session(*, pk, by):
    """Ends a session of `by`, where it still goes on."""
    row = by.desk_sessions.filter(pk=pk).first()
    if row is None:
        return
    row.delete()
    where = f"{describe_agent(row.agent)}, {row.address or 'địa chỉ không rõ'}"
    record(KIND.SESSION, by=by, words=f"Kết thúc phiên {where}")


@transaction.atomic
def end_others(request):
    """Ends every session of whoever asks but this one; returns how many."""
    others = request.user.desk_sessions.exclude(pk=request.session.get(_KEY))
    count = list_sessions(request.user).filter(pk__in=others).count()
    others.delete()
    if count:
        words = f"Kết thúc {count} phiên ở nơi khác"
        record(KIND.SESSION, by=request.user, words=words)
    return count


def get_mark(user):
    """Returns what changes with the password."""
    return user.get_session_auth_hash()[:16]


def _oldest_going_on():
    """Returns the moment since which a session was used, if it goes on."""
    age = timedelta(seconds=settings.SESSION_COOKIE_AGE)
    return timezone.now() - min(age, _longest_pause())


def _longest_pause():
    return timedelta(minutes=settings.IDLE_MINUTES)
