"""What every admin form of ours shares."""

from django.contrib import admin
from django.contrib.admin.helpers import ACTION_CHECKBOX_NAME, AdminErrorList, AdminForm
from django.contrib.admin.options import IS_POPUP_VAR, SOURCE_MODEL_VAR, TO_FIELD_VAR
from django.contrib.admin.widgets import AdminFileWidget, RelatedFieldWidgetWrapper
from django.core.exceptions import BadRequest, PermissionDenied
from django.db import models, transaction
from django.http import Http404
from django.urls import reverse
from simple_history.admin import SimpleHistoryAdmin

from . import edit_conflicts
from .autocomplete import Autocomplete, is_key
from .autosave.admin import AutosavedAdmin
from .forms import DayField, MomentField, PortalForm
from .list_filters import TellsUnreadFilters
from .look_ahead import look_ahead
from .numbers import CountInput, count_formfield, format_number
from .paging import BoundedLists
from .refusals import SaveRefused, refusals_on
from .search import FindsByWords
from .versions import ChangesInWords


class AsksBeforeHistory:
    """A model admin whose histories answer who lacks the permission alike, whether
    there is such a row or not; Django looks for the row first."""

    def history_view(self, request, object_id, extra_context=None):
        self.refuse_strangers(request)
        return super().history_view(request, object_id, extra_context)

    def refuse_strangers(self, request):
        if not self.has_view_or_change_permission(request):
            raise PermissionDenied


class FileInput(AdminFileWidget):
    """The box of a file, with a label: in Django's fieldset for it the box has none."""

    use_fieldset = False


class PortalAdmin(
    AsksBeforeHistory,
    TellsUnreadFilters,
    FindsByWords,
    BoundedLists,
    AutosavedAdmin,
    edit_conflicts.GuardedAdmin,
    admin.ModelAdmin,
):
    """A model admin with Vietnamese numbers, clean text and a short page."""

    form = PortalForm
    list_per_page = 50
    show_facets = admin.ShowFacets.NEVER  # a count for each choice of each filter
    looks = {}  # what is asked of which upload
    empty_words = "Chưa có gì ở đây."  # of a list: what would be in it, and how
    formfield_overrides = {
        models.DateField: {"form_class": DayField},
        models.DateTimeField: {"form_class": MomentField},
        models.FileField: {"widget": FileInput},
    }

    def formfield_for_dbfield(self, db_field, request, **kwargs):
        if isinstance(db_field, models.IntegerField) and not db_field.choices:
            return count_formfield(db_field, **{"widget": CountInput()} | kwargs)
        field = super().formfield_for_dbfield(db_field, request, **kwargs)
        if field and isinstance(field.widget, RelatedFieldWidgetWrapper):
            _offer_only_adding(field.widget)
        return field

    def get_view_on_site_url(self, obj=None):
        """Returns the public page's own address; the desk has no redirect to it."""
        if self.view_on_site is True:
            return obj.get_absolute_url() if hasattr(obj, "get_absolute_url") else None
        return super().get_view_on_site_url(obj)

    def get_fieldsets(self, request, obj=None):
        """Returns the form's parts; numbers of who may only look at them are written by
        us: Django would write 1500000000."""
        fieldsets = super().get_fieldsets(request, obj)
        if obj is None or self.has_boxes(request, obj):
            return fieldsets
        numbers = {
            field.name: number_column(self.model, field.name)
            for field in self.opts.fields
            if isinstance(field, models.IntegerField)
        }
        return [(title, _with_columns(part, numbers)) for title, part in fieldsets]

    def has_boxes(self, request, obj):
        """Returns whether the form of a row has boxes, or only tells what is in it."""
        return self.has_change_permission(request, obj)

    def formfield_for_foreignkey(self, db_field, request, **kwargs):
        if db_field.name in self.get_autocomplete_fields(request):
            kwargs.setdefault("widget", Autocomplete(db_field, self.admin_site))
        return super().formfield_for_foreignkey(db_field, request, **kwargs)

    def look_ahead(self, request):
        """Does what takes long with what was sent, before the save locks anything."""
        if self.has_add_permission(request) or self.has_change_permission(request):
            look_ahead(request, self.looks)

    def changeform_view(self, request, *args, **kwargs):
        self.look_ahead(request)
        return super().changeform_view(request, *args, **kwargs)

    def is_key(self, sent):
        """Returns whether `sent` may be the key of a row."""
        return is_key(sent)

    def changelist_view(self, request, *args, **kwargs):
        """Returns the list; 400 for a choice of no row."""
        if not all(map(self.is_key, request.POST.getlist(ACTION_CHECKBOX_NAME))):
            raise BadRequest("Không có dòng này.")
        response = super().changelist_view(request, *args, **kwargs)
        if shown := (getattr(response, "context_data", None) or {}).get("cl"):
            chosen = f"Đã chọn tất cả {shown.paginator.count_in_words}"
            response.context_data["selection_note_all"] = chosen
        return response

    def save_model(self, request, obj, form, change):
        """Saves the row; who saves by an action instead wraps it likewise."""
        with refusals_on(form):
            super().save_model(request, obj, form, change)

    def _changeform_view(self, request, object_id, form_url, extra_context):
        """Returns the form, also where an action refused its save. (Django's method
        within the save's transaction: what the form itself stored, like a picture,
        stays.)"""
        try:
            return super()._changeform_view(request, object_id, form_url, extra_context)
        except SaveRefused as refused:
            is_new = object_id is None
            context = {"object_id": object_id, **(extra_context or {})}
            return self.show_refused(request, refused.form, is_new, context, form_url)

    def show_refused(self, request, form, is_new, extra_context, form_url=""):
        """Returns the form's page again (400), as Django shows one with an error."""
        form.show_given_up()
        obj = None if is_new else form.instance
        response = self.render_change_form(
            request,
            self._get_form_context(request, form, obj) | extra_context,
            add=is_new,
            change=not is_new,
            form_url=form_url,
            obj=obj,
        )
        response.status_code = 400
        return response

    def _get_form_context(self, request, form, obj):
        """Returns what the template of a sent form needs, as Django's own view does."""
        formsets, inlines = self._create_formsets(request, form.instance, bool(obj))
        rows = self.get_inline_formsets(request, formsets, inlines, obj)
        page = AdminForm(
            form,
            self.get_fieldsets(request, obj),
            self.get_prepopulated_fields(request, obj),
            self.get_readonly_fields(request, obj),
            model_admin=self,
        )
        return {
            **self.admin_site.each_context(request),
            "title": f"{'Sửa' if obj else 'Thêm'} {self.opts.verbose_name}",
            "subtitle": str(obj) if obj else None,
            "adminform": page,
            "original": obj,
            "is_popup": IS_POPUP_VAR in request.POST,
            "source_model": request.GET.get(SOURCE_MODEL_VAR),
            "to_field": request.POST.get(TO_FIELD_VAR),
            "media": sum((one.media for one in rows), self.media + page.media),
            "inline_admin_formsets": rows,
            "errors": AdminErrorList(form, formsets),
            "preserved_filters": self.get_preserved_filters(request),
        }


class ReadOnlyAdmin(PortalAdmin):
    """A model admin of rows that nobody types, edits or deletes here."""

    def has_add_permission(self, request):
        return False

    def has_change_permission(self, request, obj=None):
        return False

    def has_delete_permission(self, request, obj=None):
        return False


class VersionedAdmin(SimpleHistoryAdmin, PortalAdmin):
    """A model admin that keeps versions, and asks who may bring one back.

    The package lets whoever may see a version save it, and looks only at the version:
    an article published since was still "a draft" there.
    """

    def history_view(self, request, object_id, *args, **kwargs):
        self.refuse_strangers(request)
        _refuse_odd_keys(object_id)
        return super().history_view(request, object_id, *args, **kwargs)

    def history_form_view(self, request, object_id, version_id, *args, **kwargs):
        self.refuse_strangers(request)
        _refuse_odd_keys(object_id, version_id)
        self.look_ahead(request)
        with transaction.atomic():
            if request.method == "POST":
                edit_conflicts.lock_row(self.model(pk=object_id))
            try:
                return super().history_form_view(
                    request, object_id, version_id, *args, **kwargs
                )
            except SaveRefused as refused:
                return self._show_refused_version(request, object_id, refused.form)

    def _show_refused_version(self, request, object_id, form):
        base = f"admin:{self.opts.app_label}_{self.opts.model_name}"
        context = {
            "object_id": object_id,
            "title": self.history_form_view_title(request, form.instance),
            "original_opts": self.opts,
            "changelist_url": reverse(f"{base}_changelist"),
            "change_url": reverse(f"{base}_change", args=[object_id]),
            "history_url": reverse(f"{base}_history", args=[object_id]),
            "revert_disabled": self.revert_disabled(request, form.instance),
        }
        response = self.show_refused(request, form, False, context)
        response.template_name = self.object_history_form_template
        return response

    def has_boxes(self, request, obj):
        """Returns whether its form has boxes; the package gives them to every version,
        and refuses what is sent."""
        page = request.resolver_match  # None: the form is asked for by no page
        is_version = page and page.url_name.endswith("_simple_history")
        return is_version or super().has_boxes(request, obj)

    def render_history_view(self, request, template, context, **kwargs):
        page = super().render_history_view(request, template, context, **kwargs)
        return edit_conflicts.conflict_response(page, context)

    def get_historical_record_context_helper(self, request, historical_record):
        return ChangesInWords(self.model, historical_record)

    def has_view_history_or_change_history_permission(self, request, obj=None):
        if request.method == "POST":
            return self.has_change_history_permission(request, obj)
        return super().has_view_history_or_change_history_permission(request, obj)

    def has_change_history_permission(self, request, obj=None):
        """Returns whether both the version and what it would replace may be changed."""
        may = super().has_change_history_permission(request, obj)
        if not may or obj is None:
            return may
        current = self.model._base_manager.filter(pk=obj.pk).first()
        if current is None:  # deleted since
            return self.has_add_permission(request)
        return self.has_change_permission(request, current)


def _refuse_odd_keys(*keys):
    """Http404 for what no row has: the package would fail on it."""
    if not all(map(is_key, keys)):
        raise Http404("Không có bản này.")


def number_column(model, name):
    """Returns the list's column of a whole number, written as 1.500.000.000."""

    @admin.display(description=model._meta.get_field(name).verbose_name, ordering=name)
    def column(row):
        value = getattr(row, name)
        return None if value is None else format_number(value)

    column.__name__ = name  # the class of its cells
    return column


def _with_columns(part, columns):
    """Returns a form's part with the fields that `columns` names in their place."""
    fields = [columns.get(n, n) if isinstance(n, str) else n for n in part["fields"]]
    return part | {"fields": fields}


def _offer_only_adding(widget):
    """Beside a choice, no button changes or deletes what was chosen: a cross there
    reads as "clear this field" and would delete a whole section."""
    widget.can_change_related = False
    widget.can_delete_related = False
    widget.can_view_related = False
