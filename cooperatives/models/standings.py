"""How an organisation stands from a day on: its status, sector, area and union.

Derived from what was stated (`entries`), by `actions.folding`; never written otherwise.
"""

from django.db import models
from django.db.models import (
    Case,
    Count,
    ExpressionWrapper,
    F,
    FilteredRelation,
    Q,
    When,
)
from django.db.models.functions import Coalesce

from coopsite.core.full_text.querysets import Indexed

from . import territory
from .areas import Area
from .base import DatedFact, FactQuerySet, course_index
from .organisations import Kind, Union
from .sector_groups import group_on
from .sectors import Sector
from .sizes import size_on
from .stamps import held_at


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


def plain_key(name):
    """Returns the expression of the key in the field `name`.

    Adding nought keeps SQLite from walking the register in the order of its areas or
    sectors, which takes four times as long.
    """
    return ExpressionWrapper(F(name) + 0, models.BigIntegerField())


class StandingQuerySet(Indexed, FactQuerySet):
    def foundings(self, known_at=None):
        """Returns the first standing of each organisation: its founding."""
        return self.first_ones(known_at)

    def founded_inside(self, known_at=None, is_todays=False):
        """Returns the foundings in the city as it was on the day of each."""
        return self.foundings(known_at).filter(
            territory.inside_on_its_own_day(is_todays, known_at)
        )

    def of_territory(self, day, is_todays=False, known_at=None):
        """Returns those in the city as it was on `day`; `is_todays`: in that of
        today."""
        rows = self.alias(counted_in=plain_key("area_id"))
        return rows.filter(territory.inside(day, is_todays, "counted_in", known_at))

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
        """Returns them in Vietnamese alphabetical order."""
        return self.order_by("organisation__sort_name", "organisation_id")

    def within(self, area, known_at=None):
        """Returns those in `area`, old or new, as known at `known_at`; where today's
        unit was told, it decides over the default of a split commune."""
        return self.filter(stands_within(area, known_at=known_at))

    def recorded_in(self, area, known_at=None):
        """Returns those whose record names `area`, or a commune of that district."""
        return self.filter(area__in=Area.objects.recorded_in(area, known_at))

    def in_unit(self, unit, known_at=None):
        """Returns those in today's `unit`, told or assumed; None: those of whom no unit
        is known."""
        return self.with_unit(known_at).filter(unit_now=unit and unit.pk)

    def of_legal_group(self, group, day, known_at=None):
        """Returns those of a group of NĐ 113/2024 on `day`; None: those without a
        sector."""
        return self.alias(legal_group=group_on(day, known_at)).filter(legal_group=group)

    def counted(self):
        """Returns the counts of these rows, as a dict: total (without dissolved),
        active."""
        return self.aggregate(
            total=Count("pk", filter=~Q(operating_status=OperatingStatus.DISSOLVED)),
            active=Count("pk", filter=Q(operating_status=OperatingStatus.ACTIVE)),
        )

    def with_size(self, day, known_at=None):
        """Annotates `size`, a `Size`: by the latest survey until `day` and the limits
        in force on `day`, as known at `known_at`. Two queries more, for limits and
        groups."""
        return self.annotate(size=size_on(day, known_at))

    def with_legal_group(self, day, known_at=None):
        """Annotates `legal_group`, a `Sector.LegalGroup`: that of the sector on `day`,
        as known at `known_at`."""
        return self.annotate(legal_group=group_on(day, known_at))

    def with_unit(self, known_at=None):
        """Annotates, as known at `known_at`, `unit_now`, the id of today's unit
        (None: only a district is known), and `unit_assumed`: whether it is the mere
        default of a split area.

        A unit that was told leads on to today's where it has ended since.
        """
        rows = self.annotate(
            became=_default_unit("area__current_units", known_at),
            told=_default_unit("unit__current_units", known_at),
        )
        is_told = Q(unit__isnull=False)
        return rows.annotate(
            unit_now=Case(When(is_told, "told__unit_id"), default="became__unit_id"),
            unit_assumed=Coalesce(
                Case(When(is_told, "told__is_assumed"), default="became__is_assumed"),
                False,
            ),
        )


def _default_unit(path, known_at):
    is_default = Q(**{f"{path}__is_default": True})
    return FilteredRelation(path, condition=is_default & held_at(known_at, f"{path}__"))


def stands_within(area, place="area", unit="unit", known_at=None):
    """Returns the condition that `StandingQuerySet.within` asks, for whoever filters by
    it; `place` and `unit` name the fields of the area and of the unit that was told."""
    inside = Area.objects.within(area, known_at).order_by().values("pk")
    recorded = Q(**{f"{place}__in": inside})
    if area.was_current_unit(known_at):
        return Q(**{unit: None}) & recorded | Q(**{f"{unit}__in": inside})
    if area.level == Area.Level.UNIT:  # one that has ended: as it was recorded
        return recorded | Q(**{unit: area.pk})
    return recorded


# The axes that an entry states and a standing has.


def sector_field(related_name):
    return _known_or_none(Sector, "lĩnh vực", related_name)


def union_field(related_name):
    return _known_or_none(Union, "thuộc liên hiệp", related_name)


def unit_field():
    return _known_or_none(
        Area,
        "địa bàn hiện nay",
        "+",
        help_text="Phường, xã, đặc khu (từ 01/07/2025) nơi đặt trụ sở, nếu địa bàn ở "
        "trên là đơn vị cũ. Để trống nếu chưa rõ: số liệu tính theo đơn vị mặc định "
        "và ghi là giả định.",
    )


def _known_or_none(model, label, related_name, **more):
    return models.ForeignKey(
        model,
        models.PROTECT,
        verbose_name=label,
        null=True,
        blank=True,
        related_name=related_name,
        **more,
    )


class Standing(DatedFact):
    """What an organisation is counted as from `effective_from` on, on all axes."""

    kind = models.CharField("loại hình", max_length=10, choices=Kind, editable=False)
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
    sector = sector_field("standings")
    area = models.ForeignKey(
        Area, models.PROTECT, verbose_name="địa bàn", related_name="standings"
    )
    union = union_field("member_standings")
    unit = unit_field()
    objects = StandingQuerySet.as_manager()

    class Meta(DatedFact.Meta):
        verbose_name = "hiện trạng"
        verbose_name_plural = "hiện trạng"
        indexes = [
            # None on the day alone: SQLite would walk all rows by it, in slow order.
            course_index("standing_course"),
            models.Index(
                fields=["superseded_at"],
                condition=Q(superseded_at__isnull=False),
                name="standing_struck",
            ),
        ]
        constraints = [
            *DatedFact.Meta.constraints,
            models.UniqueConstraint(
                fields=["organisation", "effective_from"],
                condition=Q(superseded_at=None),
                name="standing_one_a_day",
                violation_error_message="Đã có một mốc khác từ đúng ngày này.",
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
