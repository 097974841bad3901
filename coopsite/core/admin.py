"""What every admin form of ours shares."""

from django import forms
from django.contrib import admin
from django.db import models

from .vietnamese import clean_lines, clean_text


class CountField(forms.IntegerField):
    """A whole number typed the Vietnamese way: 1.234 is one thousand and more.

    Django would read 5.000 as 5.
    """

    def to_python(self, value):
        if isinstance(value, str):
            value = value.replace(".", "").replace("\u00a0", "").replace(" ", "")
        return super().to_python(value)


_COUNT = {
    "form_class": CountField,
    # Not a number box: the browser would refuse 1.234.
    "widget": forms.TextInput(attrs={"inputmode": "numeric", "size": 8}),
}


class PortalAdmin(admin.ModelAdmin):
    """A model admin with Vietnamese numbers, clean text and a short page.

    Text is cleaned (NFC, no-break spaces) before any other check sees it, so that a
    name pasted from Word equals the same name typed.
    """

    list_per_page = 50
    show_full_result_count = False
    formfield_overrides = {
        models.IntegerField: _COUNT,
        models.PositiveIntegerField: _COUNT,
        models.PositiveSmallIntegerField: _COUNT,
    }

    def get_form(self, request, obj=None, change=False, **kwargs):
        form = super().get_form(request, obj, change, **kwargs)
        for field in form.base_fields.values():
            _clean_what_is_typed(field)
        return form


def _clean_what_is_typed(field):
    """Wrap a text field's `to_python` with the clean-up of typed text."""
    if type(field) is not forms.CharField and not isinstance(field, forms.SlugField):
        return
    if hasattr(field, "typed"):
        return  # a declared field, shared by all forms of its class: wrapped before
    is_long = isinstance(field.widget, forms.Textarea)
    tidy, field.typed = clean_lines if is_long else clean_text, field.to_python
    field.to_python = lambda value: tidy(field.typed(value) or "") or field.empty_value
