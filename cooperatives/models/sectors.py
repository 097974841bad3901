"""The sectors of trade that organisations are counted by."""

from django.db import models
from django.db.models import Q

from coopsite.core.content_version import RULES
from coopsite.core.remembered import remembered


class Sector(models.Model):
    """A "lĩnh vực", as the Alliance reports; its group is a dated `SectorGroup`."""

    content_domain = RULES

    class LegalGroup(models.TextChoices):
        """As NĐ 113/2024 groups sectors."""

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

    class Meta:
        verbose_name = "lĩnh vực"
        verbose_name_plural = "lĩnh vực"
        ordering = ["order", "id"]
        constraints = [
            models.CheckConstraint(
                condition=~Q(code="") & ~Q(abbreviation="") & ~Q(name=""),
                name="sector_is_named",
            ),
        ]

    def __str__(self):
        return self.name


@remembered(RULES)
def get_sectors():
    """Returns all sectors, in their order."""
    return list(Sector.objects.all())
