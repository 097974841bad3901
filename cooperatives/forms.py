"""The filters of the public pages: what a reader may ask, and what is wrong with it."""

from datetime import date, datetime, time, timedelta

from django import forms
from django.core.exceptions import ValidationError
from django.db.models import TextChoices
from django.utils import timezone
from django.utils.functional import cached_property

from coopsite.core.numbers import CountField

from .area_choices import AreaChoices
from .models import Area, OperatingStatus, Sector, Size, Standing, Union, territory
from .moments import is_over

FIRST_DAY, LAST_DAY = date(1945, 1, 1), date(2100, 12, 31)
# Instead of a status: all, the dissolved too, who are left out otherwise.
ANY_STATUS = "tat-ca"
# Instead of a sector, area or group: those of whom none is known.
UNKNOWN, UNKNOWN_LABEL = "chua-xac-dinh", "Chưa xác định"
# Instead of the territory of the day that is counted.
TODAYS_TERRITORY = "hien-nay"
# The field of an area that stands in addresses.
AREA_ADDRESS = "key"


class Order(TextChoices):
    """In which order the directory lists."""

    NAME = "ten", "Tên"
    NEWEST = "thanh-lap", "Mới thành lập"
    OLDEST = "thanh-lap-cu", "Lâu năm nhất"
    LARGEST = "quy-mo", "Đông thành viên"


class DayField(forms.DateField):
    """A day typed as 31/12/2023."""

    default_error_messages = {
        "invalid": "Hãy viết ngày như 31/12/2023 (ngày/tháng/năm)."
    }

    def __init__(self, **kwargs):
        widget = forms.DateInput(
            attrs={
                "inputmode": "numeric",
                "placeholder": "ví dụ: 31/12/2023",
                "size": 10,
            }
        )
        super().__init__(required=False, widget=widget, **kwargs)

    def clean(self, value):
        day = super().clean(value)
        if day and not FIRST_DAY <= day <= LAST_DAY:
            raise ValidationError("Hãy chọn ngày từ 01/01/1945 đến 31/12/2100.")
        return day


class YearField(CountField):
    """A year of the register, typed as 2023."""

    default_error_messages = {
        "invalid": "Hãy viết năm bằng bốn chữ số, ví dụ 2023.",
        "min_value": "Hãy viết một năm từ 1945 đến 2100.",
        "max_value": "Hãy viết một năm từ 1945 đến 2100.",
    }

    def __init__(self, **kwargs):
        # No CountInput, which would show 2.023.
        box = {"inputmode": "numeric", "size": 4}
        super().__init__(
            required=False,
            min_value=FIRST_DAY.year,
            max_value=LAST_DAY.year,
            widget=forms.TextInput(box),
            **kwargs,
        )


class _WithUnknown(forms.models.ModelChoiceIterator):
    """The rows of a table, and last those of whom none of them is known."""

    def __iter__(self):
        yield from super().__iter__()
        yield (UNKNOWN, UNKNOWN_LABEL)


class MayBeUnknown(forms.ModelChoiceField):
    """A choice of rows that also takes `UNKNOWN`, which asks for those without one."""

    iterator = _WithUnknown

    def to_python(self, value):
        return UNKNOWN if value == UNKNOWN else super().to_python(value)


class SectorField(MayBeUnknown):
    """One of the sectors, by its code; none for all, `UNKNOWN` for those without."""

    default_error_messages = {"invalid_choice": "Không có lĩnh vực này. Hãy chọn lại."}

    def __init__(self):
        super().__init__(
            Sector.objects.all(),
            label="Lĩnh vực",
            to_field_name="code",
            required=False,
            empty_label="Mọi lĩnh vực",
        )


def end_of(day):
    """Return the last moment of `day` in Vietnam; None for None."""
    return day and timezone.make_aware(datetime.combine(day, time.max))


class KnownAtForm(forms.Form):
    """The day whose knowledge counts, what was in the register at its end; and the
    territory that counts, that of each day or today's."""

    biet_den = DayField(
        label="Theo sổ bộ ghi nhận đến hết ngày",
        help_text="Để đối chiếu với báo cáo cũ: chỉ tính những gì đã ghi vào sổ đến "
        "ngày này. Để trống: tính mọi điều đã ghi đến nay.",
    )

    dia_gioi = forms.ChoiceField(
        label="Địa giới",
        required=False,
        choices=[
            ("", "Của ngày được đếm"),
            (TODAYS_TERRITORY, "Theo địa giới hiện nay"),
        ],
        help_text="Ngày trước 01/07/2025: chỉ Thành phố Hồ Chí Minh khi ấy, hoặc cả "
        "Bình Dương và Bà Rịa – Vũng Tàu.",
        error_messages={"invalid_choice": "Không có địa giới này. Hãy chọn lại."},
    )

    # The fields that a page shows behind "Thêm điều kiện".
    MORE = ("dia_gioi",)

    def full_clean(self):
        """Let boxes offer the areas of the day that is asked for, as known then."""
        super().full_clean()
        if not self.is_bound or self.errors:
            return
        for field in self.fields.values():
            if isinstance(field, AreaField):
                field.day, field.known_at = self.day, self.known_at

    @property
    def more_fields(self):
        return [self[name] for name in self.MORE]

    @property
    def has_more(self):
        """Whether one of those is asked for."""
        return any(self.data.get(name) for name in self.MORE)

    @property
    def is_todays(self):
        """Whether every day is counted in the territory of today."""
        return self.cleaned_data["dia_gioi"] == TODAYS_TERRITORY

    @property
    def basis(self):
        """What each link carries, so that a list is counted on the same ground."""
        asked = self.cleaned_data
        return {"biet_den": asked["biet_den"], "dia_gioi": asked["dia_gioi"]}

    @cached_property
    def known_is_open(self):
        """Whether what is known at that moment may still change."""
        return self.is_open(self.known_at)

    @staticmethod
    def is_open(moment):
        """Whether an action may still be recorded at `moment` or before; the present
        (None) promises nothing, so it is not said of it."""
        return moment is not None and not is_over(moment)

    @property
    def counts_the_past(self):
        """Whether a day before the merger of the provinces is asked for."""
        return self.earliest_day < territory.MERGED_ON

    @property
    def known_at(self):
        """The last moment of the day whose knowledge counts; None for now."""
        return end_of(self.cleaned_data.get("biet_den"))


class DayForm(KnownAtForm):
    """The day that figures are asked for, and the day whose knowledge counts."""

    ngay = DayField(label="Số liệu tính đến ngày", help_text="Để trống: hôm nay.")

    field_order = ["ngay", "biet_den"]

    @property
    def day(self):
        """The day asked for; today when none is."""
        return self.cleaned_data.get("ngay") or timezone.localdate()

    @property
    def earliest_day(self):
        """The earliest day that is counted."""
        return self.day


class PeriodForm(KnownAtForm):
    """The period that flows are asked for, and the day whose knowledge counts."""

    tu = DayField(label="Từ ngày", help_text="Để trống: từ đầu năm.")
    den = DayField(label="Đến hết ngày", help_text="Để trống: đến hôm nay.")

    field_order = ["tu", "den", "biet_den"]

    @property
    def last_day(self):
        """The last day of the period; today when none is asked for."""
        return self.cleaned_data.get("den") or timezone.localdate()

    @property
    def day(self):
        """The day whose areas are offered."""
        return self.last_day

    @property
    def first_day(self):
        """The first day of the period; the first of its last year when none is."""
        return self.cleaned_data.get("tu") or date(self.last_day.year, 1, 1)

    @property
    def earliest_day(self):
        """The earliest day that is counted: the one before the period."""
        return self.first_day - timedelta(days=1)

    def clean(self):
        super().clean()
        is_readable = not {"tu", "den"} & set(self.errors)
        if is_readable and self.first_day > self.last_day:
            field = "den" if self.cleaned_data["den"] else "tu"
            self.add_error(field, self._order_message(field))

    def _order_message(self, field):
        if field == "tu":
            return "Ngày này chưa đến. Hãy chọn ngày sớm hơn, hoặc ghi ngày cuối kỳ."
        return f"Ngày cuối kỳ phải từ {self.first_day:%d/%m/%Y} trở đi."


class AreaField(MayBeUnknown):
    """One of the areas that readers know addresses by; with `UNKNOWN` among them only
    where `has_unknown`. `day` and `known_at`: those of the page, for `AreaChoices`."""

    iterator = AreaChoices
    day = known_at = None
    default_error_messages = {"invalid_choice": "Không có địa bàn này. Hãy chọn lại."}

    def __init__(self, label="Địa bàn", has_unknown=False):
        self.more_choices = [(UNKNOWN, UNKNOWN_LABEL)] if has_unknown else []
        super().__init__(
            Area.objects.for_choosing(),
            label=label,
            to_field_name=AREA_ADDRESS,
            required=False,
            empty_label="Mọi địa bàn",
        )

    def label_from_instance(self, area):
        return area.label

    def to_python(self, value):
        if value == UNKNOWN and not self.more_choices:
            raise ValidationError(self.error_messages["invalid_choice"])
        return super().to_python(value)


class UnionField(forms.ModelChoiceField):
    """One of the unions that ever had members, by its id in the address."""

    default_error_messages = {"invalid_choice": "Không có liên hiệp này. Hãy chọn lại."}

    def __init__(self):
        super().__init__(
            Union.objects.filter(
                pk__in=Standing.objects.exclude(union=None).values("union")
            ),
            label="Thuộc liên hiệp",
            to_field_name="public_id",
            required=False,
            empty_label="Không phân biệt",
        )


class DirectoryForm(DayForm):
    """The filters of the directory."""

    tim = forms.CharField(
        label="Tên hoặc mã số",
        required=False,
        max_length=200,
        widget=forms.TextInput(attrs={"type": "search"}),
    )
    linh_vuc = SectorField()
    tinh_trang = forms.ChoiceField(
        label="Tình trạng",
        required=False,
        choices=[
            ("", "Hoạt động và ngừng hoạt động"),
            *OperatingStatus.choices,
            (ANY_STATUS, "Tất cả, kể cả đã giải thể"),
        ],
        error_messages={"invalid_choice": "Không có tình trạng này. Hãy chọn lại."},
    )
    nhom = forms.ChoiceField(
        label="Nhóm của Nghị định 113/2024",
        required=False,
        choices=[
            ("", "Mọi nhóm"),
            *Sector.LegalGroup.choices,
            (UNKNOWN, UNKNOWN_LABEL),
        ],
        error_messages={"invalid_choice": "Không có nhóm này. Hãy chọn lại."},
    )
    dia_ban = AreaField()
    dia_ban_ghi_nhan = AreaField("Địa bàn lúc ghi nhận")
    dia_ban_nay = AreaField("Địa bàn hiện nay", has_unknown=True)
    gia_dinh = forms.ChoiceField(
        label="Địa bàn hiện nay",
        required=False,
        choices=[("", "Rõ hoặc giả định"), ("co", "Chỉ nơi giả định")],
        error_messages={"invalid_choice": "Không có điều kiện này. Hãy chọn lại."},
    )
    quy_mo = forms.ChoiceField(
        label="Quy mô",
        required=False,
        choices=[("", "Mọi quy mô"), *Size.choices],
        error_messages={"invalid_choice": "Không có quy mô này. Hãy chọn lại."},
    )
    lien_hiep = UnionField()
    lap_tu = DayField(label="Thành lập từ ngày")
    lap_den = DayField(label="Thành lập đến hết ngày")
    thanh_lap = YearField(label="Thành lập trong năm")
    thu_tu = forms.ChoiceField(
        label="Xếp theo",
        required=False,
        choices=Order,
        error_messages={"invalid_choice": "Không có thứ tự này. Hãy chọn lại."},
    )

    field_order = [
        "tim",
        "linh_vuc",
        "nhom",
        "tinh_trang",
        "dia_ban",
        "dia_ban_ghi_nhan",
        "dia_ban_nay",
        "gia_dinh",
        "quy_mo",
        "lien_hiep",
        "lap_tu",
        "lap_den",
        "thanh_lap",
        "ngay",
        "biet_den",
        "dia_gioi",
        "thu_tu",
    ]
    # What only links ask for: shown where it is set.
    RARE = ("nhom", "dia_ban_ghi_nhan", "dia_ban_nay", "gia_dinh")
    WORDED = ("tinh_trang", "quy_mo", "nhom", "gia_dinh", "dia_gioi")

    def clean(self):
        first, last = (self.cleaned_data.get(name) for name in ("lap_tu", "lap_den"))
        if first and last and first > last:
            self.add_error(
                "lap_den", f"Ngày cuối phải từ {first:%d/%m/%Y} trở đi, hoặc để trống."
            )

    @cached_property
    def unit(self):
        """The unit of today, as known, whose organisations are listed as they stand;
        None where none is asked for, or who was founded."""
        asked = self.cleaned_data
        areas = [asked["dia_ban_nay"], asked["dia_ban"]]
        areas = [area for area in areas if isinstance(area, Area)]
        units = (area for area in areas if area.was_current_unit(self.known_at))
        return None if self.founded else next(units, None)

    @property
    def rare_fields(self):
        return [self[name] for name in self.RARE if self.data.get(name)]

    @property
    def is_past(self):
        """Whether names may have been others on the day that is listed."""
        return self.day < timezone.localdate() or self.known_at is not None

    @property
    def order(self):
        """The `Order` asked for; by name when none is."""
        return Order(self.cleaned_data["thu_tu"] or Order.NAME)

    @property
    def founded(self):
        """The first and the last day of the foundings asked for; None for any."""
        asked = self.cleaned_data
        year = asked["thanh_lap"]
        if not (asked["lap_tu"] or asked["lap_den"] or year):
            return None
        first, last = asked["lap_tu"] or FIRST_DAY, asked["lap_den"] or LAST_DAY
        if year:
            first, last = max(first, date(year, 1, 1)), min(last, date(year, 12, 31))
        return first, last

    @property
    def earliest_day(self):
        """Those founded in a period are counted in the territory of their founding."""
        return self.founded[0] if self.founded else self.day

    def set_filters(self):
        """Yield (field name, label, what is asked) for each field that is set, all
        three as a reader sees them."""
        for name, field in self.fields.items():
            value = self.cleaned_data[name]
            if value in (None, "") or name == "thu_tu":
                continue
            if isinstance(value, date):
                value = f"{value:%d/%m/%Y}"
            elif value == UNKNOWN:
                value = UNKNOWN_LABEL
            elif name in self.WORDED:
                value = dict(field.choices)[value]
            elif isinstance(value, Area):
                value = value.label
            yield name, field.label, str(value)
