"""Editions: what the public reads of a text, from a moment until a moment.

The base of articles' editions and of information pages'.
"""

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils import timezone


class DatedQuerySet(models.QuerySet):
    def public(self, at=None):
        """Editions that the public reads at the moment `at` (default: now).

        Gone live, not yet replaced, expired or withdrawn, and not closed. Pages, lists,
        feeds and sitemaps all start here.
        """
        at = at or timezone.now()
        return self.filter(
            Q(live_until=None) | Q(live_until__gt=at), live_from__lte=at, closed_at=None
        )

    def waiting(self, at=None):
        """Editions that go live after the moment `at`."""
        return self.filter(live_from__gt=at or timezone.now())

    def gone_live(self, at=None):
        """Editions that the public has read by the moment `at`, and that can still be
        read somewhere."""
        return self.filter(live_from__lte=at or timezone.now(), closed_at=None)


class Publishable(models.Model):
    """What has `editions`. `first_published_at`: when the first goes or went live;
    fixed once passed."""

    first_published_at = models.DateTimeField(
        "đăng lần đầu lúc", null=True, editable=False
    )

    class Meta:
        abstract = True

    def is_public(self, at=None):
        """Returns whether the public reads an edition of it."""
        return self.editions.public(at).exists()

    def was_public(self, at=None):
        """Returns whether the public has ever read it: its address has its meaning."""
        moment = self.first_published_at
        return moment is not None and moment <= (at or timezone.now())


class DatedEdition(models.Model):
    """What a page said from `live_from` until before `live_until`; never changed.

    `live_until` follows from the next edition, the wanted expiry and a
    withdrawal; only the publishing actions set it. `closed_at`: an administrator has
    taken the words away for ever, for the reason kept.
    """

    class Kind(models.TextChoices):
        FIRST = "first", "Đăng lần đầu"
        MINOR = "minor", "Sửa nhỏ"
        UPDATE = "update", "Cập nhật"
        CORRECTION = "correction", "Đính chính"

    # These are told to the public, with a note.
    TOLD = (Kind.UPDATE, Kind.CORRECTION)

    number = models.PositiveIntegerField("bản thứ")
    live_from = models.DateTimeField("lên trang lúc")
    live_until = models.DateTimeField("rời trang lúc", null=True)
    kind = models.CharField("loại", max_length=10, choices=Kind)
    note = models.TextField("điều đã đổi", max_length=1000, blank=True)
    published_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        verbose_name="người đăng",
        null=True,
        related_name="+",
    )
    created_at = models.DateTimeField("tạo lúc", auto_now_add=True)
    closed_at = models.DateTimeField("đóng lúc", null=True)
    closed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        verbose_name="người đóng",
        null=True,
        related_name="+",
    )
    closed_reason = models.CharField("lý do đóng", max_length=500, blank=True)

    class Meta:
        abstract = True
        constraints = [
            models.CheckConstraint(
                condition=Q(live_until=None) | Q(live_until__gt=F("live_from")),
                name="%(class)s_ends_after_it_began",
            ),
            models.CheckConstraint(
                condition=Q(kind__in=["first", "minor", "update", "correction"]),
                name="%(class)s_kind_known",
            ),
            models.CheckConstraint(
                condition=~Q(kind__in=["update", "correction"]) | ~Q(note=""),
                name="%(class)s_says_what_changed",
                violation_error_message="Cập nhật và đính chính phải ghi điều đã đổi.",
            ),
            models.CheckConstraint(
                condition=Q(closed_at=None, closed_reason="")
                | Q(closed_at__isnull=False) & ~Q(closed_reason=""),
                name="%(class)s_closed_for_a_reason",
            ),
        ]
