"""The fields that public pages share: the day, the period, the knowledge, the place."""

from datetime import date, datetime, time, timedelta

from django import forms
from django.core.exceptions import ValidationError
from django.forms.models import ModelChoiceIterator
from django.utils import timezone
from django.utils.functional import cached_property

from coopsite.core.numbers import CountField
from coopsite.core.vietnamese import clean_text

from .area_choices import AreaChoices
from .models import FIRST_DAY, LAST_DAY, Area, Sector, territory
from .models.sectors import get_sectors
from .moments import is_over

# Instead of a sector, area or group: those of whom none is known.
UNKNOWN, UNKNOWN_LABEL = "chua-xac-dinh", "Chưa xác định"
# Instead of the territory of the day that is counted.
TODAYS_TERRITORY = "hien-nay"
# The field of an area that stands in addresses.
AREA_ADDRESS = "key"


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
        day = super().clean(clean_text(str(value or "")))
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


class MayBeUnknown(forms.ModelChoiceField):
    """A choice of rows that also takes `UNKNOWN`, which asks for those without one."""

    def to_python(self, value):
        return UNKNOWN if value == UNKNOWN else super().to_python(value)


class _SectorChoices(ModelChoiceIterator):
    """The sectors, and last those of whom none is known."""

    def __iter__(self):
        yield ("", self.field.empty_label)
        yield from map(self.choice, get_sectors())
        yield (UNKNOWN, UNKNOWN_LABEL)


class SectorField(MayBeUnknown):
    """One of the sectors, by its code; none for all, `UNKNOWN` for those without."""

    iterator = _SectorChoices
    default_error_messages = {"invalid_choice": "Không có lĩnh vực này. Hãy chọn lại."}

    def __init__(self):
        super().__init__(
            Sector.objects.all(),
            label="Lĩnh vực",
            to_field_name="code",
            required=False,
            empty_label="Tất cả lĩnh vực",
        )


def end_of(day):
    """Returns the last moment of `day` in Vietnam; None for None."""
    return day and timezone.make_aware(datetime.combine(day, time.max))


class KnownAtForm(forms.Form):
    """The day whose knowledge counts, what was in the register at its end; and the
    territory that counts, that of each day or today's."""

    biet_den = DayField(
        label="Số đã ghi nhận đến hết ngày",
        help_text="Để đối chiếu với báo cáo cũ: chỉ tính những gì đã ghi nhận đến "
        "ngày này. Để trống: tính mọi điều đã ghi nhận đến nay.",
    )

    dia_gioi = forms.ChoiceField(
        label="Địa giới",
        required=False,
        choices=[
            ("", "Của ngày được tính"),
            (TODAYS_TERRITORY, "Theo địa giới hiện nay"),
        ],
        help_text="Ngày trước 01/07/2025: chỉ Thành phố Hồ Chí Minh khi ấy, hoặc cả "
        "Bình Dương và Bà Rịa – Vũng Tàu.",
        error_messages={"invalid_choice": "Không có địa giới này. Hãy chọn lại."},
    )

    # The fields that a page shows behind "Thu hẹp phạm vi".
    MORE = ("dia_gioi",)

    def full_clean(self):
        """Lets boxes offer the areas of the day that is asked for, as known then."""
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
        params = self.cleaned_data
        return {"biet_den": params["biet_den"], "dia_gioi": params["dia_gioi"]}

    @cached_property
    def known_is_open(self):
        """Whether what is known at that moment may still change."""
        return self.is_open(self.known_at)

    @staticmethod
    def is_open(moment):
        """Returns whether an action may still be recorded at `moment` or before; the
        present (None) promises nothing, so it is not said of it."""
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
            empty_label="Tất cả địa bàn",
        )

    def label_from_instance(self, area):
        return area.label

    def to_python(self, value):
        if value == UNKNOWN and not self.more_choices:
            raise ValidationError(self.error_messages["invalid_choice"])
        return super().to_python(value)
