"""How often each article was read on each day, as nginx's log told; never by whom."""

from django.db import models
from django.db.models import Q


class CountedDay(models.Model):
    """A day, by Vietnam's clock, whose reads were counted whole; counted once."""

    content_domain = None

    day = models.DateField("ngày", unique=True)

    class Meta:
        verbose_name = "ngày đã đếm"
        verbose_name_plural = "các ngày đã đếm"
        ordering = ["-day"]

    def __str__(self):
        return f"{self.day:%d/%m/%Y}"

    @classmethod
    def last(cls):
        """Returns the newest day that was counted; None where none was."""
        return cls.objects.aggregate(last=models.Max("day"))["last"]


class DailyReads(models.Model):
    """The reads of an article on a counted day; no row where there were none."""

    content_domain = None

    article = models.ForeignKey(
        "Article",
        models.CASCADE,
        verbose_name="bài viết",
        related_name="daily_reads",
    )
    day = models.DateField("ngày")
    count = models.PositiveIntegerField("lượt đọc")

    class Meta:
        verbose_name = "lượt đọc trong ngày"
        verbose_name_plural = "lượt đọc theo ngày"
        constraints = [
            models.UniqueConstraint(fields=["day", "article"], name="reads_once_a_day"),
            models.CheckConstraint(condition=Q(count__gt=0), name="reads_are_some"),
        ]

    def __str__(self):
        return f"{self.article}, {self.day:%d/%m/%Y}: {self.count}"
