"""What was typed into one form and is not saved yet."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q


class AutosaveQuerySet(models.QuerySet):
    def unsaved(self, user):
        """What `user` alone has typed and not saved, the newest first."""
        rows = self.filter(user=user, saved_at=None, typed_at__isnull=False)
        return rows.order_by("-typed_at")

    def of_page(self, token):
        """Those of the forms of the same row."""
        return self.filter(page=token.page, key=token.key)


class Autosave(models.Model):
    """One form, opened once by `user`, and what stands in it: {name: [values]}.

    `page`: the kind of form ("news.article"); `key`: the row it shows, "" for a new
    one, and then the one it became. `seen_at`: when the form was open last. `typed_at`:
    when a key was pressed last, None while nothing was typed. `saved_at`: when the form
    was saved; what was typed is then in the row's versions, and no more here.
    """

    content_domain = None

    token = models.UUIDField(primary_key=True)
    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+")
    page = models.CharField(max_length=100)
    key = models.CharField(max_length=64, blank=True)
    name = models.CharField(max_length=250, blank=True)
    fields = models.JSONField(default=dict)
    opened_at = models.DateTimeField()
    seen_at = models.DateTimeField()
    typed_at = models.DateTimeField(null=True)
    saved_at = models.DateTimeField(null=True)
    # What was sent with the save, to tell the same sent again from other words; and
    # which version of the row it made, from which those other words go on.
    digest = models.CharField(max_length=64, blank=True)
    version = models.TextField(blank=True)

    objects = AutosaveQuerySet.as_manager()

    class Meta:
        default_permissions = ()
        indexes = [
            models.Index(fields=["page", "key", "seen_at"], name="autosave_page"),
            models.Index(fields=["user", "saved_at"], name="autosave_user"),
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(saved_at=None) | (~Q(key="") & Q(fields={})),
                name="autosave_saved_is_a_row",
            ),
            models.CheckConstraint(
                condition=Q(seen_at__gte=F("opened_at")), name="autosave_seen_after"
            ),
        ]

    def __str__(self):
        return f"{self.page} {self.key}: {self.name}"
