"""What is searched: one row for each thing that a reader may find."""

from django.db import models


def _words():
    return models.TextField(editable=False, blank=True, default="")


class SearchEntry(models.Model):
    """The words of one thing, and while it is public.

    `id` is its place among the others: who walks the index from its end meets the
    newest first. The texts are prepared words, never shown.
    """

    content_domain = None  # whoever fills it renews the token of what it is of

    id = models.BigIntegerField(primary_key=True)
    kind = models.CharField(max_length=12)
    key = models.BigIntegerField()
    live_from = models.DateTimeField()
    live_until = models.DateTimeField(null=True)
    rules = models.PositiveSmallIntegerField()
    marks = _words()
    spelt = _words()
    title = _words()
    lead = _words()
    text = _words()
    codes = _words()
    middles = _words()

    class Meta:
        default_permissions = ()
        constraints = [
            models.UniqueConstraint(fields=["kind", "key"], name="search_entry_once")
        ]
        indexes = [models.Index(fields=["rules"], name="search_entry_rules")]

    def __str__(self):
        return f"{self.kind} {self.key}"


class PendingEntry(models.Model):
    """A thing that was written since its words were last indexed; a trigger says so."""

    content_domain = None

    kind = models.CharField(max_length=12)
    key = models.BigIntegerField()

    class Meta:
        default_permissions = ()
        constraints = [
            models.UniqueConstraint(fields=["kind", "key"], name="pending_entry_once")
        ]

    def __str__(self):
        return f"{self.kind} {self.key}"
