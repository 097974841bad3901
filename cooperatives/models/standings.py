"""Dated facts: from this day on an organisation stands so.

A standing holds until the organisation's next one, so two can never overlap, and a
late entry changes no other row. Rows are added and superseded, never edited: the
database refuses it (migration `guard_standings`).
"""

from django.conf import settings
from django.db import models
from django.db.models import Count, Exists, F, OuterRef, Q
from django.utils import timezone

from .organisations import Kind, Organisation, Union
from .places import Area, Sector


class OperatingStatus(models.TextChoices):
    """As surveyed by the Alliance; "606 of 794 active" is this axis."""

    ACTIVE = "hoat-dong", "Đang hoạt động"
    STOPPED = "ngung", "Ngừng hoạt động"
    DISSOLVED = "giai-the", "Đã giải thể"


class LegalStatus(models.TextChoices):
    """The official wording of NĐ 168/2025, art. 35, used for cooperatives too."""

    ACTIVE = "hoat-dong", "Đang hoạt động"
    PAUSED = "tam-ngung", "Tạm ngừng kinh doanh"
    ABSENT = "khong-tai-dia-chi", "Không hoạt động tại địa chỉ đã đăng ký"
    REVOKED = "thu-hoi", "Bị thu hồi do cưỡng chế thuế"
    DISSOLVING = (
        "dang-giai-the",
        "Đang làm thủ tục giải thể / bị chia, hợp nhất, sáp nhập",
    )
    BANKRUPTCY = "dang-pha-san", "Đang làm thủ tục phá sản"
    ENDED = "cham-dut", "Đã giải thể, phá sản, chấm dứt tồn tại"


class StandingQuerySet(models.QuerySet):
    def known(self, at=None):
        """The rows held true at the moment `at`; None: those held true now."""
        if at is None:
            return self.filter(superseded_at=None)
        return self.filter(
            Q(superseded_at=None) | Q(superseded_at__gt=at), recorded_at__lte=at
        )

    def on(self, day, known_at=None):
        """How each organisation stood on `day`, one row each, as known at `known_at`.

        `day` is a date; `known_at` a moment, None for today's knowledge. Everything
        that is counted starts here.
        """
        later = (
            Standing.objects.known(known_at)
            .filter(
                organisation=OuterRef("organisation"),
                effective_from__gt=OuterRef("effective_from"),
                effective_from__lte=day,
            )
            .order_by()
        )
        return self.known(known_at).filter(~Exists(later), effective_from__lte=day)

    def foundings(self, known_at=None):
        """The first standing of each organisation: its founding."""
        earlier = (
            Standing.objects.known(known_at)
            .filter(
                organisation=OuterRef("organisation"),
                effective_from__lt=OuterRef("effective_from"),
            )
            .order_by()
        )
        return self.known(known_at).filter(~Exists(earlier))

    def cooperatives(self):
        return self.filter(kind=Kind.COOPERATIVE)

    def unions(self):
        return self.filter(kind=Kind.UNION)

    def active(self):
        return self.filter(operating_status=OperatingStatus.ACTIVE)

    def existing(self):
        """Active or stopped; the dissolved are counted apart."""
        return self.exclude(operating_status=OperatingStatus.DISSOLVED)

    def by_name(self):
        """In Vietnamese alphabetical order."""
        return self.order_by("organisation__sort_name", "organisation_id")

    def counted(self):
        """The counts of these rows, as a dict: total (without dissolved), active."""
        return self.aggregate(
            total=Count("pk", filter=~Q(operating_status=OperatingStatus.DISSOLVED)),
            active=Count("pk", filter=Q(operating_status=OperatingStatus.ACTIVE)),
        )


class Standing(models.Model):
    """What an organisation is counted as from `effective_from` (a day) on.

    `recorded_at` is the moment it was typed in, which may be much later;
    `superseded_at` the moment a correction took its place. At a moment t a row is
    held true when recorded_at <= t < superseded_at.
    """

    organisation = models.ForeignKey(
        Organisation, models.PROTECT, verbose_name="tổ chức", related_name="standings"
    )
    kind = models.CharField("loại hình", max_length=10, choices=Kind, editable=False)
    effective_from = models.DateField(
        "có hiệu lực từ ngày", help_text="Ngày sự việc xảy ra, không phải ngày nhập."
    )
    operating_status = models.CharField(
        "tình trạng hoạt động",
        max_length=10,
        choices=OperatingStatus,
        default=OperatingStatus.ACTIVE,
        help_text="Theo khảo sát của Liên minh.",
    )
    legal_status = models.CharField(
        "tình trạng pháp lý",
        max_length=20,
        choices=LegalStatus,
        default=LegalStatus.ACTIVE,
        help_text="Theo cơ quan đăng ký.",
    )
    sector = models.ForeignKey(
        Sector,
        models.PROTECT,
        verbose_name="lĩnh vực",
        null=True,
        blank=True,
        related_name="standings",
    )
    area = models.ForeignKey(
        Area, models.PROTECT, verbose_name="địa bàn", related_name="standings"
    )
    union = models.ForeignKey(
        Union,
        models.PROTECT,
        verbose_name="thuộc liên hiệp",
        null=True,
        blank=True,
        related_name="member_standings",
    )
    decision_number = models.CharField(
        "số quyết định", max_length=80, blank=True, help_text="Ví dụ: 123/QĐ-UBND."
    )
    reason = models.CharField(
        "lý do, ghi chú",
        max_length=300,
        blank=True,
        help_text="Người đọc sau này cần biết vì sao.",
    )
    recorded_at = models.DateTimeField("ghi nhận lúc", default=timezone.now)
    recorded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        verbose_name="người ghi nhận",
        null=True,
        related_name="+",
    )
    superseded_at = models.DateTimeField("thay thế lúc", null=True, blank=True)
    superseded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        verbose_name="người thay thế",
        null=True,
        blank=True,
        related_name="+",
    )
    corrects = models.OneToOneField(
        "self",
        models.PROTECT,
        verbose_name="đính chính cho",
        null=True,
        blank=True,
        related_name="corrected_by",
    )

    objects = StandingQuerySet.as_manager()

    class Meta:
        verbose_name = "mốc hiện trạng"
        verbose_name_plural = "sổ biến động"
        ordering = ["-effective_from", "-id"]
        indexes = [
            models.Index(
                fields=["organisation", "effective_from"], name="standing_course"
            )
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["organisation", "effective_from"],
                condition=Q(superseded_at=None),
                name="standing_one_a_day",
                violation_error_message="Đã có một mốc khác từ đúng ngày này.",
            ),
            models.CheckConstraint(
                condition=Q(superseded_at=None)
                | Q(superseded_at__gte=F("recorded_at")),
                name="standing_superseded_after_recorded",
            ),
            models.CheckConstraint(
                condition=Q(operating_status__in=["hoat-dong", "ngung", "giai-the"]),
                name="standing_operating_status_known",
            ),
            models.CheckConstraint(
                condition=Q(legal_status__in=LegalStatus.values),
                name="standing_legal_status_known",
            ),
            models.CheckConstraint(
                condition=Q(kind="htx", sector__isnull=False)
                | Q(kind="lien-hiep", union=None),
                name="standing_fits_its_kind",
                violation_error_message="Hợp tác xã phải có lĩnh vực; liên hiệp không "
                "thuộc liên hiệp khác.",
            ),
        ]

    def __str__(self):
        return (
            f"{self.organisation}: {self.get_operating_status_display()} "
            f"từ {self.effective_from:%d/%m/%Y}"
        )
