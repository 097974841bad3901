"""What somebody stated about how an organisation stands, axis by axis.

An entry says only what its decision or survey says. How the organisation stands on all
axes follows from its entries: see `standings` and `actions.folding`.
"""

from django.db import models
from django.db.models import Q

from ..uploads import check_document, document_name, document_storage
from .areas import Area
from .base import Fact, FactQuerySet, course_index
from .organisations import Kind, Organisation
from .standings import (
    LegalStatus,
    OperatingStatus,
    sector_field,
    union_field,
    unit_field,
)

# The axes, and the fields that hold the value of each.
AXES = {
    "operating_status": ["operating_status"],
    "legal_status": ["legal_status"],
    "sector": ["sector"],
    "place": ["area", "unit"],
    "union": ["union"],
}
AXIS_LABELS = {
    "operating_status": "tình trạng hoạt động",
    "legal_status": "tình trạng pháp lý",
    "sector": "lĩnh vực",
    "place": "địa bàn",
    "union": "liên hiệp",
}


def states(axis):
    """Returns the name of the field that says whether `axis` is stated."""
    return f"states_{axis}"


def _stated(axis, value):
    """Returns the condition "stated and `value`, or not stated"; its counterpart is
    `_silent`."""
    return Q(**{states(axis): False}) | value


def _silent(axis, nothing):
    """Returns the condition that what is not stated has no value."""
    return Q(**{states(axis): True}) | nothing


class EntryQuerySet(FactQuerySet):
    def in_order(self):
        """Returns them by day; those of one day as they were recorded."""
        return self.order_by("effective_from", "recorded_at", "pk")

    def stating(self, axis):
        """Returns those that state `axis`, a key of `AXES`."""
        return self.filter(**{states(axis): True})


class StandingEntry(Fact):
    """What was stated from `effective_from` on: for each axis whether, and its value.

    "Left its union" (union None) and "unit unknown" (unit None) are statements too.
    """

    organisation = models.ForeignKey(
        Organisation, models.PROTECT, verbose_name="tổ chức", related_name="entries"
    )
    kind = models.CharField("loại hình", max_length=10, choices=Kind, editable=False)
    states_operating_status = models.BooleanField(default=False)
    states_legal_status = models.BooleanField(default=False)
    states_sector = models.BooleanField(default=False)
    states_place = models.BooleanField(default=False)
    states_union = models.BooleanField(default=False)
    operating_status = models.CharField(
        "tình trạng hoạt động",
        max_length=10,
        choices=OperatingStatus,
        blank=True,
        help_text="Theo khảo sát của Liên minh.",
    )
    legal_status = models.CharField(
        "tình trạng pháp lý",
        max_length=20,
        choices=LegalStatus,
        blank=True,
        help_text="Theo cơ quan đăng ký.",
    )
    sector = sector_field("+")
    area = models.ForeignKey(
        Area,
        models.PROTECT,
        verbose_name="địa bàn",
        null=True,
        blank=True,
        related_name="+",
    )
    unit = unit_field()
    union = union_field("member_entries")
    decision_date = models.DateField(
        "ngày quyết định", null=True, blank=True, help_text="Ngày ký, nếu có."
    )
    document = models.FileField(
        "bản chụp quyết định",
        upload_to=document_name,
        storage=document_storage,
        validators=[check_document],
        max_length=120,
        blank=True,
        help_text="PDF, JPEG hoặc PNG, đến 20 MB. Chỉ cán bộ xem được.",
    )

    objects = EntryQuerySet.as_manager()

    class Meta(Fact.Meta):
        verbose_name = "mốc hiện trạng"
        verbose_name_plural = "sổ biến động"
        # Who may record, correct and read entries has the permissions of standings.
        default_permissions = ()
        indexes = [
            course_index("entry_course"),
            models.Index(fields=["recorded_at"], name="entry_recorded"),
            models.Index(
                fields=["superseded_at"],
                condition=Q(superseded_at__isnull=False),
                name="entry_superseded",
            ),
        ]
        constraints = [
            *Fact.Meta.constraints,
            *[
                models.UniqueConstraint(
                    fields=["organisation", "effective_from"],
                    condition=Q(superseded_at=None, **{f"states_{axis}": True}),
                    name=f"entry_one_{axis}_a_day",
                    violation_error_message="Đã có một mốc khác từ đúng ngày này ghi "
                    f"{label}. Nếu mốc ấy sai, hãy đính chính.",
                )
                for axis, label in AXIS_LABELS.items()
            ],
            models.CheckConstraint(
                condition=Q(states_operating_status=True)
                | Q(states_legal_status=True)
                | Q(states_sector=True)
                | Q(states_place=True)
                | Q(states_union=True),
                name="entry_states_something",
                violation_error_message="Mốc phải nói ít nhất một điều.",
            ),
            models.CheckConstraint(
                condition=_stated(
                    "operating_status",
                    Q(operating_status__in=["hoat-dong", "ngung", "giai-the"]),
                )
                & _silent("operating_status", Q(operating_status="")),
                name="entry_operating_status_known",
            ),
            models.CheckConstraint(
                condition=_stated(
                    "legal_status", Q(legal_status__in=LegalStatus.values)
                )
                & _silent("legal_status", Q(legal_status="")),
                name="entry_legal_status_known",
            ),
            models.CheckConstraint(
                condition=_stated(
                    "sector", Q(kind="lien-hiep") | Q(sector__isnull=False)
                )
                & _silent("sector", Q(sector=None)),
                name="entry_sector_known",
                violation_error_message="Hợp tác xã phải có lĩnh vực.",
            ),
            models.CheckConstraint(
                condition=_stated("place", Q(area__isnull=False))
                & _silent("place", Q(area=None, unit=None)),
                name="entry_place_known",
                violation_error_message="Phải có địa bàn.",
            ),
            models.CheckConstraint(
                condition=_stated("union", Q(kind="htx") | Q(union=None))
                & _silent("union", Q(union=None)),
                name="entry_union_known",
                violation_error_message="Liên hiệp không thuộc liên hiệp khác.",
            ),
            models.CheckConstraint(
                condition=Q(kind__in=["htx", "lien-hiep"]), name="entry_kind_known"
            ),
        ]

    def __str__(self):
        return f"{self.organisation}: từ {self.effective_from:%d/%m/%Y}"

    @property
    def stated_axes(self):
        """Returns the axes that this entry states, in the order of `AXES`."""
        return [axis for axis in AXES if getattr(self, states(axis))]

    def state(self, **values):
        """Sets the values given, each on its axis, and marks these axes as stated."""
        for field, value in values.items():
            axis = next(axis for axis, fields in AXES.items() if field in fields)
            setattr(self, states(axis), True)
            setattr(self, field, value)

    def leave_out(self, axis):
        """Marks `axis` as not stated, and empties its value."""
        setattr(self, states(axis), False)
        for field in AXES[axis]:
            setattr(self, field, self._meta.get_field(field).get_default())
