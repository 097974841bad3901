"""What an article says: the columns that the desk writes and the public reads."""

import re

from django.db import models
from django.db.models import Q

from .images import Image
from .sections import Section

# So many a Vietnamese reads; each stands between spaces.
SYLLABLES_A_MINUTE = 250
_TAG = re.compile(r"<[^>]*>")


class Wording(models.Model):
    """The text of an article, its picture and its signature.

    The working copy and each edition of it have the same columns, `WORDS`.
    """

    title = models.CharField("tiêu đề", max_length=250)
    section = models.ForeignKey(
        Section, models.PROTECT, verbose_name="chuyên mục", related_name="%(class)ss"
    )
    lead = models.TextField(
        "tóm tắt",
        max_length=1000,
        blank=True,
        help_text="Đoạn mở đầu in đậm; cũng hiện trong danh sách tin.",
    )
    body = models.TextField("nội dung", blank=True)

    cover = models.ForeignKey(
        Image,
        models.PROTECT,
        verbose_name="ảnh đại diện",
        null=True,
        blank=True,
        related_name="%(class)ss",
    )
    cover_alt = models.CharField(
        "mô tả ảnh",
        max_length=250,
        blank=True,
        help_text="Đọc cho người không nhìn thấy ảnh: ảnh cho thấy điều gì?",
    )
    cover_caption = models.CharField("chú thích ảnh", max_length=300, blank=True)
    cover_credit = models.CharField(
        "nguồn ảnh",
        max_length=120,
        blank=True,
        help_text="Người chụp hoặc nơi cho ảnh.",
    )

    byline = models.CharField(
        "bút danh", max_length=120, blank=True, help_text="Ký cuối bài, ví dụ: KT."
    )
    source = models.CharField(
        "nguồn tin",
        max_length=200,
        blank=True,
        help_text="Nếu bài lấy lại từ nơi khác.",
    )

    WORDS = (
        "title",
        "section",
        "lead",
        "body",
        "cover",
        "cover_alt",
        "cover_caption",
        "cover_credit",
        "byline",
        "source",
    )

    class Meta:
        abstract = True
        constraints = [
            models.CheckConstraint(
                condition=Q(cover=None) | ~Q(cover_alt=""),
                name="%(class)s_cover_is_described",
                violation_error_message="Ảnh đại diện phải có mô tả ảnh.",
            )
        ]

    def __str__(self):
        return self.title

    @property
    def reading_minutes(self):
        """How long the text takes to read, in minutes, at least one."""
        words = len(_TAG.sub(" ", self.body).split())
        return max(1, round(words / SYLLABLES_A_MINUTE))

    @property
    def words(self):
        """The columns of `WORDS` with their values."""
        return {name: getattr(self, name) for name in self.WORDS}
