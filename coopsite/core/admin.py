"""What every admin form of ours shares."""

from django import forms
from django.contrib import admin
from django.db import models, transaction
from django.http import Http404
from simple_history.admin import SimpleHistoryAdmin

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


class VersionedAdmin(SimpleHistoryAdmin, PortalAdmin):
    """A model admin that keeps versions, and asks who may bring one back.

    The package lets whoever may see a version save it, and looks only at the version:
    an article published since was still "a draft" there.
    """

    def history_view(self, request, object_id, *args, **kwargs):
        _refuse_odd_keys(object_id)
        return super().history_view(request, object_id, *args, **kwargs)

    def history_form_view(self, request, object_id, version_id, *args, **kwargs):
        _refuse_odd_keys(object_id, version_id)
        with transaction.atomic():
            return super().history_form_view(
                request, object_id, version_id, *args, **kwargs
            )

    def has_view_history_or_change_history_permission(self, request, obj=None):
        if request.method == "POST":
            return self.has_change_history_permission(request, obj)
        return super().has_view_history_or_change_history_permission(request, obj)

    def has_change_history_permission(self, request, obj=None):
        """Whether both the version and what it would replace may be changed."""
        may = super().has_change_history_permission(request, obj)
        if not may or obj is None:
            return may
        current = self.model._base_manager.filter(pk=obj.pk).first()
        if current is None:  # deleted since
            return self.has_add_permission(request)
        return self.has_change_permission(request, current)


def _refuse_odd_keys(*keys):
    """Http404 for what is no number: the package would fail on it."""
    if not all(key.isascii() and key.isdigit() for key in keys):
        raise Http404("Không có bản này.")


def _clean_what_is_typed(field):
    """Wrap a text field's `to_python` with the clean-up of typed text."""
    if type(field) is not forms.CharField and not isinstance(field, forms.SlugField):
        return
    if hasattr(field, "typed"):
        return  # a declared field, shared by all forms of its class: wrapped before
    is_long = isinstance(field.widget, forms.Textarea)
    tidy, field.typed = clean_lines if is_long else clean_text, field.to_python
    field.to_python = lambda value: tidy(field.typed(value) or "") or field.empty_value
