"""What was held true about areas, moment by moment.

An `Area` is what standings name, and holds what is held true now, for forms and lists.
What is counted as known at a moment asks these rows.
"""

from django.db import models
from django.db.models import Q

from .areas import Area
from .stamps import Rule


class AreaRecord(Rule):
    """An area's name, code, place and time, as recorded at a moment."""

    # The fields that an area and its records share.
    COPIED = ["name", "code", "kind", "parent", "province", "valid_from", "valid_until"]

    area = models.ForeignKey(
        Area, models.PROTECT, verbose_name="địa bàn", related_name="records"
    )
    name = models.CharField("tên", max_length=100)
    code = models.CharField("mã đơn vị hành chính", max_length=10)
    kind = models.CharField("loại", max_length=10, choices=Area.Kind)
    parent = models.ForeignKey(
        Area,
        models.PROTECT,
        verbose_name="thuộc",
        null=True,
        blank=True,
        related_name="+",
    )
    province = models.CharField("tỉnh, thành phố khi đó", max_length=60)
    valid_from = models.DateField("có từ ngày", null=True, blank=True)
    valid_until = models.DateField("đến trước ngày", null=True, blank=True)

    class Meta(Rule.Meta):
        verbose_name = "địa bàn như đã ghi"
        verbose_name_plural = "địa bàn như đã ghi"
        # Who may change an area may change what is recorded of it.
        default_permissions = ()
        constraints = [
            *Rule.Meta.constraints,
            models.UniqueConstraint(
                fields=["area"],
                condition=Q(superseded_at=None),
                name="area_record_once",
            ),
        ]

    def __str__(self):
        return self.name

    @classmethod
    def of(cls, area):
        """Returns an unsaved record of what `area` holds."""
        return cls(area=area, **{name: getattr(area, name) for name in cls.COPIED})
