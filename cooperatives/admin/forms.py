"""The keepers' forms: entering an organisation, recording and correcting a standing."""

from django import forms
from django.contrib import admin
from django.contrib.admin.widgets import AdminDateWidget, AutocompleteSelect
from django.core.exceptions import ValidationError

from .. import actions
from ..models import Kind, Organisation, Standing
from ..tax_codes import compact

_FACT_FIELDS = forms.fields_for_model(Standing, ["effective_from", *actions.FACTS])


class TaxCodeField(forms.CharField):
    """A tax code however it is written: 0301175691-001, with spaces, full-width."""

    def to_python(self, value):
        return compact(super().to_python(value) or "") or self.empty_value

    def widget_attrs(self, widget):
        """No `maxlength`: the browser would cut off the end of what is pasted."""
        return {"inputmode": "numeric"}


class OrganisationForm(forms.ModelForm):
    """The identity: what may be corrected in place, each version kept."""

    class Meta:
        model = Organisation
        fields = ["name", "tax_code", "certificate_number", "address"]
        field_classes = {"tax_code": TaxCodeField}
        widgets = {
            "name": forms.TextInput(attrs={"class": "vTextField wide"}),
            "address": forms.TextInput(attrs={"class": "vTextField wide"}),
        }


def _search(area_field):
    """Let the area be found by typing: a list of 600 is no choice."""
    relation = Standing._meta.get_field("area")
    area_field.widget = AutocompleteSelect(
        relation, admin.site, choices=area_field.choices
    )


class FactsForm(forms.Form):
    """The facts of a standing, checked as the actions check them."""

    kind = ""  # set by who makes the form

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["effective_from"].widget = AdminDateWidget()
        _search(self.fields["area"])
        self.fields["sector"].required = self.kind == Kind.COOPERATIVE
        self.fields["decision_number"].widget.attrs["class"] = "vTextField"
        self.fields["reason"].widget.attrs["class"] = "vTextField"
        self.fields["union"].empty_label = "Không thuộc liên hiệp nào"
        if self.kind == Kind.UNION:
            del self.fields["union"]

    def clean(self):
        cleaned = super().clean() or self.cleaned_data
        if not self.errors.keys() & {"effective_from", "sector", "area", "union"}:
            for field, problem in actions.problems(self._standing(cleaned)).items():
                self.add_error(field, problem)
        return cleaned

    def _standing(self, cleaned):
        facts = {name: cleaned.get(name) for name in ("effective_from", *actions.FACTS)}
        return Standing(kind=self.kind, **facts)

    @property
    def facts(self):
        """The facts entered, for the actions."""
        return {name: self.cleaned_data[name] for name in self._names}

    @property
    def _names(self):
        return [name for name in actions.FACTS if name in self.cleaned_data]


# The standing's own fields, so that labels and help are written once, on the model.
FactsForm.base_fields |= _FACT_FIELDS
FactsForm.declared_fields |= _FACT_FIELDS


class RegisterForm(FactsForm, OrganisationForm):
    """A new organisation and its founding, which is its first standing."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["effective_from"].label = "Ngày thành lập"
        self.fields[
            "effective_from"
        ].help_text = (
            "Theo giấy chứng nhận đăng ký đầu tiên. HTX được tính vào năm này."
        )


class CorrectionForm(FactsForm):
    """A right standing in place of one recorded wrongly; the reason is required."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["reason"].required = True
        self.fields["reason"].label = "Lý do đính chính"
        self.fields["reason"].help_text = "Ghi sai chỗ nào, căn cứ vào đâu để sửa."


def apply(form, action, **arguments):
    """Run `action` with the form's facts; put what it refuses on the form.

    Returns whether it was done.
    """
    try:
        action(
            effective_from=form.cleaned_data["effective_from"],
            **arguments,
            **form.facts,
        )
    except ValidationError as error:
        form.add_error(None, error)
        return False
    return True
