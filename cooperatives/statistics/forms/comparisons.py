"""What may be asked of two days, and of two moments of knowledge."""

from django.utils.functional import cached_property

from ...forms import DayField, DayForm, end_of
from .narrow import NarrowForm


class TwoDaysForm(NarrowForm, DayForm):
    """Two days to compare, in any order; whom; and the day whose knowledge counts."""

    MORE = ("loai_hinh", "linh_vuc", "dia_ban", "dia_gioi")

    ngay = DayField(label="So sánh ngày", help_text="Để trống: hôm nay.")
    voi = DayField(label="Với ngày", help_text="Để trống: cùng ngày năm trước.")

    field_order = ["ngay", "voi", "biet_den", *MORE]

    @property
    def earliest_day(self):
        return self.days[0]

    @property
    def days(self):
        """The earlier day and the later one."""
        return sorted(
            [self.day, self.cleaned_data.get("voi") or _year_before(self.day)]
        )

    def clean(self):
        super().clean()
        if not self.errors and len(set(self.days)) == 1:
            self.add_error("voi", "Hai ngày trùng nhau. Hãy chọn một ngày khác.")


def _year_before(day):
    is_leap_day = (day.month, day.day) == (2, 29)
    return day.replace(year=day.year - 1, day=28 if is_leap_day else day.day)


class ComparisonForm(NarrowForm, DayForm):
    """A day, whom, and the two moments whose knowledge of it is compared: "then", and a
    later one or now."""

    MORE = ("loai_hinh", "linh_vuc", "dia_ban", "dia_gioi")

    voi_biet_den = DayField(
        label="So với số cập nhật đến hết ngày",
        help_text="Để trống: so với mọi điều đã ghi đến nay.",
    )
    field_order = ["ngay", "biet_den", "voi_biet_den", *MORE]

    @property
    def known_on(self):
        """The earlier day and the later one, None for now; both moments of knowledge
        may be given in any order."""
        one, other = (self.cleaned_data[name] for name in ("biet_den", "voi_biet_den"))
        if one and other:
            return tuple(sorted([one, other]))
        return one or other, None

    @property
    def then_and_now(self):
        """Both moments whose knowledge is compared; None for now."""
        return tuple(end_of(day) for day in self.known_on)

    @cached_property
    def known_is_open(self):
        return any(self.is_open(moment) for moment in self.then_and_now)

    def clean(self):
        super().clean()
        params = self.cleaned_data
        one, other = params.get("biet_den"), params.get("voi_biet_den")
        if one and one == other:
            self.add_error("voi_biet_den", "Hai ngày trùng nhau. Hãy chọn ngày khác.")


class ComparisonFileForm(ComparisonForm):
    """Without a "then" there is nothing to compare."""

    def clean(self):
        super().clean()
        if not self.errors and self.known_on[0] is None:
            self.add_error(
                "biet_den", "Hãy cho biết báo cáo cũ theo số đã ghi nhận đến ngày nào."
            )
