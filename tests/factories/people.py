"""Makes people who sign in."""

from itertools import count

from django.contrib.auth.models import Group

from coopsite.accounts.models import User

from .once import written_once_each

_NUMBERS = count(1)


@written_once_each
def make_user(username="", *, role="", **fields):
    """Return a saved user, in the group `role` and on the staff when one is named."""
    user = User.objects.create_user(
        username or f"nguoi{next(_NUMBERS)}",
        **{"is_staff": bool(role), **fields},
    )
    if role:
        user.groups.add(Group.objects.get(name=role))
    return user
