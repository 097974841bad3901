"""Sectors and size limits: counts depend on them, so they change by stamped actions."""

from django import forms
from django.contrib import admin
from django.core.exceptions import ValidationError
from django.db.models import OuterRef, Subquery
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone

from coopsite.core import content_version
from coopsite.core.admin import PortalAdmin, number_column
from coopsite.core.forms import DayField, PortalForm
from coopsite.core.numbers import CountInput
from coopsite.core.refusals import refusals_on

from .. import actions
from ..actions import ledger, rules
from ..models import Sector, SectorGroup, SizeLimit
from ..moments import REGISTER
from .rule_history import tell_history


class KeptAdmin(PortalAdmin):
    """Rows that figures of past years point to are never deleted; they are changed by
    the register's actions, which queue up.

    A page of one row shows its history, of which `get_history` gives the stamped rows.
    """

    change_form_template = "admin/cooperatives/rule_form.html"

    def has_delete_permission(self, request, obj=None):
        return False

    def get_object(self, request, object_id, from_field=None):
        """Returns the row; who locks it locks the register first (see
        `actions.ledger`)."""
        if request.method == "POST":
            ledger.lock_register()
        return super().get_object(request, object_id, from_field)

    def render_change_form(self, request, context, *args, obj=None, **kwargs):
        context["history"] = tell_history(self.get_history(obj)) if obj else []
        return super().render_change_form(request, context, *args, obj=obj, **kwargs)

    def get_history(self, obj):
        """Returns the stamped rows that tell how `obj` came to be as it is."""
        return []


def with_people(rows):
    """Returns stamped rows, each with what it took the place of and who wrote it."""
    return rows.select_related("corrects", "recorded_by", "superseded_by")


# --- sectors --------------------------------------------------------------------------


def _stored_group(sector):
    group = rules.get_group(sector)
    return group.legal_group if group else ""


class SectorForm(PortalForm):
    legal_group = forms.ChoiceField(
        label="Nhóm theo Nghị định 113/2024",
        choices=[("", "---------"), *Sector.LegalGroup.choices],
    )
    valid_from = DayField(
        label="Đổi nhóm từ ngày",
        required=False,
        help_text="Khi lĩnh vực chuyển sang nhóm khác từ một ngày. Để trống nếu nhóm "
        "cũ ghi sai: mọi ngày được đếm lại theo nhóm mới. Báo cáo theo sổ bộ của một "
        "ngày đã qua vẫn như trước.",
    )
    kept_elsewhere = {
        "legal_group": (SectorGroup._meta.get_field("legal_group"), _stored_group)
    }

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        if self.instance.pk:
            self.initial["legal_group"] = _stored_group(self.instance)

    def clean(self):
        super().clean()
        content_version.check_clock(REGISTER)
        group = self.cleaned_data.get("legal_group")
        if group and "valid_from" in self.cleaned_data:
            day = self.cleaned_data["valid_from"]
            rules.check_group(self.instance, group, day)


@admin.register(Sector)
class SectorAdmin(KeptAdmin):
    form = SectorForm
    fields = ["code", "abbreviation", "name", "order", "legal_group", "valid_from"]
    list_display = ["abbreviation", "name", "group_now", number_column(Sector, "order")]
    list_display_links = ["abbreviation", "name"]
    search_fields = ["name", "abbreviation"]

    def get_queryset(self, request):
        groups = SectorGroup.objects.on(timezone.localdate())
        groups = groups.filter(sector=OuterRef("pk")).values("legal_group")
        return super().get_queryset(request).annotate(legal_group=Subquery(groups[:1]))

    @admin.display(description="nhóm theo Nghị định 113/2024", ordering="legal_group")
    def group_now(self, sector):
        return dict(Sector.LegalGroup.choices).get(sector.legal_group, "")

    def save_model(self, request, obj, form, change):
        with refusals_on(form):
            actions.save_sector(
                sector=obj,
                legal_group=form.cleaned_data["legal_group"],
                valid_from=form.cleaned_data["valid_from"],
                by=request.user,
            )

    def get_history(self, obj):
        return list(with_people(obj.groups.select_related("sector")))


# --- size limits ----------------------------------------------------------------------


class SizeLimitForm(PortalForm):
    def clean(self):
        super().clean()
        content_version.check_clock(REGISTER)
        if self.instance.superseded_at:
            raise ValidationError(
                "Chưa lưu: ngưỡng này vừa được sửa. Hãy mở lại từ danh sách để xem."
            )
        if not self.errors:
            rules.check_days(SizeLimit(**self.cleaned_data))


@admin.register(SizeLimit)
class SizeLimitAdmin(KeptAdmin):
    """New limits are new rows: those that ended still tell the sizes of their time. A
    corrected one takes the place of the wrong one, which stays to be read."""

    form = SizeLimitForm
    fields = SizeLimit.content_names()
    list_display = [
        "legal_group",
        "size",
        number_column(SizeLimit, "members"),
        number_column(SizeLimit, "revenue"),
        number_column(SizeLimit, "total_capital"),
        "valid_from",
        "valid_until",
    ]
    list_display_links = ["legal_group", "size"]
    list_filter = ["legal_group", "size"]

    def formfield_for_dbfield(self, db_field, request, **kwargs):
        if db_field.name in ("revenue", "total_capital"):
            kwargs["widget"] = CountInput({"size": 20})
        return super().formfield_for_dbfield(db_field, request, **kwargs)

    def get_queryset(self, request):
        """Returns what holds now for the list; for a page also what was corrected."""
        rows = super().get_queryset(request)
        is_list = request.resolver_match.url_name.endswith("_changelist")
        return rows.known() if is_list else rows

    def change_view(self, request, object_id, form_url="", extra_context=None):
        rows = self.model.objects.filter(pk=object_id) if object_id.isdecimal() else []
        if rows and rows[0].superseded_at and request.method != "POST":
            self.message_user(
                request, "Ngưỡng này đã được sửa. Đây là ngưỡng đang dùng."
            )
            name = f"admin:cooperatives_{self.opts.model_name}_change"
            return redirect(reverse(name, args=[_current(rows[0]).pk]))
        return super().change_view(request, object_id, form_url, extra_context)

    def save_model(self, request, obj, form, change):
        with refusals_on(form):
            if not change:
                actions.add_size_limit(limit=obj, by=request.user)
                return
            wrong = SizeLimit.objects.get(pk=obj.pk)
            right = actions.correct_size_limit(
                limit=wrong, by=request.user, **form.cleaned_data
            )
        obj.pk = right.pk  # for the log, and the page that follows

    def get_history(self, obj):
        """Returns the row and all that it took the place of, one after another."""
        rows = []
        while obj:
            rows.append(obj)
            obj = with_people(SizeLimit.objects).filter(pk=obj.corrects_id).first()
        return rows


def _current(row):
    """Returns what took the place of a corrected row, at last."""
    while row.superseded_at:
        row = row.corrected_by
    return row
