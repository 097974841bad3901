"""The only ways to write an autosave. None of them makes a version or a log entry."""

from datetime import timedelta

from django.db import transaction
from django.utils import timezone

from .models import Autosave

# How long what was typed and never saved is offered; how long it is known that a form
# was saved; how long a form counts in which nobody typed.
UNSAVED, SAVED, EMPTY = timedelta(days=90), timedelta(days=30), timedelta(days=1)


@transaction.atomic
def keep(*, token, fields, name=""):
    """Keeps what stands in the form of `token`; with `fields` None only that it is
    open. Returns the row, unchanged where the form has been saved already."""
    row, now = lock(token), timezone.now()
    if row.saved_at:
        return row
    row.seen_at = now
    if fields is not None:
        row.fields, row.name, row.typed_at = fields, name[:250], now
    row.save()
    return row


def lock(token):
    """Returns the row of `token`, made where there is none; others wait for it until
    the transaction ends."""
    now = timezone.now()
    new = Autosave(
        token=token.id, user_id=token.user, page=token.page, key=token.key,
        opened_at=now, seen_at=now,
    )  # fmt: skip
    Autosave.objects.bulk_create([new], ignore_conflicts=True)
    return Autosave.objects.select_for_update().get(pk=token.id)


def mark_saved(*, token, key, digest="", version=""):
    """Says that the form of `token` was saved, as the row `key` in this version; what
    was typed is there now. Within the transaction of that save."""
    row = lock(token)
    row.key, row.saved_at = str(key), timezone.now()
    row.fields, row.name, row.digest, row.version = {}, "", digest, version
    row.save()


def discard(*, token_id, user):
    """Throws away what `user` typed into a form and did not save."""
    Autosave.objects.unsaved(user).filter(pk=token_id).delete()


def forget_old(at=None):
    """Deletes what has lain long enough; returns how many of it was typed text."""
    at = at or timezone.now()
    open_forms = Autosave.objects.filter(saved_at=None)
    open_forms.filter(typed_at=None, seen_at__lt=at - EMPTY).delete()
    Autosave.objects.filter(saved_at__lt=at - SAVED).delete()
    return open_forms.filter(typed_at__lt=at - UNSAVED).delete()[0]
