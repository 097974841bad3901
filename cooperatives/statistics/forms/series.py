"""What may be asked of a course through months, quarters or years."""

from datetime import date

from django import forms

from coopsite.core.numbers import format_number

from ...forms import PeriodForm
from ..series import Measure, Step, number_of_periods
from .narrow import NarrowForm

MAX_POINTS = 240
# How many years back a series goes when nobody says.
_YEARS_BACK = {Step.YEAR: 10, Step.QUARTER: 3, Step.MONTH: 1}


class SeriesForm(NarrowForm, PeriodForm):
    """Between which days a series runs, by which periods, and what is told of each
    sector."""

    MORE = ("loai_hinh", "linh_vuc", "dia_ban", "biet_den", "dia_gioi")

    buoc = forms.ChoiceField(
        label="Kỳ",
        required=False,
        choices=[(step, step.label) for step in (Step.YEAR, Step.QUARTER, Step.MONTH)],
        error_messages={"invalid_choice": "Không có loại kỳ này. Hãy chọn lại."},
    )
    dem = forms.ChoiceField(
        label="Chỉ tiêu theo lĩnh vực",
        required=False,
        choices=Measure,
        error_messages={"invalid_choice": "Không có số đếm này. Hãy chọn lại."},
    )

    field_order = ["buoc", "tu", "den", "dem", *MORE]

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
    def earliest_day(self):
        """The earliest day that may be counted at."""
        return self.first_day

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
        if number > MAX_POINTS:
            self.add_error(
                "tu",
                f"Từ ngày này có {format_number(number)} {self.step.label.lower()}, "
                f"nhiều nhất xem được {MAX_POINTS}. Hãy chọn ngày muộn hơn, hoặc kỳ "
                "dài hơn.",
            )
