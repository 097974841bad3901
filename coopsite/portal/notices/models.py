"""A notice: short words, perhaps with a link, shown from a moment until a moment."""

from datetime import timedelta

from django.core.exceptions import ValidationError
from django.core.validators import URLValidator
from django.db import models
from django.db.models import F, Q
from django.utils import timezone

from coopsite.core.content_version import PAGES
from news.models.base import Posted

LONGEST = timedelta(days=366)
_TOO_LONG = "Thông báo hiện nhiều nhất một năm: hãy chọn ngày gỡ sớm hơn."
_IS_WEB = URLValidator(schemes=["http", "https"])


def check_link(value):
    """ValidationError where `value` is neither a page of ours nor a web address."""
    if value.startswith("/") and not value.startswith(("//", "/\\")):
        if any(sign.isspace() for sign in value):
            raise ValidationError("Địa chỉ không được có dấu cách.")
        return
    try:
        _IS_WEB(value)
    except ValidationError as error:
        raise ValidationError(
            "Hãy ghi địa chỉ bắt đầu bằng https://, hoặc bằng / nếu là trang của cổng "
            "này, ví dụ /tin-tuc/."
        ) from error


class NoticeQuerySet(models.QuerySet):
    def public(self, at=None):
        """Notices that the public sees at the moment `at` (default: now)."""
        at = at or timezone.now()
        return self.filter(shown_from__lte=at, shown_until__gt=at)


class Notice(Posted):
    """Words of the Alliance on the home page; they leave it by themselves."""

    content_domain = PAGES

    text = models.TextField(
        "nội dung",
        max_length=300,
        help_text="Một, hai câu ngắn: việc gì, khi nào, ở đâu. Không có định dạng.",
    )
    link = models.CharField(
        "dẫn đến",
        max_length=300,
        blank=True,
        validators=[check_link],
        help_text="Nơi đọc thêm, nếu có: địa chỉ trang của cổng này (/tin-tuc/…) hoặc "
        "của nơi khác (https://…).",
    )
    shown_from = models.DateTimeField("hiện từ lúc", default=timezone.now)
    shown_until = models.DateTimeField(
        "gỡ lúc",
        help_text="Đến giờ này thông báo tự rời trang. Lâu nhất là một năm.",
    )

    objects = NoticeQuerySet.as_manager()

    class Meta:
        verbose_name = "thông báo"
        verbose_name_plural = "thông báo"
        ordering = ["-shown_from", "-id"]
        indexes = [models.Index("shown_until", "shown_from", name="notice_shown")]
        constraints = [
            models.CheckConstraint(condition=~Q(text=""), name="notice_says_something"),
            models.CheckConstraint(
                condition=Q(shown_until__gt=F("shown_from")),
                name="notice_ends_after_it_began",
                violation_error_message="Giờ gỡ phải sau giờ bắt đầu hiện.",
            ),
        ]

    def __str__(self):
        return self.text[:80]

    def clean(self):
        """Says at its field what the database would refuse."""
        start, end = self.shown_from, self.shown_until
        if start and end and end <= start:
            raise ValidationError({"shown_until": "Giờ gỡ phải sau giờ bắt đầu hiện."})
        if start and end and end > start + LONGEST:
            raise ValidationError({"shown_until": _TOO_LONG})
