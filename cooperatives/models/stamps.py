"""What every row shares that is added and superseded, never edited: its stamps.

Facts of an organisation have them (`base`), and so have the rules that published
counts depend on: the groups of sectors, the limits of sizes, the areas.
"""

from datetime import UTC, datetime

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils import timezone

from coopsite.core.content_version import REGISTER, RULES

# What the portal came with counts as recorded then: it is known at every moment.
SINCE_EVER = datetime(1900, 1, 1, tzinfo=UTC)

_STAMPS = {
    "id",
    "recorded_at",
    "recorded_by",
    "superseded_at",
    "superseded_by",
    "corrects",
}


def held_at(at=None, path=""):
    """Returns the condition that a row was held true at the moment `at`; None: that it
    is now. `path` leads to it from whatever is asked: "area__current_units__"."""
    if at is None:
        return Q(**{f"{path}superseded_at": None})
    until = f"{path}superseded_at"
    is_open = Q(**{until: None}) | Q(**{f"{until}__gt": at})
    return Q(**{f"{path}recorded_at__lte": at}) & is_open


class StampedQuerySet(models.QuerySet):
    def known(self, at=None):
        """Returns the rows held true at the moment `at`; None: those held true now."""
        return self.filter(held_at(at))


class Stamped(models.Model):
    """A row that says when it was written and when it ceased to be held true.

    At a moment t a row is held true when recorded_at <= t < superseded_at.
    """

    content_domain = REGISTER

    recorded_at = models.DateTimeField("ghi nhận lúc", default=timezone.now)
    recorded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        verbose_name="người ghi nhận",
        null=True,
        related_name="+",
    )
    superseded_at = models.DateTimeField("thay thế lúc", null=True, blank=True)
    superseded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        verbose_name="người thay thế",
        null=True,
        blank=True,
        related_name="+",
    )

    objects = StampedQuerySet.as_manager()

    class Meta:
        abstract = True
        base_manager_name = "objects"
        constraints = [
            models.CheckConstraint(
                condition=Q(superseded_at=None)
                | Q(superseded_at__gte=F("recorded_at")),
                name="%(class)s_superseded_after_recorded",
            ),
        ]

    @classmethod
    def content_names(cls):
        """Returns the names of the fields in which a row says something."""
        return [f.name for f in cls._meta.fields if f.name not in _STAMPS]

    def says_the_same(self, other):
        """Returns whether both say the same, whoever wrote it and when."""
        names = self.content_names()
        return all(getattr(self, name) == getattr(other, name) for name in names)


class Rule(Stamped):
    """A stamped row that counts depend on; `corrects` names the one it took the place
    of, so that its history can be told."""

    content_domain = RULES

    corrects = models.OneToOneField(
        "self",
        models.PROTECT,
        verbose_name="thay cho",
        null=True,
        blank=True,
        editable=False,
        related_name="corrected_by",
    )

    class Meta(Stamped.Meta):
        abstract = True
