"""The keepers' forms of a standing: recording one, correcting one."""

from django import forms
from django.contrib import admin
from django.contrib.admin.widgets import AdminDateWidget

from coopsite.core.admin import DayField, LineField
from coopsite.core.found_by_typing import FoundByTyping

from .. import actions
from ..documents import check_document
from ..models import Kind, Standing
from ..models.place_checks import is_split, place_on, wrong_unit

_FIELDS = forms.fields_for_model(
    Standing,
    ["effective_from", *actions.FACTS],
    field_classes={
        "decision_number": LineField,
        "decision_date": DayField,
        "reason": LineField,
    },
    widgets={
        "effective_from": AdminDateWidget,
        "decision_date": AdminDateWidget,
        "document": forms.FileInput({"accept": ".pdf,.jpg,.jpeg,.png"}),
    },
)


def _search(field, name):
    """Let the area be found by typing: a list of 600 is no choice."""
    relation = Standing._meta.get_field(name)
    field.widget = FoundByTyping(relation, admin.site, choices=field.choices)


class StandingForm(forms.Form):
    """The facts of a standing, checked as the actions check them.

    `asks_unit` is the key of a split commune whose unit of today was left open: the
    page then asks; a second save takes the default, which is marked as assumed.
    """

    ASKED = "da_hoi_dia_ban"
    kind = ""  # set by who makes the form

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.asks_unit = ""
        for name in ("area", "unit"):
            _search(self.fields[name], name)
        self.fields["sector"].required = self.kind == Kind.COOPERATIVE
        self.fields["decision_number"].widget.attrs["class"] = "vTextField"
        self.fields["reason"].widget.attrs["class"] = "vTextField"
        self.fields["union"].empty_label = "Không thuộc liên hiệp nào"
        if self.kind == Kind.UNION:
            del self.fields["union"]

    def clean_document(self):
        document = self.cleaned_data["document"]
        if document:
            check_document(document)
        return document

    def clean(self):
        cleaned = super().clean() or self.cleaned_data
        asked = {"effective_from", "sector", "area", "unit", "union", "decision_date"}
        if self.errors.keys() & asked:
            return cleaned
        self._clean_unit(cleaned)
        if "unit" not in self.errors:
            self._follow_area(cleaned)
            found = actions.problems(self._standing(cleaned), self._before)
            for field, problem in found.items():
                self.add_error(field, problem)
        return cleaned

    def _follow_area(self, cleaned):
        """Let an area that has ended give way to what followed it, where nobody chose
        it just now, or today's unit was told besides."""
        place = cleaned["area"], cleaned["unit"], cleaned["effective_from"]
        if cleaned["unit"] or self.initial.get("area") == cleaned["area"]:
            cleaned["area"], cleaned["unit"] = place_on(*place)

    @property
    def _before(self):
        """What the form was filled in from: the standing followed or corrected."""
        area = self.initial.get("area")
        return Standing(area=area) if area else None

    def _standing(self, cleaned):
        names = ["effective_from", *actions.FACTS]
        facts = {name: cleaned.get(name) for name in names if name != "document"}
        return Standing(kind=self.kind, **facts)

    def _clean_unit(self, cleaned):
        """Ask which unit of today the area became a part of, where that is open."""
        area, unit = cleaned["area"], cleaned["unit"]
        if unit == area:
            cleaned["unit"] = unit = None
        wrong = wrong_unit(area, unit) if unit else ""
        if wrong:
            self.add_error("unit", wrong)
        if is_split(area) and (unit is None or wrong):
            self._ask_unit(area, area.units_now(), unit)

    def _ask_unit(self, area, became, unit):
        """Offer the units that the area became; the default only for a day on which
        the area still was: later, a standing names the unit itself."""
        stays = self.initial.get("area") == area
        ended = area.has_ended(self.cleaned_data["effective_from"]) and not stays
        nothing = f"Chưa rõ: tính theo {became[0]} (giả định)"
        choices = [("", "Hãy chọn" if ended else nothing)]
        choices += [(one.pk, str(one)) for one in became]
        self.fields["unit"].widget = forms.Select(choices=choices)
        self.asks_unit = str(area.pk)
        if unit is not None:
            return
        question = f"{area} đã được chia cho {_and(became)}. Trụ sở nay ở đâu?"
        if ended:
            self.add_error("unit", question)
        elif self.data.get(self.ASKED) != self.asks_unit:
            self.add_error(
                "unit",
                f"{question} Chưa rõ thì để nguyên rồi lưu lần nữa: sẽ tính theo "
                f"{became[0]} và ghi là giả định.",
            )

    @property
    def facts(self):
        """The facts entered, for the actions."""
        return {
            name: self.cleaned_data[name]
            for name in actions.FACTS
            if name in self.cleaned_data
        }


# The standing's own fields, so that labels and help are written once, on the model.
StandingForm.base_fields |= _FIELDS
StandingForm.declared_fields |= _FIELDS


class StandingCorrectionForm(StandingForm):
    """A right standing in place of one recorded wrongly; the reason is required."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        ask_why(self.fields["reason"])
        if self.initial.get("document"):
            self.fields[
                "document"
            ].help_text = (
                "Đã có bản chụp. Chọn tệp khác nếu bản ấy sai; để trống thì giữ nguyên."
            )


def ask_why(field):
    """Make the reason of a correction required, and say what belongs there."""
    field.required = True
    field.label = "Lý do đính chính"
    field.help_text = "Ghi sai chỗ nào, căn cứ vào đâu để sửa."


def _and(areas):
    return " và ".join([", ".join(map(str, areas[:-1])), str(areas[-1])])
