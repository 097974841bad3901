"""What the yearly surveys of the Alliance find: capital, members, workers."""

from django.db import models
from django.db.models import Q

from .base import Fact, course_index


class Survey(Fact):
    """Figures that hold from the day they speak of until the next survey.

    Money in đồng. A figure that was not asked or not answered is None, never 0.
    """

    FIGURES = ["charter_capital", "total_capital", "revenue", "members", "workers"]

    charter_capital = models.PositiveBigIntegerField(
        "vốn điều lệ (đồng)", null=True, blank=True
    )
    total_capital = models.PositiveBigIntegerField(
        "tổng nguồn vốn (đồng)",
        null=True,
        blank=True,
        help_text="Dùng để xếp quy mô theo Nghị định 113/2024.",
    )
    revenue = models.PositiveBigIntegerField(
        "doanh thu cả năm (đồng)",
        null=True,
        blank=True,
        help_text="Của năm liền trước ngày khảo sát.",
    )
    members = models.PositiveIntegerField("số thành viên", null=True, blank=True)
    workers = models.PositiveIntegerField("số lao động", null=True, blank=True)
    source = models.CharField(
        "nguồn số liệu",
        max_length=200,
        help_text="Ví dụ: Phiếu khảo sát năm 2023; Báo cáo tài chính năm 2023.",
    )

    class Meta(Fact.Meta):
        verbose_name = "số liệu khảo sát"
        verbose_name_plural = "số liệu khảo sát"
        indexes = [course_index("survey_course")]
        constraints = [
            *Fact.Meta.constraints,
            models.UniqueConstraint(
                fields=["organisation", "effective_from"],
                condition=Q(superseded_at=None),
                name="survey_one_a_day",
                violation_error_message="Đã có số liệu khảo sát của đúng ngày này.",
            ),
            models.CheckConstraint(
                condition=Q(charter_capital__isnull=False)
                | Q(total_capital__isnull=False)
                | Q(revenue__isnull=False)
                | Q(members__isnull=False)
                | Q(workers__isnull=False),
                name="survey_says_something",
                violation_error_message="Phải có ít nhất một số liệu.",
            ),
            models.CheckConstraint(condition=~Q(source=""), name="survey_has_a_source"),
        ]

    def __str__(self):
        return f"{self.organisation}: khảo sát ngày {self.effective_from:%d/%m/%Y}"
