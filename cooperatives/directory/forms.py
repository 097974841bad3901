"""The filters of the directory: what a reader may ask, and what is wrong with it."""

from datetime import date

from django import forms
from django.db.models import TextChoices
from django.forms.models import ModelChoiceIterator
from django.utils import timezone
from django.utils.functional import cached_property

from coopsite.core.content_version import REGISTER
from coopsite.core.remembered import remembered

from ..forms import (
    UNKNOWN,
    UNKNOWN_LABEL,
    AreaField,
    DayField,
    DayForm,
    SectorField,
    YearField,
)
from ..models import (
    FIRST_DAY,
    LAST_DAY,
    Area,
    OperatingStatus,
    Sector,
    Size,
    Standing,
    Union,
)
from .letters import LETTERS, OTHERS

# What has a place of its own above the list.
OUTSIDE = {"tim", "chu", "thu_tu"}
# Instead of a status: all, the dissolved too, who are left out otherwise.
ANY_STATUS = "tat-ca"


class Order(TextChoices):
    """In which order the directory lists."""

    NAME = "ten", "Tên"
    NEWEST = "thanh-lap", "Mới thành lập"
    OLDEST = "thanh-lap-cu", "Lâu năm nhất"
    LARGEST = "quy-mo", "Nhiều thành viên nhất"


class _UnionChoices(ModelChoiceIterator):
    def __iter__(self):
        yield ("", self.field.empty_label)
        yield from _get_union_choices()


@remembered(REGISTER)
def _get_union_choices():
    """Returns (id in the address, name) of each union that ever had members."""
    rows = _unions_with_members().only("public_id", "name")
    return [(row.public_id, str(row)) for row in rows]


def _unions_with_members():
    members = Standing.objects.exclude(union=None)
    return Union.objects.filter(pk__in=members.values("union"))


class UnionField(forms.ModelChoiceField):
    """One of the unions that ever had members, by its id in the address."""

    iterator = _UnionChoices
    default_error_messages = {"invalid_choice": "Không có liên hiệp này. Hãy chọn lại."}

    def __init__(self):
        super().__init__(
            _unions_with_members(),
            label="Thuộc liên hiệp",
            to_field_name="public_id",
            required=False,
            empty_label="Tất cả liên hiệp",
        )


class DirectoryForm(DayForm):
    """The filters of the directory."""

    tim = forms.CharField(
        label="Tên hoặc mã số",
        required=False,
        max_length=200,
        widget=forms.TextInput(attrs={"type": "search"}),
    )
    chu = forms.ChoiceField(
        label="Chữ cái đầu",
        required=False,
        choices=[*((one, one.upper()) for one in LETTERS), (OTHERS, "Số")],
        error_messages={"invalid_choice": "Không có chữ cái này. Hãy chọn lại."},
    )
    linh_vuc = SectorField()
    tinh_trang = forms.ChoiceField(
        label="Tình trạng",
        required=False,
        choices=[
            ("", "Chưa giải thể"),
            *OperatingStatus.choices,
            (ANY_STATUS, "Tất cả, kể cả đã giải thể"),
        ],
        error_messages={"invalid_choice": "Không có tình trạng này. Hãy chọn lại."},
    )
    nhom = forms.ChoiceField(
        label="Nhóm của Nghị định 113/2024",
        required=False,
        choices=[
            ("", "Tất cả nhóm"),
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
        choices=[("", "Tất cả quy mô"), *Size.choices],
        error_messages={"invalid_choice": "Không có quy mô này. Hãy chọn lại."},
    )
    lien_hiep = UnionField()
    lap_tu = DayField(label="Thành lập từ ngày")
    lap_den = DayField(label="Thành lập đến hết ngày")
    thanh_lap = YearField(label="Thành lập trong năm")
    thu_tu = forms.ChoiceField(
        label="Sắp xếp theo",
        required=False,
        choices=Order,
        error_messages={"invalid_choice": "Không có thứ tự này. Hãy chọn lại."},
    )

    field_order = [
        "tim",
        "chu",
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
    WORDED = ("chu", "tinh_trang", "quy_mo", "nhom", "gia_dinh", "dia_gioi")

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
        params = self.cleaned_data
        areas = [params["dia_ban_nay"], params["dia_ban"]]
        areas = [area for area in areas if isinstance(area, Area)]
        units = (area for area in areas if area.was_current_unit(self.known_at))
        return None if self.founding_period else next(units, None)

    @property
    def rare_fields(self):
        return [self[name] for name in self.RARE if self.data.get(name)]

    @property
    def filters_set(self):
        """How many of the fields are set that stand behind "Lọc"."""
        return sum(bool(self.data.get(name)) for name in self.fields.keys() - OUTSIDE)

    @property
    def is_past(self):
        """Whether names may have been others on the day that is listed."""
        return self.day < timezone.localdate() or self.known_at is not None

    @property
    def order(self):
        """The `Order` asked for; by name when none is."""
        return Order(self.cleaned_data["thu_tu"] or Order.NAME)

    @property
    def founding_period(self):
        """The first and the last day of the foundings asked for; None for any."""
        params = self.cleaned_data
        year = params["thanh_lap"]
        if not (params["lap_tu"] or params["lap_den"] or year):
            return None
        first, last = params["lap_tu"] or FIRST_DAY, params["lap_den"] or LAST_DAY
        if year:
            first, last = max(first, date(year, 1, 1)), min(last, date(year, 12, 31))
        return first, last

    @property
    def earliest_day(self):
        """Those founded in a period are counted in the territory of their founding."""
        return self.founding_period[0] if self.founding_period else self.day

    def set_filters(self):
        """Yields (field name, label, what is asked) for each field that is set, all
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
