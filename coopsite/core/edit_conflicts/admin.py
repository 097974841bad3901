"""The admin of guarded forms: it locks the row, and answers 409 for a conflict."""

from django.db import router, transaction

from .forms import VERSION, GuardedForm
from .inlines import GuardedInline
from .values import digest, read_version


class GuardedAdmin:
    """A mixin of model admins: their change forms, and versions brought back, are
    guarded. It comes before the admin's other bases; its `form` is a `GuardedForm`."""

    form = GuardedForm

    def get_form(self, request, obj=None, change=False, **kwargs):
        form = super().get_form(request, obj, change=change, **kwargs)
        if obj is not None:
            # The class was made for this request: nobody else sees these.
            form.editor = request.user
            form.inlines = self._guarded_inlines(request, obj)
        return form

    def _guarded_inlines(self, request, obj):
        return [
            GuardedInline(inline, inline.get_formset(request, obj))
            for inline in self.get_inline_instances(request, obj)
            if inline.has_change_permission(request, obj)
        ]

    def get_object(self, request, object_id, from_field=None):
        """Returns the row; for a save read once more behind a lock, so that of two
        saves at once the second sees the first."""
        row = super().get_object(request, object_id, from_field)
        if row is None or request.method != "POST" or not lock_row(row):
            return row
        return super().get_object(request, object_id, from_field)

    def changeform_view(self, request, *args, **kwargs):
        response = super().changeform_view(request, *args, **kwargs)
        return conflict_response(response, getattr(response, "context_data", None))

    def get_inline_formsets(self, request, formsets, inline_instances, obj=None):
        """Returns the rows to show: the stored ones where an older version was sent."""
        if request.method == "POST" and obj is not None and obj.pk:
            base = read_version(request.POST.get(VERSION)) or {}
            formsets = [
                _renewed(f, inline, base, obj)
                for f, inline in zip(formsets, inline_instances, strict=True)
            ]
        return super().get_inline_formsets(request, formsets, inline_instances, obj)


def _renewed(formset, inline, base, parent):
    guarded = GuardedInline(inline, type(formset))
    if base.get(guarded.key) == digest(guarded.rows(parent)):
        return formset
    rows = guarded.rows_of(parent)
    return type(formset)(instance=parent, prefix=formset.prefix, queryset=rows)


def conflict_response(response, context):
    """Returns `response`, with status 409 (conflict) where the save was stopped."""
    page = (context or {}).get("adminform")
    if page is not None and getattr(page.form, "is_stopped", False):
        response.status_code = 409
    return response


def lock_row(row):
    """Keeps the stored row from changing until the transaction ends.

    Returns whether there is such a row; False outside of a transaction.
    """
    database = router.db_for_write(type(row))
    if not transaction.get_connection(database).in_atomic_block:
        return False
    rows = type(row)._base_manager.using(database)
    rows = rows.select_for_update(no_key=True)  # who only names the row need not wait
    return rows.filter(pk=row.pk).first() is not None
