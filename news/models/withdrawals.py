"""Withdrawals: when, why and by whom an article was taken off the public pages."""

from django.conf import settings
from django.db import models
from django.db.models import Q

from coopsite.core.content_version import NEWS


class Withdrawal(models.Model):
    """One withdrawal of an article; the page in its place (410) tells of it.

    `kind` is empty for those from before kinds were asked for.
    """

    content_domain = NEWS

    class Kind(models.TextChoices):
        ERROR = "error", "Bài có sai sót"
        REPLACED = "replaced", "Đã được thay thế"
        OUTDATED = "outdated", "Không còn giá trị"

    article = models.ForeignKey(
        "Article", models.PROTECT, verbose_name="bài viết", related_name="withdrawals"
    )
    at = models.DateTimeField("gỡ lúc")
    kind = models.CharField("lý do", max_length=10, choices=Kind, blank=True)
    note = models.TextField(
        "lời nhắn trên trang",
        max_length=1000,
        blank=True,
        help_text="Người đọc thấy ở địa chỉ cũ của bài: vì sao gỡ, xem ở đâu thay.",
    )
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        verbose_name="người gỡ",
        null=True,
        related_name="+",
    )

    class Meta:
        verbose_name = "lần gỡ bài"
        verbose_name_plural = "các lần gỡ bài"
        ordering = ["-at", "-id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(kind__in=["", "error", "replaced", "outdated"]),
                name="withdrawal_kind_known",
            ),
            models.UniqueConstraint(
                fields=["article", "at"], name="withdrawal_once_a_moment"
            ),
        ]

    def __str__(self):
        return f"{self.article}: {self.get_kind_display() or 'gỡ'}"
