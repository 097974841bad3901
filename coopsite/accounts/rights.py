"""Who may give what to whom: nobody more than they hold, to nobody who holds more."""

from django.contrib.auth.models import Group, Permission
from django.db.models import Q


def rights_of(person):
    """Returns the permissions that a person holds or, out of use, would hold again."""
    if person.is_superuser:
        return Permission.objects.all()
    held = Permission.objects.filter(Q(user=person) | Q(group__user=person))
    # Without the joins, so that a condition may be put on it.
    return Permission.objects.filter(pk__in=held.values("pk"))


def may_reach(person, other):
    """Returns whether `person` may alter the account of `other`."""
    if person.is_superuser:
        return True
    return not other.is_superuser and _holds_all(person, rights_of(other))


def may_shape(person, group):
    """Returns whether `person` may alter what the members of `group` may do."""
    return person.is_superuser or _holds_all(person, group.permissions)


def groups_to_give(person):
    """Returns the groups that may do nothing which `person` may not."""
    lacking = Permission.objects.exclude(pk__in=rights_of(person).values("pk"))
    return Group.objects.exclude(permissions__in=lacking)


def _holds_all(person, permissions):
    held = rights_of(person).values("pk")
    return not permissions.exclude(pk__in=held).exists()
