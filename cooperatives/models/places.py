"""What organisations are counted by: sectors of trade and areas of the city."""

from datetime import date

from django.db import models
from django.db.models import F, Q


class Sector(models.Model):
    """A "lĩnh vực", as the Alliance reports; `legal_group` as NĐ 113/2024 groups."""

    class LegalGroup(models.TextChoices):
        AGRICULTURE = "agriculture", "Nông nghiệp"
        INDUSTRY = "industry", "Công nghiệp – xây dựng"
        FINANCE = "finance", "Tài chính"
        TRADE = "trade", "Thương mại – dịch vụ và khác"

    code = models.SlugField(
        "mã",
        max_length=20,
        unique=True,
        help_text="Chữ thường không dấu, dùng trong địa chỉ trang, ví dụ: gtvt.",
    )
    abbreviation = models.CharField(
        "viết tắt", max_length=20, unique=True, help_text="Như trong báo cáo: GTVT."
    )
    name = models.CharField("tên lĩnh vực", max_length=100, unique=True)
    order = models.PositiveSmallIntegerField("thứ tự", default=100)
    legal_group = models.CharField(
        "nhóm theo Nghị định 113/2024", max_length=12, choices=LegalGroup
    )

    class Meta:
        verbose_name = "lĩnh vực"
        verbose_name_plural = "lĩnh vực"
        ordering = ["order", "id"]
        constraints = [
            models.CheckConstraint(
                condition=~Q(code="") & ~Q(abbreviation="") & ~Q(name=""),
                name="sector_is_named",
            ),
            models.CheckConstraint(
                condition=Q(
                    legal_group__in=["agriculture", "industry", "finance", "trade"]
                ),
                name="sector_legal_group_known",
            ),
        ]

    def __str__(self):
        return self.name


class AreaQuerySet(models.QuerySet):
    def on(self, day):
        """The areas that existed on `day`; valid from its first day, until before
        its last: [valid_from, valid_until)."""
        return self.filter(
            Q(valid_from=None) | Q(valid_from__lte=day),
            Q(valid_until=None) | Q(valid_until__gt=day),
        )


class Area(models.Model):
    """A "địa bàn". The 22 districts ended on 1 July 2025 (NQ 1685/NQ-UBTVQH15)."""

    class Kind(models.TextChoices):
        CITY = "city", "Thành phố"
        URBAN = "quan", "Quận"
        RURAL = "huyen", "Huyện"

    DISTRICTS_ENDED = date(2025, 7, 1)

    code = models.CharField(
        "mã đơn vị hành chính", max_length=10, unique=True, help_text="Ví dụ: 760."
    )
    name = models.CharField("tên", max_length=100, help_text="Ví dụ: Quận 1.")
    kind = models.CharField("loại", max_length=10, choices=Kind)
    order = models.PositiveSmallIntegerField("thứ tự", default=100)
    valid_from = models.DateField("có từ ngày", null=True, blank=True)
    valid_until = models.DateField(
        "đến trước ngày",
        null=True,
        blank=True,
        help_text="Ngày đầu tiên không còn đơn vị này.",
    )

    objects = AreaQuerySet.as_manager()

    class Meta:
        verbose_name = "địa bàn"
        verbose_name_plural = "địa bàn"
        ordering = ["order", "id"]
        constraints = [
            models.CheckConstraint(
                condition=~Q(code="") & ~Q(name=""), name="area_is_named"
            ),
            models.CheckConstraint(
                condition=Q(valid_until=None)
                | Q(valid_from=None)
                | Q(valid_until__gt=F("valid_from")),
                name="area_ends_after_its_start",
                violation_error_message="Ngày kết thúc phải sau ngày bắt đầu.",
            ),
        ]

    def __str__(self):
        return self.name
