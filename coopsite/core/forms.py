"""The form of every admin page of ours, and its fields: clean text, sane days."""

from django import forms
from django.core.exceptions import ValidationError

from .edit_conflicts.forms import GuardedForm, SavedBoundField
from .vietnamese import clean_lines, clean_text


class LineField(forms.CharField):
    """A line of text, cleaned as every typed text is, for forms of no model admin."""

    def to_python(self, value):
        return clean_text(super().to_python(value) or "") or self.empty_value


def _in_our_time(moment):
    """Refuses a year that is a slip of the finger: 0203 for 2023."""
    if not 1900 <= moment.year <= 2199:
        raise ValidationError("Hãy xem lại năm: từ 1900 đến 2199.")


class DayField(forms.DateField):
    default_validators = [_in_our_time]


class MomentField(forms.SplitDateTimeField):
    default_validators = [_in_our_time]


class CleanBoundField(SavedBoundField):
    """Reads plain text clean (NFC, no-break spaces) before any check sees it, so that
    a name pasted from Word equals the same name typed."""

    @property
    def data(self):
        typed = super().data
        is_plain = type(self.field) is forms.CharField
        if not isinstance(typed, str) or not (
            is_plain or isinstance(self.field, forms.SlugField)
        ):
            return typed
        is_long = isinstance(self.field.widget, forms.Textarea)
        return clean_lines(typed) if is_long else clean_text(typed)


class PortalForm(GuardedForm):
    """The base of every form of a `PortalAdmin`: guarded, and its text is cleaned."""

    bound_field_class = CleanBoundField
