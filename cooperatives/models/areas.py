"""The areas that organisations are counted by, old and new, each with its own time."""

from datetime import date, timedelta

from django.db import models
from django.db.models import F, FilteredRelation, Q, Value
from django.db.models.functions import Coalesce
from django.utils import timezone

from coopsite.core.content_version import RULES
from coopsite.core.full_text.querysets import Searched

from .area_keys import new_key
from .stamps import held_at

# The first day of the lists that the areas were taken from: what was there then began
# on that day or earlier, nobody says when.
LISTS_BEGIN = date(2004, 8, 31)
# The city, as `Area.province` has it, before and after it took in its neighbours.
CITY = "Thành phố Hồ Chí Minh"


class AreaQuerySet(Searched):
    def on(self, day):
        """Returns the areas that existed on `day`; valid from its first day, until
        before its last: [valid_from, valid_until)."""
        return self.filter(
            Q(valid_from=None) | Q(valid_from__lte=day),
            Q(valid_until=None) | Q(valid_until__gt=day),
        )

    def of_city(self, known_at=None):
        """Returns those that belonged to Thành phố Hồ Chí Minh in their own time, as
        known at `known_at`."""
        return self.filter(held_at(known_at, "records__"), records__province=CITY)

    def as_known(self, known_at):
        """Returns these areas in order, each with the time that was recorded of it by
        the moment `known_at`; one not recorded by then with that of today."""
        then = FilteredRelation("records", condition=held_at(known_at, "records__"))
        rows = self.annotate(
            then=then,
            then_id=F("then__pk"),
            then_from=F("then__valid_from"),
            then_until=F("then__valid_until"),
        )
        areas = list(rows)
        for area in areas:
            if area.then_id:
                area.valid_from, area.valid_until = area.then_from, area.then_until
        return areas

    def for_choosing(self):
        """Districts and today's units: what readers know an address by."""
        return self.exclude(level=Area.Level.COMMUNE)

    def of_old_address(self, code):
        """Returns those that an address meant by `code` before areas had keys: the
        districts that ended on 01/07/2025, and the units that began then."""
        last_day = Area.DISTRICTS_ENDED - timedelta(1)
        districts = self.filter(level=Area.Level.DISTRICT).on(last_day)
        units = self.filter(level=Area.Level.UNIT).on(Area.DISTRICTS_ENDED)
        return (districts | units).filter(code=code)

    def within(self, area, known_at=None):
        """Returns the areas whose organisations the list of `area` holds, as known
        then.

        A unit of today holds whatever became it, by the default where that was split;
        any other area holds itself and its communes, as they were recorded.
        """
        if area.was_current_unit(known_at):
            return self.filter(
                held_at(known_at, "current_units__"),
                current_units__unit=area,
                current_units__is_default=True,
            )
        return self.filter(pk__in=self.recorded_in(area, known_at))

    def recorded_in(self, area, known_at=None):
        """Returns the ids of `area` and its communes, as records name them."""
        part = held_at(known_at, "records__") & Q(records__parent=area)
        return self.filter(Q(pk=area.pk) | part).order_by().values("pk")

    def around(self, area):
        """Returns those that may be another name for the place `area`: its parts, what
        it is a part of, and all that share a unit of today with it. Two districts never
        are."""
        units = area.current_units.known().values("unit")
        shares = held_at(path="current_units__") & Q(current_units__unit__in=units)
        if area.level == Area.Level.DISTRICT:
            shares &= ~Q(level=Area.Level.DISTRICT)
        condition = Q(pk=area.pk) | Q(parent=area) | Q(pk=area.parent_id) | shares
        return self.filter(condition).distinct()


class Area(models.Model):
    """A "địa bàn" of any generation, with the time it existed.

    One row is one code with one name, kind and parent. On 1 July 2025 the city took in
    Bình Dương and Bà Rịa – Vũng Tàu, districts ended, and 168 units were left (NQ
    1685/NQ-UBTVQH15). Codes are the Statistics Office's and pass from one area to the
    next: 769 was Quận 2, then Thành phố Thủ Đức. A commune's name carries its
    district's: "Phường 4, Quận Phú Nhuận". `key` is what addresses say.
    """

    content_domain = RULES

    class Level(models.TextChoices):
        DISTRICT = "district", "Quận, huyện (đến 30/06/2025)"
        COMMUNE = "commune", "Phường, xã, thị trấn (đến 30/06/2025)"
        UNIT = "unit", "Phường, xã, đặc khu (từ 01/07/2025)"

    class Kind(models.TextChoices):
        CITY = "thanh-pho", "Thành phố"
        PROVINCIAL_TOWN = "thi-xa", "Thị xã"
        URBAN = "quan", "Quận"
        RURAL = "huyen", "Huyện"
        WARD = "phuong", "Phường"
        COMMUNE = "xa", "Xã"
        TOWN = "thi-tran", "Thị trấn"
        SPECIAL = "dac-khu", "Đặc khu"

    DISTRICTS_ENDED = date(2025, 7, 1)

    key = models.SlugField(
        "tên trong địa chỉ trang",
        max_length=100,
        unique=True,
        editable=False,
        error_messages={"unique": "Đã có địa bàn mang tên này trong địa chỉ trang."},
    )
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
    valid_from = models.DateField(
        "có từ ngày",
        null=True,
        blank=True,
        help_text="Để trống: đã có khi danh mục bắt đầu (31/08/2004), không rõ từ bao "
        "giờ.",
    )
    valid_until = models.DateField(
        "đến trước ngày",
        null=True,
        blank=True,
        help_text="Ngày đầu tiên không còn đơn vị này.",
    )
    note = models.TextField(
        "căn cứ, ghi chú",
        max_length=2000,
        blank=True,
        help_text="Văn bản lập ra, văn bản cho thôi; điều còn chưa chắc.",
    )

    objects = AreaQuerySet.as_manager()

    class Meta:
        verbose_name = "địa bàn"
        verbose_name_plural = "địa bàn"
        ordering = ["order", "id"]
        constraints = [
            models.UniqueConstraint(
                F("code"),
                F("level"),
                Coalesce("valid_from", Value(date.min, models.DateField())),
                name="area_code_once_a_level_and_day",
                violation_error_message="Đã có địa bàn mang mã này ở cấp này, có từ "
                "cùng ngày.",
            ),
            models.CheckConstraint(
                condition=~Q(code="") & ~Q(name="") & ~Q(key=""),
                name="area_is_named",
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

    def save(self, **kwargs):
        """Gives a new area its key; what else follows is for `actions.areas`."""
        self.key = self.key or new_key(self, Area.objects.all())
        super().save(**kwargs)

    @property
    def last_day(self):
        """The last day that it existed; None while nothing ends it."""
        return self.valid_until and self.valid_until - timedelta(1)

    @property
    def period(self):
        """When it existed, in words that say what an unknown beginning means."""
        if self.valid_from:
            first = f"từ {self.valid_from:%d/%m/%Y}"
        else:
            first = f"có từ {LISTS_BEGIN:%d/%m/%Y} hoặc trước đó"
        return f"{first} đến {self.last_day:%d/%m/%Y}" if self.valid_until else first

    @property
    def name_with_time(self):
        """Its name, and when it ended if it did: "Quận 2 (đến 31/12/2020)"."""
        if self.valid_until is None:
            return self.name
        return f"{self.name} (đến {self.last_day:%d/%m/%Y})"

    @property
    def is_of_former_time(self):
        """Whether it ended otherwise than with all districts on 01/07/2025."""
        return self.valid_until not in (None, Area.DISTRICTS_ENDED)

    @property
    def label(self):
        """Its name; with its end where the name alone would mislead: Quận 2."""
        return self.name_with_time if self.is_of_former_time else self.name

    @property
    def is_current_unit(self):
        """Whether it is one of today's units."""
        is_unit = self.level == Area.Level.UNIT
        return is_unit and not self.has_ended(timezone.localdate())

    def was_current_unit(self, known_at=None):
        """Returns whether it was one of today's units, as known at `known_at`. One
        query where a unit is asked about for a past moment."""
        if known_at is None or self.level != Area.Level.UNIT:
            return self.is_current_unit
        return self.current_units.known(known_at).filter(unit=self).exists()

    def has_ended(self, day):
        """Returns whether it was no more on `day`."""
        return self.valid_until is not None and day >= self.valid_until

    def existed_on(self, day):
        """Returns whether it was there on `day`, as `AreaQuerySet.on` has it."""
        has_begun = self.valid_from is None or self.valid_from <= day
        return has_begun and not self.has_ended(day)

    def default_unit(self):
        """Returns the unit of today that it counts in; None where none is known.

        A district became many units, so it has none. Of a split area it is the default,
        which is assumed, not known.
        """
        default = self.current_units.known().filter(is_default=True)
        default = default.select_related("unit").first()
        return default.unit if default else None

    def assumed_unit(self):
        """Returns the unit of today that it counts in by mere assumption, as the
        default of several; None where that is known, or none is."""
        if self.level == Area.Level.DISTRICT:  # which has no default
            return None
        assumed = self.current_units.known().filter(is_assumed=True)
        assumed = assumed.select_related("unit").first()
        return assumed.unit if assumed else None

    def units_now(self):
        """Returns the units of today that it became or gave ground to, the default
        first; itself for a unit of today."""
        rows = self.current_units.known().select_related("unit")
        return [row.unit for row in rows.order_by("-is_default", "unit__order")]
