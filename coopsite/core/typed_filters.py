"""Filters of the desk's lists that are filled in: a field and a button, no links."""

from urllib.parse import parse_qsl

from django import forms
from django.core.exceptions import ValidationError
from django.utils.functional import cached_property

from .list_filters import FoldedFilter


class TypedFilter(FoldedFilter):
    """A filter that is filled in: a field and a button instead of links.

    The form field to fill in is what `field()` of each returns.
    """

    template = "admin/filter_typed.html"

    def lookups(self, request, model_admin):
        return [("", "")]  # Django leaves a filter out that has none

    def describe_choice(self):
        """Returns what is chosen, as a person reads it."""
        return self.value()

    def choices(self, changelist):
        """Yields the one choice, for the template and for the exported list's
        heading."""
        address = changelist.get_query_string(remove=[self.parameter_name, "p"])
        yield {
            "selected": bool(self.value()),
            "display": self.describe_choice() if self.value() else "",
            "without": address,
            "kept": parse_qsl(address.removeprefix("?")),
            "field": self._form()[self.parameter_name],
        }

    def _form(self):
        name = self.parameter_name
        form = forms.Form({name: self.filled_in()}, auto_id="loc-%s")
        form.fields[name] = self.field()
        return form

    def filled_in(self):
        """Returns what stands in the field."""
        return self.value() or ""


class ReadFilter(TypedFilter):
    """A value that the field reads; nothing for what it refuses."""

    @property
    def error(self):
        return self._read[1]

    @property
    def read_value(self):
        """What is asked for; None where it cannot be read."""
        return self._read[0]

    @cached_property
    def _read(self):
        """(the value or None, what is wrong with it)."""
        if not self.value():
            return None, ""
        try:
            return self.field().clean(self.value()), ""
        except ValidationError as wrong:
            return None, " ".join(wrong.messages)

    def describe_choice(self):
        return str(self.read_value or self.value())

    def queryset(self, request, queryset):
        if not self.value():
            return queryset
        if self.read_value:
            return self.chosen(queryset, self.read_value)
        return queryset.none()
