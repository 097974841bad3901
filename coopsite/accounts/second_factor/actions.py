"""The only ways to write a second factor: set it up, use its codes, end it."""

from django.contrib.admin.models import CHANGE, LogEntry
from django.db import transaction
from django.utils import timezone

from ..audit.recording import KIND, record
from ..models import RecoveryCode, SecondFactor
from .codes import (
    digest_recovery_code,
    find_step,
    make_recovery_codes,
    make_secret,
    make_seed,
)


def get_factor(user):
    """Returns somebody's second factor, or None."""
    return SecondFactor.objects.filter(user=user).first()


@transaction.atomic
def set_up(*, user, seed, typed):
    """Turns the second factor on once a code of the telephone is right; returns the
    recovery codes, or None where the code is wrong."""
    step = find_step(make_secret(user, seed), typed)
    if step is None:
        return None
    factor, _ = SecondFactor.objects.update_or_create(
        user=user,
        defaults={
            "seed": seed,
            "device_seed": make_seed(),
            "last_step": step,
            "set_up_at": timezone.now(),
        },
    )
    _log(user, by=user, message="Bật mã xác nhận.")
    return _write_recovery_codes(factor)


@transaction.atomic
def use_code(*, user, typed):
    """Returns whether the code is one of the telephone or of the paper; uses it up."""
    factor = SecondFactor.objects.select_for_update().filter(user=user).first()
    if factor is None:
        return False
    step = find_step(make_secret(user, factor.seed), typed, after=factor.last_step)
    if step is None:
        return _use_recovery_code(factor, typed)
    factor.last_step = step
    factor.save(update_fields=["last_step"])
    return True


@transaction.atomic
def renew_recovery_codes(*, user):
    """Returns new codes for paper; those of before are good for nothing."""
    factor = SecondFactor.objects.select_for_update().get(user=user)
    _log(user, by=user, message="Lấy mã dự phòng mới.")
    return _write_recovery_codes(factor)


@transaction.atomic
def forget_devices(*, user):
    """Lets every device ask for a code again."""
    if SecondFactor.objects.filter(user=user).update(device_seed=make_seed()):
        _log(user, by=user, message="Hỏi mã lại trên mọi máy.")


@transaction.atomic
def turn_off(*, user, by):
    """Takes the second factor of `user` away, where there is one; says whether. Without
    `by` it was done on the server, by a command."""
    count, _ = SecondFactor.objects.filter(user=user).delete()
    message = "Bỏ mã xác nhận." if by else "Bỏ mã xác nhận bằng lệnh trên máy chủ."
    if count:
        _log(user, by=by, message=message)
    return bool(count)


def _use_recovery_code(factor, typed):
    unused = factor.recovery_codes.filter(used_at=None)
    matching = unused.filter(digest=digest_recovery_code(typed))
    if not matching.update(used_at=timezone.now()):
        return False
    _log(factor.user, by=factor.user, message="Dùng một mã dự phòng.")
    return True


def _write_recovery_codes(factor):
    factor.recovery_codes.all().delete()
    codes = make_recovery_codes()
    RecoveryCode.objects.bulk_create(
        RecoveryCode(factor=factor, digest=digest_recovery_code(code)) for code in codes
    )
    return codes


def _log(user, *, by, message):
    """Writes it into the log of the desk, beside what else was done to the account, and
    into the security log."""
    LogEntry.objects.log_actions((by or user).pk, [user], CHANGE, message)
    record(KIND.SECOND_FACTOR, by=by, thing=user, words=message)
