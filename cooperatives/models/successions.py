"""Which area became which, and what every area is counted in today."""

from django.db import models
from django.db.models import F, Q

from coopsite.core.content_version import RULES

from .areas import Area
from .stamps import Rule, Stamped


class Succession(Rule):
    """An event: on `day` the area `old` became `new`, or a part of it did.

    All kinds but one end the old area on that day. Chains are followed in order of
    their days: Phường 6, Quận 3 → Phường Võ Thị Sáu → Phường Xuân Hòa.
    """

    class Kind(models.TextChoices):
        TYPE = "type", "Đổi loại"
        RENAME = "rename", "Đổi tên"
        PARENT = "parent", "Đổi quận, huyện"
        RECODE = "recode", "Đổi mã"
        MERGE = "merge", "Nhập vào"
        SPLIT = "split", "Chia ra"
        PART = "part", "Cắt một phần (đơn vị cũ vẫn còn)"

    old = models.ForeignKey(
        Area, models.PROTECT, verbose_name="địa bàn cũ", related_name="successions"
    )
    new = models.ForeignKey(
        Area, models.PROTECT, verbose_name="địa bàn mới", related_name="predecessions"
    )
    day = models.DateField("ngày", help_text="Ngày đầu tiên của địa bàn mới.")
    kind = models.CharField("sự việc", max_length=10, choices=Kind)
    is_split = models.BooleanField(
        "bị chia", help_text="Địa bàn cũ được chia cho nhiều đơn vị mới."
    )
    is_default = models.BooleanField(
        "mặc định", help_text="Đơn vị được giả định khi chưa biết rõ."
    )
    note = models.CharField("ghi chú", max_length=300, blank=True)

    class Meta(Rule.Meta):
        verbose_name = "địa bàn kế tục"
        verbose_name_plural = "địa bàn kế tục"
        constraints = [
            *Rule.Meta.constraints,
            models.UniqueConstraint(
                fields=["old", "new", "day"],
                condition=Q(superseded_at=None),
                name="succession_once_a_day",
            ),
            models.UniqueConstraint(
                fields=["old"],
                condition=Q(is_default=True, superseded_at=None),
                name="succession_one_default",
            ),
            models.CheckConstraint(
                condition=~Q(old=F("new")), name="succession_leads_elsewhere"
            ),
            models.CheckConstraint(
                condition=Q(
                    kind__in=[
                        "type",
                        "rename",
                        "parent",
                        "recode",
                        "merge",
                        "split",
                        "part",
                    ]
                ),
                name="succession_kind_known",
            ),
        ]

    def __str__(self):
        return f"{self.old} → {self.new}"


class CurrentUnit(Stamped):
    """A unit of today that an area became, whatever lay between; derived.

    Every action that changes areas or successions (`actions.areas`) adds and supersedes
    what follows, so that a past moment's places are told by what was known then. They
    are the one source of whatever tells old places by today's: table, list and filter
    cannot disagree. A unit of today leads to itself. One
    row of an area is the default; `is_assumed`: it is only one of several.
    """

    content_domain = RULES

    area = models.ForeignKey(
        Area, models.PROTECT, verbose_name="địa bàn", related_name="current_units"
    )
    unit = models.ForeignKey(
        Area, models.PROTECT, verbose_name="địa bàn hiện nay", related_name="+"
    )
    is_default = models.BooleanField("mặc định", default=False)
    is_assumed = models.BooleanField("giả định", default=False)

    class Meta(Stamped.Meta):
        verbose_name = "địa bàn hiện nay"
        verbose_name_plural = "địa bàn hiện nay"
        constraints = [
            *Stamped.Meta.constraints,
            models.UniqueConstraint(
                fields=["area", "unit"],
                condition=Q(superseded_at=None),
                name="current_unit_once",
            ),
            models.UniqueConstraint(
                fields=["area"],
                condition=Q(is_default=True, superseded_at=None),
                name="current_unit_one_default",
            ),
            models.CheckConstraint(
                condition=Q(is_default=True) | Q(is_assumed=False),
                name="current_unit_assumed_is_default",
            ),
        ]

    def __str__(self):
        return f"{self.area} → {self.unit}"
