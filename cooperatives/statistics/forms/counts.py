"""What may be asked of the figures of a day."""

from dataclasses import replace

from django import forms

from ...forms import DayForm
from ...models import Kind, Size
from ..breakdowns import Dimension
from .narrow import KindField, NarrowForm


class FiguresForm(NarrowForm, DayForm):
    """Of which day, by what, and of which organisations only."""

    MORE = ("biet_den", "loai", "linh_vuc", "quy_mo", "dia_ban", "dia_gioi")

    loai_hinh = None  # this form calls it "loai"
    theo = forms.ChoiceField(
        label="Phân theo",
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
        choices=[("", "Tất cả quy mô"), *Size.choices],
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
