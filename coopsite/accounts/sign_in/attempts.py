"""Counts wrong passwords and codes in a row; who sends them has to wait ever longer.

An attempt is counted before the password is looked at, and taken back if it is right:
a hundred at once are not looked at before the first is counted. What is typed as a name
may be a password, so only digests of names are kept.
"""

from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import timedelta

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import F
from django.utils import timezone
from django.utils.crypto import salted_hmac

from coopsite.core.client_address import client_address

from ..alerts import alert_of_failures
from ..audit.recording import KIND, record
from ..models import User, WrongPasswords
from .known_devices import get_device
from .refusals import Paused

FORGOTTEN_AFTER = timedelta(hours=12)
LONGEST_PAUSE = 60  # minutes
MANY_BEYOND = 3  # so many beyond the free are told by mail


@dataclass(frozen=True, order=True)
class Counter:
    """What wrong passwords are counted by; `free` of them bring no pause."""

    key: str
    free: int = 5
    is_shared: bool = False
    # What an alert says when many are wrong; it is not kept.
    told: tuple = field(default=(), compare=False)

    @classmethod
    def of(cls, kind, value, **options):
        digest = salted_hmac(__name__, value, algorithm="sha256").hexdigest()
        return cls(f"{kind}:{digest}", **options)


def get_counters(request, username, step=""):
    """Returns by what an attempt to sign in is counted: on a device that the account
    knows by that device alone, else by account, whether there is one or not, and by
    address, behind which a whole office may sit. The code, a second `step`, is counted
    apart from the password: a right password forgets no wrong code."""
    address = client_address(request)
    told = (username, address)
    if device := get_device(request, username):
        return [Counter.of(f"{step}device", device, told=told)]
    return [
        Counter.of(f"{step}account", username, told=told),
        Counter.of("address", address, free=20, is_shared=True, told=told),
    ]


@contextmanager
def counted(counters, username, step):
    """Runs its block, which looks at a password, as one attempt: taken back unless the
    block fails. Paused, and nothing looked at, while one of `counters` has to wait.

    A failure is written down, with `step`, what was wrong. What is not looked at is
    not: a million attempts in a pause are no million rows.
    """
    until = count(counters)
    try:
        yield
    except ValidationError:
        _record_failure(username, step, until)
        raise
    _take_back(counters)


def _record_failure(username, words, until):
    """A name that is no account's may be a password, and is not kept."""
    person = User.objects.filter(username=username).first()
    if person is None:
        words = "Tên không có"
    elif not (person.is_active and person.is_staff):
        words = "Tài khoản không được vào"
    if until:
        words += f"; phải đợi đến {timezone.localtime(until):%H:%M}"
    record(KIND.PAUSE if until else KIND.FAILURE, by=person, words=words)


@transaction.atomic
def count(counters):
    """Counts an attempt; Paused while one of `counters` has to wait. Returns until when
    the next one has to; None where it need not."""
    now = timezone.now()
    # Always in the same order, so that no two attempts wait for each other.
    rows = [(c, _lock(c, now)) for c in sorted(counters)]
    pauses = [row.paused_until for _, row in rows if row.paused_until]
    if pauses and max(pauses) > now:
        raise Paused(max(pauses))
    for counter, row in rows:
        row.count, row.last_at = row.count + 1, now
        row.paused_until = _pause_after(row.count - counter.free, now)
        row.save()
        if counter.told and row.count == counter.free + MANY_BEYOND:
            alert_of_failures(*counter.told, row.count)
    return max((row.paused_until for _, row in rows if row.paused_until), default=None)


def _lock(counter, now):
    rows = WrongPasswords.objects.select_for_update()
    row, _ = rows.get_or_create(key=counter.key, defaults={"last_at": now})
    if row.last_at < now - FORGOTTEN_AFTER:
        row.count, row.paused_until = 0, None
    return row


def _pause_after(beyond, now):
    """Returns until when to wait after that many wrong ones beyond the free: 1 minute,
    2, 4, up to an hour; None where there is no need."""
    if beyond < 0:
        return None
    return now + timedelta(minutes=min(2 ** min(beyond, 10), LONGEST_PAUSE))


def _take_back(counters):
    """Forgets the wrong ones before a right one; of a shared counter only this attempt:
    others there may be guessing on."""
    for counter in counters:
        rows = WrongPasswords.objects.filter(key=counter.key)
        if counter.is_shared:
            rows.filter(count__gt=0).update(count=F("count") - 1, paused_until=None)
        else:
            rows.delete()
    old = timezone.now() - FORGOTTEN_AFTER
    WrongPasswords.objects.filter(last_at__lt=old).delete()
