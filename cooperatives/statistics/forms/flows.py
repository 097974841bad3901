"""What may be asked of the flows of a period, and of the list behind a number."""

from dataclasses import replace

from django import forms

from ...forms import AreaField, PeriodForm
from ..flow_terms import Base, By, Part, Question
from .narrow import NarrowForm


class FlowsForm(NarrowForm, PeriodForm):
    """Whose flows of which period, by what."""

    MORE = ("dem", "loai_hinh", "linh_vuc", "dia_ban", "biet_den", "dia_gioi")

    theo = forms.ChoiceField(
        label="Phân theo",
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

    field_order = ["tu", "den", "theo", *MORE]

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
    def link_params(self):
        """What links to lists and files of the same flows carry."""
        params = self.cleaned_data
        plain = {name: params[name] for name in ("theo", "dem", "loai_hinh")}
        return plain | self.filters | self.basis


class FlowListForm(FlowsForm):
    """Which organisations of a period's flows."""

    MORE = ("theo", "dem", "loai_hinh", "dia_ban_ghi_nhan", "biet_den", "dia_gioi")

    loai = forms.ChoiceField(
        label="Biến động",
        required=False,
        choices=[
            ("", "Tất cả biến động"),
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
            (part, self._label(part, label)) for part, label in field.choices
        ]

    def _label(self, part, label):
        """Returns a choice as it reads by areas and among all that exist."""
        if self.data.get("theo") == By.AREA:
            label = label.replace("lĩnh vực khác", "địa bàn khác")
        if self.data.get("dem") == Base.TOTAL:
            label = label.replace("Hoạt động trở lại", "Khôi phục sau giải thể")
            label = label.replace("Đang hoạt động lúc", "Tổng số lúc")
        return label

    @property
    def heading(self):
        """What is listed, in words."""
        return dict(self.fields["loai"].choices)[self.cleaned_data["loai"]]

    @property
    def sum_params(self):
        """What the page of the sum takes of this."""
        return {k: v for k, v in self.link_params.items() if k != "dia_ban_ghi_nhan"}

    @property
    def scope(self):
        return replace(super().scope, recorded=self.cleaned_data["dia_ban_ghi_nhan"])
