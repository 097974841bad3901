"""Devices on which an account was signed in before, told by a signed cookie.

Their wrong passwords are counted by themselves, so a stranger who guesses, from
wherever, never keeps the owner out. The cookie opens nothing.
"""

from django.conf import settings
from django.urls import reverse
from django.utils.crypto import get_random_string, salted_hmac

from coopsite.core.cookies import desk_cookie

_SALT = "coopsite.accounts.known_device"
_MAX_AGE = 400 * 24 * 60 * 60  # seconds; browsers keep no cookie longer


def _cookie(username):
    """Returns the name of the account's cookie: several people may share a device."""
    digest = salted_hmac(_SALT, username, algorithm="sha256").hexdigest()
    return desk_cookie(f"known_device_{digest[:16]}")


def get_device(request, username):
    """Returns the mark of a device on which `username` was signed in; None for others.
    The signature covers the cookie's name, and with it the account."""
    return request.get_signed_cookie(
        _cookie(username), default=None, salt=_SALT, max_age=_MAX_AGE
    )


def remember_device(request, response):
    """Lets the device of whoever has just signed in be known."""
    username = request.user.get_username()
    response.set_signed_cookie(
        _cookie(username),
        get_device(request, username) or get_random_string(22),
        salt=_SALT,
        max_age=_MAX_AGE,
        path=reverse("admin:index"),
        secure=settings.SESSION_COOKIE_SECURE,
        httponly=True,
        samesite="Lax",
    )
