"""The filters of the public pages: what a reader may ask, and what is wrong with it."""

from datetime import date, datetime, time
from itertools import groupby

from django import forms
from django.core.exceptions import ValidationError
from django.db.models import TextChoices
from django.utils import timezone

from coopsite.core.numbers import CountField

from .flows import Part
from .models import Area, OperatingStatus, Sector, Size, Standing, Union

FIRST_DAY, LAST_DAY = date(1945, 1, 1), date(2100, 12, 31)
# Instead of a status: all, the dissolved too, who are left out otherwise.
ANY_STATUS = "tat-ca"


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


class SectorField(forms.ModelChoiceField):
    """One of the sectors, by its code; none for all."""

    default_error_messages = {"invalid_choice": "Không có lĩnh vực này. Hãy chọn lại."}

    def __init__(self):
        super().__init__(
            Sector.objects.all(),
            label="Lĩnh vực",
            to_field_name="code",
            required=False,
            empty_label="Mọi lĩnh vực",
        )


class KnownAtForm(forms.Form):
    """The day whose knowledge counts: what was in the register at its end."""

    biet_den = DayField(
        label="Theo sổ bộ ghi nhận đến hết ngày",
        help_text="Để đối chiếu với báo cáo cũ: chỉ tính những gì đã ghi vào sổ đến "
        "ngày này. Để trống: tính mọi điều đã ghi đến nay.",
    )

    @property
    def known_at(self):
        """The last moment of the day whose knowledge counts; None for now."""
        known_on = self.cleaned_data.get("biet_den")
        if known_on is None:
            return None
        return timezone.make_aware(datetime.combine(known_on, time.max))


class DayForm(KnownAtForm):
    """The day that figures are asked for, and the day whose knowledge counts."""

    ngay = DayField(label="Số liệu tính đến ngày", help_text="Để trống: hôm nay.")

    field_order = ["ngay", "biet_den"]

    @property
    def day(self):
        """The day asked for; today when none is."""
        return self.cleaned_data.get("ngay") or timezone.localdate()


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
    def first_day(self):
        """The first day of the period; the first of its last year when none is."""
        return self.cleaned_data.get("tu") or date(self.last_day.year, 1, 1)

    def clean(self):
        is_readable = not {"tu", "den"} & set(self.errors)
        if is_readable and self.first_day > self.last_day:
            field = "den" if self.cleaned_data["den"] else "tu"
            self.add_error(field, self._order_message(field))

    def _order_message(self, field):
        if field == "tu":
            return "Ngày này chưa đến. Hãy chọn ngày sớm hơn, hoặc ghi ngày cuối kỳ."
        return f"Ngày cuối kỳ phải từ {self.first_day:%d/%m/%Y} trở đi."


class FlowListForm(PeriodForm):
    """Which organisations of a period's flows."""

    loai = forms.ChoiceField(
        label="Biến động",
        required=False,
        choices=[
            ("", "Mọi biến động"),
            (Part.FOUNDED, "Thành lập mới"),
            (Part.RESUMED, "Hoạt động trở lại"),
            (Part.MOVED_IN, "Chuyển đến từ lĩnh vực khác"),
            (Part.STOPPED, "Ngừng hoạt động"),
            (Part.DISSOLVED, "Giải thể"),
            (Part.MOVED_OUT, "Chuyển sang lĩnh vực khác"),
            (Part.OPENING, "Đang hoạt động lúc đầu kỳ"),
            (Part.CLOSING, "Đang hoạt động lúc cuối kỳ"),
        ],
        error_messages={"invalid_choice": "Không có loại này. Hãy chọn lại."},
    )
    linh_vuc = SectorField()

    field_order = ["loai", "linh_vuc", "tu", "den", "biet_den"]


class _AreasByGeneration(forms.models.ModelChoiceIterator):
    """Today's units first, then the districts that reports until 2025 speak of, then
    what ended before."""

    def __iter__(self):
        yield ("", self.field.empty_label)
        areas = self.queryset.order_by("-level", "order", "id")
        areas = sorted(areas, key=lambda area: area.is_of_former_time)
        for label, group in groupby(areas, key=_generation):
            yield (label, [self.choice(area) for area in group])


def _generation(area):
    return "Trước đó" if area.is_of_former_time else area.get_level_display()


class AreaField(forms.ModelChoiceField):
    """A district of any time or a unit of today, by its key; none for all."""

    iterator = _AreasByGeneration
    default_error_messages = {"invalid_choice": "Không có địa bàn này. Hãy chọn lại."}

    def __init__(self):
        super().__init__(
            Area.objects.for_choosing(),
            label="Địa bàn",
            to_field_name="key",
            required=False,
            empty_label="Mọi địa bàn",
        )

    def label_from_instance(self, area):
        return area.label


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
    dia_ban = AreaField()
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
        "tinh_trang",
        "dia_ban",
        "quy_mo",
        "lien_hiep",
        "lap_tu",
        "lap_den",
        "thanh_lap",
        "ngay",
        "biet_den",
        "thu_tu",
    ]

    def clean(self):
        first, last = (self.cleaned_data.get(name) for name in ("lap_tu", "lap_den"))
        if first and last and first > last:
            self.add_error(
                "lap_den", f"Ngày cuối phải từ {first:%d/%m/%Y} trở đi, hoặc để trống."
            )

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

    def set_filters(self):
        """Yield (field name, label, what is asked) for each field that is set, all
        three as a reader sees them."""
        for name, field in self.fields.items():
            value = self.cleaned_data[name]
            if value in (None, "") or name == "thu_tu":
                continue
            if isinstance(value, date):
                value = f"{value:%d/%m/%Y}"
            elif name in ("tinh_trang", "quy_mo"):
                value = dict(field.choices)[value]
            elif name == "dia_ban":
                value = value.label
            yield name, field.label, str(value)
