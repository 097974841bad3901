"""Which group of NĐ 113/2024 a sector counts in, on a day and as known at a moment."""

from collections import defaultdict
from datetime import date

from django.db import models
from django.db.models import Case, Exists, F, OuterRef, Q, Value, When
from django.db.models.functions import Coalesce

from coopsite.core.content_version import RULES
from coopsite.core.remembered import remembered

from .sectors import Sector
from .stamps import Rule, StampedQuerySet

_ALWAYS = Value(date.min, models.DateField())


class SectorGroupQuerySet(StampedQuerySet):
    def on(self, day, known_at=None):
        """Returns the group of each sector on `day`, as known at `known_at`: the
        latest."""
        rows = self.known(known_at).alias(start=Coalesce("valid_from", _ALWAYS))
        later = SectorGroup.objects.known(known_at)
        later = later.alias(start=Coalesce("valid_from", _ALWAYS)).filter(
            sector=OuterRef("sector"), start__gt=OuterRef("start"), start__lte=day
        )
        return rows.filter(~Exists(later), start__lte=day)


class SectorGroup(Rule):
    """The legal group of a sector from a day on, until its next one."""

    sector = models.ForeignKey(
        Sector, models.PROTECT, verbose_name="lĩnh vực", related_name="groups"
    )
    legal_group = models.CharField(
        "nhóm theo Nghị định 113/2024", max_length=12, choices=Sector.LegalGroup
    )
    valid_from = models.DateField(
        "áp dụng từ ngày",
        null=True,
        blank=True,
        help_text="Để trống: từ trước đến nay.",
    )

    objects = SectorGroupQuerySet.as_manager()

    class Meta(Rule.Meta):
        verbose_name = "nhóm của lĩnh vực"
        verbose_name_plural = "nhóm của lĩnh vực"
        # Who may change a sector may change its group.
        default_permissions = ()
        constraints = [
            *Rule.Meta.constraints,
            models.UniqueConstraint(
                F("sector"),
                Coalesce("valid_from", _ALWAYS),
                condition=Q(superseded_at=None),
                name="sector_group_one_a_day",
                violation_error_message="Lĩnh vực đã có nhóm từ đúng ngày này.",
            ),
            models.CheckConstraint(
                condition=Q(
                    legal_group__in=["agriculture", "industry", "finance", "trade"]
                ),
                name="sector_group_known",
            ),
        ]

    def __str__(self):
        return f"{self.sector}: {self.get_legal_group_display()}"


@remembered(RULES)
def get_sectors_of_groups(day, known_at=None):
    """Returns {legal group: the ids of its sectors on `day`}, as known then."""
    groups = SectorGroup.objects.on(day, known_at).order_by("sector")
    sectors = defaultdict(list)
    for sector, group in groups.values_list("sector", "legal_group"):
        sectors[group].append(sector)
    return dict(sectors)


def group_on(day, known_at=None):
    """Returns the expression of a standing's legal group on `day`, as known at
    `known_at`; NULL where it has none. One query, for the groups."""
    return Case(
        *[
            When(sector__in=sectors, then=Value(group))
            for group, sectors in get_sectors_of_groups(day, known_at).items()
        ],
        output_field=models.CharField(),
    )
