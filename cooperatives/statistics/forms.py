"""What a reader may ask of the figures beyond a day and a period, and what is wrong."""

from dataclasses import replace
from datetime import date

from django import forms
from django.utils.functional import cached_property

from coopsite.core.numbers import format_number

from ..forms import (
    UNKNOWN,
    UNKNOWN_LABEL,
    AreaField,
    DayField,
    DayForm,
    PeriodForm,
    SectorField,
    end_of,
)
from ..models import Kind, Size
from .breakdowns import Dimension
from .filters import refuse_unread
from .flow_terms import Base, By, Part, Question
from .scope import Scope
from .series import Measure, Step, number_of_periods

MAX_POINTS = 240
# How many years back a series goes when nobody says.
_YEARS_BACK = {Step.YEAR: 10, Step.QUARTER: 3, Step.MONTH: 1}


class KindField(forms.ChoiceField):
    """Cooperatives, or unions."""

    def __init__(self):
        super().__init__(
            label="Loại hình",
            required=False,
            choices=Kind,
            error_messages={"invalid_choice": "Không có loại hình này. Hãy chọn lại."},
        )


class NarrowForm(forms.Form):
    """Whom a table counts: a kind, and of it one sector or area only."""

    loai_hinh = KindField()
    linh_vuc = SectorField()
    dia_ban = AreaField()
    NARROWING = ("linh_vuc", "dia_ban")

    def clean(self):
        super().clean()
        refuse_unread(self)

    @property
    def kind(self):
        return Kind(self.cleaned_data["loai_hinh"] or Kind.COOPERATIVE)

    @property
    def scope(self):
        """Which organisations are counted, as a `Scope`."""
        asked = self.cleaned_data
        return Scope(
            kind=self.kind,
            sector=asked["linh_vuc"],
            area=asked["dia_ban"],
            is_todays=self.is_todays,
        )

    @property
    def filters(self):
        """What narrows the count, as links carry it."""
        return {name: self.cleaned_data[name] for name in self.NARROWING}

    @property
    def whom(self):
        """The kind and what narrows it, as links to pages with the same fields carry
        them."""
        return {"loai_hinh": self.cleaned_data["loai_hinh"], **self.filters}

    @property
    def narrowed_words(self):
        """The filters that are set, within a sentence."""
        return "; ".join(f"{label.lower()} {value}" for label, value in self.narrowed)

    @property
    def narrowed(self):
        """Return (label, value) of each filter that is set, as a reader sees them."""
        return [
            (self.fields[name].label, _in_words(value))
            for name in self.NARROWING
            if (value := self.cleaned_data[name])
        ]


def _in_words(value):
    return dict(Size.choices, **{UNKNOWN: UNKNOWN_LABEL}).get(value) or getattr(
        value, "label", str(value)
    )


class FlowsForm(NarrowForm, PeriodForm):
    """Whose flows of which period, by what."""

    MORE = ("dem", "loai_hinh", "linh_vuc", "dia_ban", "biet_den", "dia_gioi")

    theo = forms.ChoiceField(
        label="Đếm theo",
        required=False,
        choices=By,
        error_messages={
            "invalid_choice": "Không đếm được theo cách này. Hãy chọn lại."
        },
    )
    dem = forms.ChoiceField(
        label="Cân đối của số",
        required=False,
        choices=Base,
        error_messages={"invalid_choice": "Không có số đếm này. Hãy chọn lại."},
    )

    field_order = [
        "tu",
        "den",
        "theo",
        "dem",
        "loai_hinh",
        "linh_vuc",
        "dia_ban",
        "biet_den",
        "dia_gioi",
    ]

    @property
    def by(self):
        return By(self.cleaned_data["theo"] or By.SECTOR)

    @property
    def base(self):
        return Base(self.cleaned_data["dem"] or Base.ACTIVE)

    @property
    def question(self):
        """What is asked, as a `Question`."""
        return Question(
            first=self.first_day,
            last=self.last_day,
            known_at=self.known_at,
            scope=self.scope,
            by=self.by,
            base=self.base,
        )

    @property
    def asked(self):
        """What links to lists and files of the same flows carry."""
        asked = self.cleaned_data
        plain = {name: asked[name] for name in ("theo", "dem", "loai_hinh")}
        return plain | self.filters | self.basis


class FlowListForm(FlowsForm):
    """Which organisations of a period's flows."""

    MORE = ("theo", "dem", "loai_hinh", "dia_ban_ghi_nhan", "biet_den", "dia_gioi")

    loai = forms.ChoiceField(
        label="Biến động",
        required=False,
        choices=[
            ("", "Mọi biến động"),
            (Part.FOUNDED, "Thành lập mới"),
            (Part.JOINED, "Vào thành phố do sáp nhập tỉnh"),
            (Part.ARRIVED, "Chuyển đến từ tỉnh khác"),
            (Part.RESUMED, "Hoạt động trở lại"),
            (Part.MOVED_IN, "Chuyển đến từ lĩnh vực khác"),
            (Part.STOPPED, "Ngừng hoạt động"),
            (Part.DISSOLVED, "Giải thể"),
            (Part.MERGED, "Kết thúc do sáp nhập, hợp nhất, chia"),
            (Part.LEFT, "Chuyển đi tỉnh khác"),
            (Part.MOVED_OUT, "Chuyển sang lĩnh vực khác"),
            (Part.OPENING, "Đang hoạt động lúc đầu kỳ"),
            (Part.CLOSING, "Đang hoạt động lúc cuối kỳ"),
        ],
        error_messages={"invalid_choice": "Không có loại này. Hãy chọn lại."},
    )
    dia_ban_ghi_nhan = AreaField("Địa bàn lúc ghi nhận")
    NARROWING = ("linh_vuc", "dia_ban", "dia_ban_ghi_nhan")

    field_order = ["loai", *FlowsForm.field_order[:-2], "dia_ban_ghi_nhan", "biet_den"]

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        field = self.fields["loai"]
        field.choices = [
            (part, self._label(part, said)) for part, said in field.choices
        ]

    def _label(self, part, said):
        """A choice as it reads by areas and among all that exist."""
        if self.data.get("theo") == By.AREA:
            said = said.replace("lĩnh vực khác", "địa bàn khác")
        if self.data.get("dem") == Base.TOTAL:
            said = said.replace("Hoạt động trở lại", "Khôi phục sau giải thể")
            said = said.replace("Đang hoạt động lúc", "Tổng số lúc")
        return said

    @property
    def heading(self):
        """What is listed, in words."""
        return dict(self.fields["loai"].choices)[self.cleaned_data["loai"]]

    @property
    def asked_of_sum(self):
        """What the page of the sum takes of this."""
        return {k: v for k, v in self.asked.items() if k != "dia_ban_ghi_nhan"}

    @property
    def scope(self):
        return replace(super().scope, recorded=self.cleaned_data["dia_ban_ghi_nhan"])


class SeriesForm(NarrowForm, PeriodForm):
    """Between which days a series runs, by which periods, and what is told of each
    sector."""

    MORE = ("loai_hinh", "linh_vuc", "dia_ban", "biet_den", "dia_gioi")

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

    field_order = [
        "buoc",
        "tu",
        "den",
        "dem",
        "loai_hinh",
        "linh_vuc",
        "dia_ban",
        "biet_den",
        "dia_gioi",
    ]

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
        label="So với sổ bộ đến hết ngày",
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
        asked = self.cleaned_data
        one, other = asked.get("biet_den"), asked.get("voi_biet_den")
        if one and one == other:
            self.add_error("voi_biet_den", "Hai ngày trùng nhau. Hãy chọn ngày khác.")


class ComparisonFileForm(ComparisonForm):
    """Without a "then" there is nothing to compare."""

    def clean(self):
        super().clean()
        if not self.errors and self.known_on[0] is None:
            self.add_error(
                "biet_den", "Hãy cho biết báo cáo cũ theo sổ bộ đến ngày nào."
            )


class FiguresForm(NarrowForm, DayForm):
    """Of which day, by what, and of which organisations only."""

    MORE = ("loai", "linh_vuc", "quy_mo", "dia_ban", "dia_gioi")

    loai_hinh = None  # this form calls it "loai"
    theo = forms.ChoiceField(
        label="Đếm theo",
        required=False,
        choices=Dimension,
        error_messages={
            "invalid_choice": "Không đếm được theo cách này. Hãy chọn lại."
        },
    )
    loai = KindField()
    quy_mo = forms.ChoiceField(
        label="Quy mô",
        required=False,
        choices=[("", "Mọi quy mô"), *Size.choices],
        error_messages={"invalid_choice": "Không có quy mô này. Hãy chọn lại."},
    )

    field_order = [
        "ngay",
        "theo",
        "biet_den",
        "dia_gioi",
        "loai",
        "linh_vuc",
        "quy_mo",
        "dia_ban",
    ]
    NARROWING = ("linh_vuc", "quy_mo", "dia_ban")

    @property
    def dimension(self):
        """The `Dimension` asked for; sectors when none is."""
        return Dimension(self.cleaned_data.get("theo") or Dimension.SECTOR)

    @property
    def kind(self):
        return Kind(self.cleaned_data["loai"] or Kind.COOPERATIVE)

    @property
    def scope(self):
        return replace(super().scope, size=self.cleaned_data["quy_mo"] or None)

    @property
    def has_besides(self):
        """Whether the report's smaller tables belong beside what is asked for."""
        return self.kind == Kind.COOPERATIVE and not self.scope.is_narrow
