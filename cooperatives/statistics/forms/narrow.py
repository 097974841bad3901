"""Whom a page of figures counts only: the fields that all of them share."""

from django import forms

from ...forms import UNKNOWN, UNKNOWN_LABEL, AreaField, SectorField
from ...models import Kind, Size
from ..filters import refuse_unread
from ..scope import Scope


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
        params = self.cleaned_data
        return Scope(
            kind=self.kind,
            sector=params["linh_vuc"],
            area=params["dia_ban"],
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
        """Returns (label, value) of each filter that is set, as a reader sees them."""
        return [
            (self.fields[name].label, _in_words(value))
            for name in self.NARROWING
            if (value := self.cleaned_data[name])
        ]


def _in_words(value):
    return dict(Size.choices, **{UNKNOWN: UNKNOWN_LABEL}).get(value) or getattr(
        value, "label", str(value)
    )
