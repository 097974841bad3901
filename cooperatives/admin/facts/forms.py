"""The keepers' forms of names and codes, surveys and mergers, and of withdrawing."""

from django import forms
from django.contrib import admin
from django.contrib.admin.widgets import AdminDateWidget
from django.core.exceptions import ValidationError
from django.db import models

from coopsite.core.autocomplete import AutocompleteMultiple, is_key
from coopsite.core.forms import DayField, LineField
from coopsite.core.numbers import CountInput, count_formfield, format_number

from ... import actions
from ...models import Designation, Organisation, Reorganisation, Survey
from ...tax_codes import compact
from ..members_question import MembersQuestion
from ..publicity import say_who_reads
from .descriptions import describe
from .standing_forms import ask_why


def _field(model, name):
    """Returns the form field of a model's field: our days, counts and cleaned lines."""
    field = model._meta.get_field(name)
    if isinstance(field, models.DateField):
        return field.formfield(form_class=DayField, widget=AdminDateWidget)
    if isinstance(field, models.IntegerField):
        return count_formfield(field, widget=CountInput({"size": 20}))
    if field.choices:
        return field.formfield()
    made = field.formfield(form_class=LineField)
    made.widget.attrs["class"] = "vTextField"
    return made


class FactForm(forms.Form):
    """What a fact of `model` says, and from which day on."""

    model = None

    def __init__(self, *args, organisation, fact=None, **kwargs):
        super().__init__(*args, **kwargs)
        self.organisation, self.fact = organisation, fact
        say_who_reads(self.fields["reason"], self.model)

    @property
    def facts(self):
        """What was typed, for the actions; the day goes apart."""
        return {n: v for n, v in self.cleaned_data.items() if n != "effective_from"}


class DesignationForm(FactForm):
    """Another name, code, authority or address from a day on."""

    model = Designation

    what = _field(Designation, "what")
    value = _field(Designation, "value")
    effective_from = _field(Designation, "effective_from")
    decision_number = _field(Designation, "decision_number")
    reason = _field(Designation, "reason")

    @property
    def chosen_what(self):
        return self.cleaned_data.get("what")

    def clean(self):
        cleaned = super().clean() or self.cleaned_data
        if self.chosen_what == Designation.What.TAX_CODE and cleaned.get("value"):
            cleaned["value"] = compact(cleaned["value"])
        return cleaned


class DesignationCorrectionForm(DesignationForm):
    """What was meant; of which kind it is, stays."""

    what = None

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        ask_why(self.fields["reason"], self.model)

    @property
    def chosen_what(self):
        return self.initial.get("what")


class SurveyForm(FactForm):
    """The figures of a survey; a figure that is not known stays empty."""

    model = Survey

    effective_from = _field(Survey, "effective_from")
    members = _field(Survey, "members")
    workers = _field(Survey, "workers")
    charter_capital = _field(Survey, "charter_capital")
    total_capital = _field(Survey, "total_capital")
    revenue = _field(Survey, "revenue")
    source = _field(Survey, "source")
    reason = _field(Survey, "reason")

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["effective_from"].label = "Số liệu của ngày"
        self.fields[
            "effective_from"
        ].help_text = "Ngày mà số liệu nói tới, ví dụ 31/12/2025; không phải ngày nhập."
        self.fields["members"].help_text = "Không có số thì để trống, đừng ghi 0."

    def clean(self):
        cleaned = super().clean() or self.cleaned_data
        known = [n for n in Survey.FIGURES if cleaned.get(n) is not None]
        if not known and not self.errors:
            self.add_error("members", "Phải có ít nhất một số liệu.")
        return cleaned


class SurveyCorrectionForm(SurveyForm):
    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        ask_why(self.fields["reason"], self.model)


class SuccessorsField(forms.ModelMultipleChoiceField):
    """Organisations by their keys; what no key can be is refused unasked."""

    def clean(self, value):
        if not all(map(is_key, value or [])):
            raise ValidationError("Hãy chọn trong các tổ chức tìm được.")
        return super().clean(value)


class ReorganisationForm(MembersQuestion, FactForm):
    """Into which organisations this one went, or which were separated from it."""

    model = Reorganisation
    members_choices = list(actions.MembersChoice)

    form = _field(Reorganisation, "form")
    successors = SuccessorsField(
        Organisation.objects.all(),
        label="Tổ chức kế tục",
        help_text="Gõ tên hoặc mã số để tìm. Tổ chức mới phải được ghi vào sổ trước.",
    )
    effective_from = _field(Reorganisation, "effective_from")
    decision_number = _field(Reorganisation, "decision_number")
    decision_date = DayField(
        label="Ngày quyết định", required=False, widget=AdminDateWidget
    )
    reason = _field(Reorganisation, "reason")

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        relation, field = (
            Reorganisation._meta.get_field("successor"),
            self.fields["successors"],
        )
        field.widget = AutocompleteMultiple(relation, admin.site, choices=field.choices)


class WithdrawalForm(forms.Form):
    """Why a fact is taken back."""

    reason = LineField(
        label="Lý do rút",
        max_length=300,
        widget=forms.TextInput({"class": "vTextField"}),
        help_text="Vì sao mốc này không đúng, căn cứ vào đâu.",
    )
    rut_ca_giai_the = forms.BooleanField(required=False)

    def __init__(self, *args, fact, **kwargs):
        """Offers to take back, too, what was recorded because of a reorganisation."""
        super().__init__(*args, **kwargs)
        say_who_reads(self.fields["reason"], type(fact), "withdrawal_reason")
        consequences = actions.find_consequences(fact)
        if not consequences:
            del self.fields["rut_ca_giai_the"]
            return
        box = self.fields["rut_ca_giai_the"]
        box.label = f"Rút cả {_name_ending(consequences[0])} của {fact.organisation}"
        box.help_text = (
            f"Không đánh dấu thì {fact.organisation} vẫn được ghi là đã giải thể từ "
            f"{fact.effective_from:%d/%m/%Y}."
        )
        if members := consequences[1:]:
            box.label += (
                f" và {format_number(len(members))} mốc của các thành viên ghi cùng lúc"
            )

    @property
    def facts(self):
        """What was typed, for the action."""
        return {
            "reason": self.cleaned_data["reason"],
            "with_consequences": self.cleaned_data.get("rut_ca_giai_the", False),
        }


def _name_ending(entry):
    """Names the entry of an end: in full where it states something else, too."""
    if {"operating_status", "legal_status"} >= set(entry.stated_axes):
        return f"mốc giải thể từ {entry.effective_from:%d/%m/%Y}"
    return describe(entry)
