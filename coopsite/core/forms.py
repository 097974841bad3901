"""The form of every admin page of ours, and its fields: clean text, sane days."""

from django import forms
from django.core.exceptions import ValidationError

from .edit_conflicts.forms import GuardedForm, SavedBoundField
from .richtext import MAX_LENGTH
from .vietnamese import clean_lines, clean_text, has_words

# A letter is typed in five signs at most (a vowel and four marks); more than that is
# beyond the field's maximum before any work.
_SIGNS_A_LETTER = 5
_LONGEST_LINE = 200  # of a day or an hour, which have no maximum of their own


def clean_typed(text, max_length, clean=clean_text):
    """Returns typed text cleaned; what must be longer than `max_length` as it is, for
    the field to refuse."""
    if len(text) > (max_length or _LONGEST_LINE) * _SIGNS_A_LETTER:
        return text
    return clean(text)


class LineField(forms.CharField):
    """A line of text, cleaned as every typed text is, for forms of no model admin."""

    def to_python(self, value):
        text = super().to_python(value) or ""
        return clean_typed(text, self.max_length) or self.empty_value


def _in_our_time(moment):
    """Refuses a year that is a slip of the finger: 0203 for 2023."""
    if not 1900 <= moment.year <= 2199:
        raise ValidationError("Hãy xem lại năm: từ 1900 đến 2199.")


class DayField(forms.DateField):
    default_validators = [_in_our_time]

    def to_python(self, value):
        return super().to_python(clean_text(value) if type(value) is str else value)


class MomentField(forms.SplitDateTimeField):
    default_validators = [_in_our_time]


class CleanBoundField(SavedBoundField):
    """Reads plain text clean (NFC, no-break spaces) before any check sees it, so that
    a name pasted from Word equals the same name typed."""

    LINES = (
        forms.SlugField,
        forms.EmailField,
        forms.URLField,
        forms.DateField,
        forms.SplitDateTimeField,
    )

    @property
    def data(self):
        typed = super().data
        is_plain = type(self.field) is forms.CharField
        is_secret = isinstance(self.field.widget, forms.PasswordInput)
        if is_secret or not (is_plain or isinstance(self.field, self.LINES)):
            return typed
        if isinstance(typed, list):  # a day and an hour
            return [clean_typed(part, None) if part else part for part in typed]
        if not isinstance(typed, str):
            return typed
        longest = getattr(self.field, "max_length", None)
        if not isinstance(self.field.widget, forms.Textarea):
            return clean_typed(typed, longest)
        return clean_typed(typed, longest or MAX_LENGTH, clean_lines)


class PortalForm(GuardedForm):
    """The base of every form of a `PortalAdmin`: guarded, and its text is cleaned."""

    bound_field_class = CleanBoundField
    # What a row is called; signs alone are no name.
    NAMES = ("name", "title")

    def clean(self):
        cleaned = super().clean()
        for field in self.NAMES:
            value = self.cleaned_data.get(field)
            if isinstance(value, str) and value and not has_words(value):
                self.add_error(field, "Hãy ghi ít nhất một chữ cái hoặc chữ số.")
        return cleaned
