"""Who has given a right password and not yet a code: kept in the session for a while.

Nobody is signed in by it. It is bound to the password, so a new one ends it.
"""

from datetime import timedelta

from django.utils import timezone
from django.utils.crypto import constant_time_compare

from ..models import User

_KEY = "sign_in_first_step"
LASTS = timedelta(minutes=10)


def keep_first_step(request, user):
    request.session.cycle_key()
    until = (timezone.now() + LASTS).timestamp()
    request.session[_KEY] = [user.pk, user.get_session_auth_hash(), until]


def get_first_step(request):
    """Returns who it was; None where nobody was, or it is too long ago."""
    pk, mark, until = request.session.get(_KEY, (None, "", 0))
    if pk is None or timezone.now().timestamp() > until:
        return None
    user = User.objects.filter(pk=pk, is_active=True, is_staff=True).first()
    is_same = user and constant_time_compare(mark, user.get_session_auth_hash())
    return user if is_same else None


def forget_first_step(request):
    request.session.pop(_KEY, None)
