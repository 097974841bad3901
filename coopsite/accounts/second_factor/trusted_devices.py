"""Devices whose owner wants to be asked for no code for 30 days: a signed cookie.

It is bound to the account's password and to its second factor, so it ends when either
changes, and it lets nobody in: the password is asked for as ever.
"""

from django.conf import settings
from django.urls import reverse
from django.utils.crypto import salted_hmac

from coopsite.core.cookies import desk_cookie

DAYS = 30
_SALT = "coopsite.accounts.trusted_device"
_MAX_AGE = DAYS * 24 * 60 * 60  # seconds


def _cookie(user):
    """Returns the name of the account's cookie: several people may share a device."""
    digest = salted_hmac(_SALT, str(user.pk), algorithm="sha256").hexdigest()
    return desk_cookie(f"trusted_device_{digest[:16]}")


def _salt(user, factor):
    return f"{_SALT}:{user.get_session_auth_hash()}:{factor.device_seed}"


def is_trusted(request, user, factor):
    """Returns whether this device was to be asked for no code."""
    mark = request.get_signed_cookie(
        _cookie(user), default=None, salt=_salt(user, factor), max_age=_MAX_AGE
    )
    return mark is not None


def trust_device(response, user, factor):
    """Lets the device be asked for no code of `user` for 30 days."""
    response.set_signed_cookie(
        _cookie(user),
        "1",
        salt=_salt(user, factor),
        max_age=_MAX_AGE,
        path=reverse("admin:index"),
        secure=settings.SESSION_COOKIE_SECURE,
        httponly=True,
        samesite="Lax",
    )
