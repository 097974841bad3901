"""What a reader may ask of the figures beyond a day and a period, and what is wrong."""

from datetime import date

from django import forms

from coopsite.core.numbers import format_number

from .dimensions import Dimension, Scope
from .forms import AreaField, DayField, DayForm, PeriodForm, SectorField
from .models import Kind, Size
from .series import Measure, Step, number_of_periods

MOST_POINTS = 240
# How many years back a series goes when nobody says.
_YEARS_BACK = {Step.YEAR: 10, Step.QUARTER: 3, Step.MONTH: 1}


class SeriesForm(PeriodForm):
    """Between which days a series runs, by which periods, and what is told of each
    sector."""

    buoc = forms.ChoiceField(
        label="Theo từng",
        required=False,
        choices=[(step, step.label) for step in (Step.YEAR, Step.QUARTER, Step.MONTH)],
        error_messages={"invalid_choice": "Không có loại kỳ này. Hãy chọn lại."},
    )
    dem = forms.ChoiceField(
        label="Các lĩnh vực, so theo",
        required=False,
        choices=Measure,
        error_messages={"invalid_choice": "Không có số đếm này. Hãy chọn lại."},
    )

    field_order = ["buoc", "tu", "den", "dem", "biet_den"]

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields[
            "tu"
        ].help_text = (
            "Để trống: lùi 10 năm (theo năm), 3 năm (theo quý), 1 năm (theo tháng)."
        )

    @property
    def step(self):
        """The `Step` asked for; years when none is."""
        return Step(self.cleaned_data.get("buoc") or Step.YEAR)

    @property
    def measure(self):
        """What is told of each sector; the active when nothing is asked for."""
        return Measure(self.cleaned_data.get("dem") or Measure.ACTIVE)

    @property
    def first_day(self):
        """The first day asked for; else some years before the last."""
        last = self.last_day
        back = date(last.year - _YEARS_BACK[self.step], last.month, 1)
        return self.cleaned_data.get("tu") or back

    def clean(self):
        super().clean()
        if self.errors:
            return
        number = number_of_periods(self.step, self.first_day, self.last_day)
        if number > MOST_POINTS:
            self.add_error(
                "tu",
                f"Từ ngày này có {format_number(number)} {self.step.label.lower()}, "
                f"nhiều nhất xem được {MOST_POINTS}. Hãy chọn ngày muộn hơn, hoặc kỳ "
                "dài hơn.",
            )


class TwoDaysForm(DayForm):
    """Two days to compare, in any order; and the day whose knowledge counts."""

    ngay = DayField(label="So sánh ngày", help_text="Để trống: hôm nay.")
    voi = DayField(label="Với ngày", help_text="Để trống: cùng ngày năm trước.")

    field_order = ["ngay", "voi", "biet_den"]

    @property
    def days(self):
        """The earlier day and the later one."""
        return sorted(
            [self.day, self.cleaned_data.get("voi") or _year_before(self.day)]
        )

    def clean(self):
        if not self.errors and len(set(self.days)) == 1:
            self.add_error("voi", "Hai ngày trùng nhau. Hãy chọn một ngày khác.")


def _year_before(day):
    is_leap_day = (day.month, day.day) == (2, 29)
    return day.replace(year=day.year - 1, day=28 if is_leap_day else day.day)


class ComparisonForm(DayForm):
    """A day, and when "then" was: without that there is nothing to compare."""

    def clean(self):
        if not self.errors and self.known_at is None:
            self.add_error(
                "biet_den", "Hãy cho biết báo cáo cũ theo sổ bộ đến ngày nào."
            )


class FiguresForm(DayForm):
    """Of which day, by what, and of which organisations only."""

    theo = forms.ChoiceField(
        label="Đếm theo",
        required=False,
        choices=Dimension,
        error_messages={
            "invalid_choice": "Không đếm được theo cách này. Hãy chọn lại."
        },
    )
    loai = forms.ChoiceField(
        label="Loại hình",
        required=False,
        choices=Kind,
        error_messages={"invalid_choice": "Không có loại hình này. Hãy chọn lại."},
    )
    linh_vuc = SectorField()
    quy_mo = forms.ChoiceField(
        label="Quy mô",
        required=False,
        choices=[("", "Mọi quy mô"), *Size.choices],
        error_messages={"invalid_choice": "Không có quy mô này. Hãy chọn lại."},
    )
    dia_ban = AreaField()

    field_order = ["ngay", "theo", "biet_den", "loai", "linh_vuc", "quy_mo", "dia_ban"]
    NARROWING = ("linh_vuc", "quy_mo", "dia_ban")

    @property
    def dimension(self):
        """The `Dimension` asked for; sectors when none is."""
        return Dimension(self.cleaned_data.get("theo") or Dimension.SECTOR)

    @property
    def scope(self):
        """Which organisations are counted, as a `Scope`."""
        asked = self.cleaned_data
        return Scope(
            kind=Kind(asked["loai"] or Kind.COOPERATIVE),
            sector=asked["linh_vuc"],
            area=asked["dia_ban"],
            size=asked["quy_mo"] or None,
        )

    @property
    def has_besides(self):
        """Whether the report's smaller tables belong beside what is asked for."""
        return self.scope.kind == Kind.COOPERATIVE and not self.scope.is_narrow

    @property
    def filters(self):
        """What narrows the count, in the directory's words."""
        asked = self.cleaned_data
        sector, area = asked["linh_vuc"], asked["dia_ban"]
        return {
            "linh_vuc": sector and sector.code,
            "quy_mo": asked["quy_mo"],
            "dia_ban": area and area.key,
        }

    @property
    def narrowed(self):
        """Return (label, value) of each filter that is set, as a reader sees them."""
        sizes = dict(Size.choices)
        return [
            (self.fields[name].label, sizes.get(value) or _words(value))
            for name in self.NARROWING
            if (value := self.cleaned_data[name])
        ]


def _words(chosen):
    """A sector or an area as a reader sees it."""
    return getattr(chosen, "label", str(chosen))
