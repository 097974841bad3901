"""How large a cooperative is, by the limits of NĐ 113/2024, art. 5.

Members, and revenue or total capital, each against the limits of its legal group. The
limits are dated and stamped rows; where one is not known, or a figure is not, the size
stays unknown: it is never guessed.
"""

from django.db import models
from django.db.models import Case, Exists, F, OuterRef, Q, Subquery, Value, When
from django.db.models.functions import Coalesce
from django.db.models.lookups import In

from coopsite.core.content_version import RULES
from coopsite.core.remembered import remembered

from .sector_groups import get_sectors_of_groups
from .sectors import Sector
from .stamps import Rule, StampedQuerySet


class Size(models.TextChoices):
    LARGE = "lon", "Lớn"
    MEDIUM = "vua", "Vừa"
    SMALL = "nho", "Nhỏ"
    MICRO = "sieu-nho", "Siêu nhỏ"
    UNKNOWN = "chua-ro", "Chưa xác định"


class SizeLimitQuerySet(StampedQuerySet):
    def on(self, day, known_at=None):
        """Returns the limits in force on `day`, as known at `known_at`.

        A limit ends the former one of its group and size by being later, and does not
        bring it back where it ends itself: [valid_from, valid_until).
        """
        later = SizeLimit.objects.known(known_at).filter(
            legal_group=OuterRef("legal_group"),
            size=OuterRef("size"),
            valid_from__gt=OuterRef("valid_from"),
            valid_from__lte=day,
        )
        in_force = Q(valid_until=None) | Q(valid_until__gt=day)
        rows = self.known(known_at).filter(in_force, valid_from__lte=day)
        return rows.filter(~Exists(later))


class SizeLimit(Rule):
    """The figures from which on a cooperative of a legal group has a size; micro is the
    rest."""

    LIMITED = [Size.LARGE, Size.MEDIUM, Size.SMALL]  # from the largest down

    legal_group = models.CharField(
        "nhóm lĩnh vực", max_length=12, choices=Sector.LegalGroup
    )
    size = models.CharField(
        "quy mô", max_length=10, choices=[(s.value, s.label) for s in LIMITED]
    )
    members = models.PositiveIntegerField(
        "thành viên từ", help_text="Số thành viên ít nhất."
    )
    revenue = models.PositiveBigIntegerField(
        "doanh thu từ (đồng)", help_text="Doanh thu một năm ít nhất, bằng đồng."
    )
    total_capital = models.PositiveBigIntegerField(
        "hoặc tổng nguồn vốn từ (đồng)",
        help_text="Chỉ cần đạt doanh thu hoặc nguồn vốn.",
    )
    valid_from = models.DateField("áp dụng từ ngày")
    valid_until = models.DateField(
        "đến trước ngày", null=True, blank=True, help_text="Để trống nếu còn áp dụng."
    )

    objects = SizeLimitQuerySet.as_manager()

    class Meta(Rule.Meta):
        verbose_name = "ngưỡng quy mô"
        verbose_name_plural = "ngưỡng quy mô"
        ordering = ["legal_group", "-valid_from", "-members"]
        constraints = [
            *Rule.Meta.constraints,
            models.UniqueConstraint(
                fields=["legal_group", "size", "valid_from"],
                condition=Q(superseded_at=None),
                name="size_limit_once",
                violation_error_message="Đã có ngưỡng này từ đúng ngày ấy.",
            ),
            models.CheckConstraint(
                condition=Q(valid_until=None) | Q(valid_until__gt=F("valid_from")),
                name="size_limit_ends_after_its_start",
                violation_error_message="Ngày kết thúc phải sau ngày bắt đầu.",
            ),
            models.CheckConstraint(
                condition=Q(size__in=["lon", "vua", "nho"]),
                name="size_limit_size_known",
            ),
            models.CheckConstraint(
                condition=Q(
                    legal_group__in=["agriculture", "industry", "finance", "trade"]
                ),
                name="size_limit_legal_group_known",
            ),
        ]

    def __str__(self):
        return f"{self.get_legal_group_display()}: {self.get_size_display()}"

    @property
    def reached(self):
        """The condition "surely of this size or larger" on a survey."""
        return Q(members__gte=self.members) & (
            Q(revenue__gte=self.revenue) | Q(total_capital__gte=self.total_capital)
        )

    @property
    def missed(self):
        """The condition "surely smaller" on a survey; what is not known is neither."""
        return Q(members__lt=self.members) | (
            Q(revenue__lt=self.revenue) & Q(total_capital__lt=self.total_capital)
        )


@remembered(RULES)
def get_limits(day, known_at=None):
    """Returns {legal group: {size: its `SizeLimit` on `day`}}, as known then."""
    limits = {}
    for limit in SizeLimit.objects.on(day, known_at):
        limits.setdefault(limit.legal_group, {})[limit.size] = limit
    return limits


def size_on(day, known_at=None):
    """Returns the expression of a standing's `Size` on `day`, as known then: by the
    latest survey until that day, UNKNOWN without one."""
    from .surveys import Survey  # which is a fact of an organisation of some size

    surveys = Survey.objects.known(known_at).filter(
        organisation=OuterRef("organisation"), effective_from__lte=day
    )
    size = surveys.order_by("-effective_from").values(size=_by_group(day, known_at))
    return Coalesce(Subquery(size[:1]), Value(Size.UNKNOWN))


def _by_group(day, known_at):
    """Returns the size by a survey of a standing in the query around it."""
    sectors = get_sectors_of_groups(day, known_at)
    return Case(
        *[
            When(
                In(OuterRef("sector"), sectors[group]),
                then=_size_within(limits, SizeLimit.LIMITED),
            )
            for group, limits in get_limits(day, known_at).items()
            if group in sectors
        ],
        default=Value(Size.UNKNOWN),
        output_field=models.CharField(),
    )


def _size_within(limits, sizes):
    """Returns the size by a survey, which is at most the first of `sizes`, from the
    largest down: UNKNOWN from the limit on that is not known."""
    if not sizes:
        return Value(Size.MICRO)
    largest, *smaller = sizes
    if largest not in limits:
        return Value(Size.UNKNOWN)
    return Case(
        When(limits[largest].reached, then=Value(largest)),
        When(limits[largest].missed, then=_size_within(limits, smaller)),
        default=Value(Size.UNKNOWN),
    )
