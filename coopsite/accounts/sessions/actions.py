"""Begins, looks up and ends the sessions of the desk."""

from datetime import timedelta

from django.conf import settings
from django.utils import timezone

from coopsite.core.client_address import client_address

from ..models import DeskSession

_KEY = "desk_session"


def begin(request, user):
    """Notes where somebody has just signed in; forgets what ended by itself."""
    end_current(request)  # signed in again without signing out
    DeskSession.objects.exclude(pk__in=_going_on(DeskSession.objects)).delete()
    now = timezone.now()
    row = DeskSession.objects.create(
        user=user,
        mark=get_mark(user),
        address=client_address(request),
        agent=_clean(request.headers.get("User-Agent", "")),
        started_at=now,
        last_seen_at=now,
    )
    request.session[_KEY] = row.pk


def get_current(request):
    """Returns the row of this session; None where it was ended, or is none."""
    pk = request.session.get(_KEY)
    return DeskSession.objects.filter(pk=pk, user=request.user).first()


def list_sessions(user):
    """Returns where somebody is signed in now."""
    return _going_on(user.desk_sessions.filter(mark=get_mark(user)))


def is_idle(row):
    return timezone.now() - row.last_seen_at > _longest_pause()


def end_current(request):
    DeskSession.objects.filter(pk=request.session.get(_KEY)).delete()


def end_others(request):
    """Ends every session of whoever asks but this one; returns how many."""
    others = request.user.desk_sessions.exclude(pk=request.session.get(_KEY))
    count = list_sessions(request.user).filter(pk__in=others).count()
    others.delete()
    return count


def get_mark(user):
    """Returns what changes with the password."""
    return user.get_session_auth_hash()[:16]


def _going_on(rows):
    now = timezone.now()
    oldest = now - timedelta(seconds=settings.SESSION_COOKIE_AGE)
    return rows.filter(last_seen_at__gte=max(oldest, now - _longest_pause()))


def _longest_pause():
    return timedelta(minutes=settings.IDLE_MINUTES)


def _clean(agent):
    return "".join(filter(str.isprintable, agent[:300]))
