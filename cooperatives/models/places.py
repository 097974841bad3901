"""What organisations are counted by: sectors of trade and areas of the city."""

from datetime import date

from django.db import models
from django.db.models import F, Q


class Sector(models.Model):
    """A "lĩnh vực", as the Alliance reports; its group is a dated `SectorGroup`."""

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


class AreaQuerySet(models.QuerySet):
    def on(self, day):
        """The areas that existed on `day`; valid from its first day, until before
        its last: [valid_from, valid_until)."""
        return self.filter(
            Q(valid_from=None) | Q(valid_from__lte=day),
            Q(valid_until=None) | Q(valid_until__gt=day),
        )

    def for_choosing(self):
        """Districts and today's units: what readers know an address by."""
        return self.exclude(level=Area.Level.COMMUNE)

    def within(self, area):
        """`area` itself, a district's communes, and the communes that became it.

        A commune that was split counts in its default successor.
        """
        return self.filter(
            Q(pk=area.pk)
            | Q(parent=area)
            | Q(successions__new=area, successions__is_default=True)
        )


class Area(models.Model):
    """A "địa bàn", old or new, with the time it existed.

    On 1 July 2025 the city took in Bình Dương and Bà Rịa – Vũng Tàu, districts ended,
    and 168 units were left (NQ 1685/NQ-UBTVQH15). Codes are the Statistics Office's;
    a unit may bear the code of an old commune. A commune's name carries its
    district's: "Phường 4, Quận Phú Nhuận".
    """

    class Level(models.TextChoices):
        DISTRICT = "district", "Quận, huyện (đến 30/06/2025)"
        COMMUNE = "commune", "Phường, xã, thị trấn (đến 30/06/2025)"
        UNIT = "unit", "Phường, xã, đặc khu (từ 01/07/2025)"

    class Kind(models.TextChoices):
        CITY = "thanh-pho", "Thành phố"
        URBAN = "quan", "Quận"
        RURAL = "huyen", "Huyện"
        WARD = "phuong", "Phường"
        COMMUNE = "xa", "Xã"
        TOWN = "thi-tran", "Thị trấn"
        SPECIAL = "dac-khu", "Đặc khu"

    DISTRICTS_ENDED = date(2025, 7, 1)

    code = models.CharField(
        "mã đơn vị hành chính", max_length=10, help_text="Ví dụ: 760."
    )
    name = models.CharField("tên", max_length=100, help_text="Ví dụ: Quận 1.")
    level = models.CharField("cấp", max_length=10, choices=Level)
    kind = models.CharField("loại", max_length=10, choices=Kind)
    parent = models.ForeignKey(
        "self",
        models.PROTECT,
        verbose_name="thuộc",
        null=True,
        blank=True,
        related_name="parts",
    )
    province = models.CharField("tỉnh, thành phố khi đó", max_length=60)
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
            models.UniqueConstraint(
                fields=["code", "level"],
                name="area_code_once_a_level",
                violation_error_message="Đã có địa bàn mang mã này ở cấp này.",
            ),
            models.CheckConstraint(
                condition=~Q(code="") & ~Q(name=""), name="area_is_named"
            ),
            models.CheckConstraint(
                condition=Q(level__in=["district", "commune", "unit"]),
                name="area_level_known",
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

    def successor(self):
        """Return the `Succession` that leads to today's unit; None where none does.

        A district became many units, so it has none. Of a split commune it is the
        default, which is assumed, not known.
        """
        successions = self.successions.filter(is_default=True)
        return successions.select_related("new").first()


class Succession(models.Model):
    """An old commune and a unit that it became, or a part of it."""

    old = models.ForeignKey(
        Area, models.CASCADE, verbose_name="địa bàn cũ", related_name="successions"
    )
    new = models.ForeignKey(
        Area, models.PROTECT, verbose_name="địa bàn mới", related_name="predecessions"
    )
    is_split = models.BooleanField(
        "bị chia", help_text="Địa bàn cũ được chia cho nhiều đơn vị mới."
    )
    is_default = models.BooleanField(
        "mặc định", help_text="Đơn vị được giả định khi chưa biết rõ."
    )

    class Meta:
        verbose_name = "địa bàn kế tục"
        verbose_name_plural = "địa bàn kế tục"
        constraints = [
            models.UniqueConstraint(fields=["old", "new"], name="succession_once"),
            models.UniqueConstraint(
                fields=["old"],
                condition=Q(is_default=True),
                name="succession_one_default",
            ),
            models.CheckConstraint(
                condition=~Q(old=F("new")), name="succession_leads_elsewhere"
            ),
        ]

    def __str__(self):
        return f"{self.old} → {self.new}"
