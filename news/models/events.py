"""What was done with an article, by whom, when: one line each, in order."""

from django.conf import settings
from django.db import models
from django.db.models import Q


class ArticleEvent(models.Model):
    """One step of an article's way, with what was said; never edited."""

    content_domain = None

    class Kind(models.TextChoices):
        SENT = "sent", "Gửi duyệt"
        RETURNED = "returned", "Trả lại"
        REMARK = "remark", "Góp ý"
        PUBLISHED = "published", "Đăng"
        SCHEDULED = "scheduled", "Hẹn giờ"
        CANCELLED = "cancelled", "Huỷ hẹn giờ"
        WITHDRAWN = "withdrawn", "Gỡ bài"
        FEATURED = "featured", "Đặt làm tin chính"
        UNFEATURED = "unfeatured", "Thôi tin chính"
        MOVED = "moved", "Đổi địa chỉ"
        CLOSED = "closed", "Đóng một bản đăng"

    # These say nothing without their note.
    WORTHLESS_WITHOUT_NOTE = (Kind.RETURNED, Kind.REMARK)

    article = models.ForeignKey(
        "Article", models.CASCADE, verbose_name="bài viết", related_name="events"
    )
    kind = models.CharField("việc", max_length=12, choices=Kind)
    at = models.DateTimeField("lúc", auto_now_add=True)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        verbose_name="người làm",
        null=True,
        related_name="+",
    )
    note = models.TextField("lời nhắn", max_length=1000, blank=True)

    class Meta:
        verbose_name = "việc đã làm với bài"
        verbose_name_plural = "các việc đã làm với bài"
        ordering = ["-at", "-id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(
                    kind__in=[
                        "sent", "returned", "remark", "published", "scheduled",
                        "cancelled", "withdrawn", "featured", "unfeatured", "moved",
                        "closed",
                    ]
                ),
                name="article_event_kind_known",
            ),
            models.CheckConstraint(
                condition=~Q(kind__in=["returned", "remark"]) | ~Q(note=""),
                name="article_event_says_something",
            ),
        ]  # fmt: skip

    def __str__(self):
        return f"{self.get_kind_display()}: {self.article}"
