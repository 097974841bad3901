"""The rows that a form holds beside its own fields, as a part of its version."""

import json

from .values import describe_value, editable, plain


class GuardedInline:
    """The rows below a form, guarded as one: any change to them stops the save.

    The page then shows the stored rows to edit, and what was typed as text.
    """

    def __init__(self, inline, formset):
        self.model, self.label = inline.model, inline.opts.verbose_name_plural
        self._limit = getattr(inline, "limit_rows", lambda rows: rows)
        self.key = formset.get_default_prefix()
        self._formset = formset
        names = formset.form.base_fields
        self._fields = [f for f in editable(inline.model) if f.name in names]

    def rows_of(self, parent):
        """Returns the stored rows that the page shows."""
        rows = self.model._base_manager.filter(**{self._formset.fk.name: parent.pk})
        return self._limit(rows).order_by("pk")

    def rows(self, parent):
        """Returns the stored values of `parent`'s rows, a text for each row."""
        return [
            json.dumps(
                [row.pk, *(plain(f.value_from_object(row)) for f in self._fields)]
            )
            for row in self.rows_of(parent)
        ]

    def describe_value(self, parent):
        """Returns the stored rows as staff read them, one a line."""
        return "\n".join(
            self._line({f.name: getattr(row, f.name) for f in self._fields})
            for row in self.rows_of(parent)
        )

    def typed(self, data, parent):
        """Returns the rows that were sent, one a line; those to be deleted left out."""
        formset = self._formset(data, instance=parent)
        formset.is_valid()
        return "\n".join(
            self._line(form.cleaned_data)
            for form in formset.forms
            if form.is_bound and getattr(form, "cleaned_data", None)
            if not form.cleaned_data.get("DELETE")
        )

    def _line(self, values):
        return ", ".join(
            f"{field.verbose_name}: {describe_value(values.get(field.name), field)}"
            for field in self._fields
        )
