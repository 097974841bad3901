"""Keeping cooperatives and unions: identity in a form, facts as a timeline."""

from django.contrib import admin, messages
from django.contrib.admin.helpers import AdminForm
from django.core.exceptions import PermissionDenied
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.urls import path, reverse
from django.utils import timezone

from coopsite.core.admin import VersionedAdmin

from .. import actions
from ..models import Cooperative, Kind, Standing, Union
from .bulk import BulkChange
from .downloads import DownloadsList
from .filters import SectorFilter, UnionFilter
from .forms import CorrectionForm, FactsForm, OrganisationForm, RegisterForm, apply
from .lists import OrganisationList

_IDENTITY = ("Hồ sơ", {"fields": ["name", "tax_code", "certificate_number", "address"]})
_FOUNDING = ["effective_from", "sector", "area", "union"]
_STATUS = ["operating_status", "legal_status", "decision_number", "reason"]


class OrganisationAdmin(BulkChange, OrganisationList, DownloadsList, VersionedAdmin):
    """What cooperatives and unions share. Nothing of the register is ever deleted."""

    form = OrganisationForm
    change_form_template = "admin/cooperatives/organisation_form.html"

    def has_delete_permission(self, request, obj=None):
        return False

    def get_fieldsets(self, request, obj=None):
        if obj:
            return [_IDENTITY]
        is_union = self.model.KIND == Kind.UNION
        founding = [name for name in _FOUNDING if name != "union" or not is_union]
        return [
            _IDENTITY,
            ("Thành lập", {"fields": founding}),
            ("Tình trạng khi thành lập", {"fields": _STATUS}),
        ]

    def get_form(self, request, obj=None, change=False, **kwargs):
        if obj is None:
            kwargs["form"] = type("Form", (RegisterForm,), {"kind": self.model.KIND})
            kwargs["fields"] = OrganisationForm.Meta.fields
        return super().get_form(request, obj, change, **kwargs)

    def save_model(self, request, obj, form, change):
        if change:
            actions.amend(organisation=obj, by=request.user)
            return
        actions.register(
            organisation=obj,
            founded_on=form.cleaned_data["effective_from"],
            by=request.user,
            **form.facts,
        )

    def change_view(self, request, object_id, form_url="", extra_context=None):
        course = (
            Standing.objects.filter(organisation=object_id)
            .select_related("sector", "area", "union", "recorded_by", "superseded_by")
            .order_by("-effective_from", "-recorded_at", "-id")
            if object_id.isdecimal()
            else Standing.objects.none()
        )
        context = {
            "course": course,
            "may_add_standing": request.user.has_perm("cooperatives.add_standing"),
            "may_correct": request.user.has_perm("cooperatives.change_standing"),
            "today": timezone.localdate(),
            **(extra_context or {}),
        }
        return super().change_view(request, object_id, form_url, context)

    # --- the timeline's two doors -----------------------------------------------

    def get_urls(self):
        wrap, name = self.admin_site.admin_view, self.opts.model_name
        own = [
            path(
                "<int:pk>/moc/them/",
                wrap(self.add_standing),
                name=f"cooperatives_{name}_standing_add",
            ),
            path(
                "<int:pk>/moc/<int:standing_pk>/dinh-chinh/",
                wrap(self.correct),
                name=f"cooperatives_{name}_standing_correct",
            ),
        ]
        return own + super().get_urls()

    def add_standing(self, request, pk):
        """Record a change from a day on."""
        if not request.user.has_perm("cooperatives.add_standing"):
            raise PermissionDenied
        organisation = get_object_or_404(self.model, pk=pk)
        current = organisation.standings.on(timezone.localdate()).first()
        form = _form(
            FactsForm,
            request,
            organisation,
            current,
            ["effective_from", "decision_number", "reason"],
        )
        if request.method == "POST" and form.is_valid():
            done = apply(
                form,
                actions.change_standing,
                organisation=organisation,
                by=request.user,
            )
            if done:
                return self._done(request, organisation, "Đã ghi thay đổi.")
        return self._page(request, organisation, form, "Ghi thay đổi")

    def correct(self, request, pk, standing_pk):
        """Put a right standing in place of a wrong one."""
        if not request.user.has_perm("cooperatives.change_standing"):
            raise PermissionDenied
        organisation = get_object_or_404(self.model, pk=pk)
        standing = get_object_or_404(organisation.standings, pk=standing_pk)
        if standing.superseded_at and request.method != "POST":
            return self._done(request, organisation, "Mốc này đã được đính chính.")
        form = _form(CorrectionForm, request, organisation, standing, ["reason"])
        if request.method == "POST" and form.is_valid():
            done = apply(
                form, actions.correct_standing, standing=standing, by=request.user
            )
            if done:
                return self._done(request, organisation, "Đã đính chính.")
        return self._page(request, organisation, form, "Đính chính", standing)

    def _page(self, request, organisation, form, title, standing=None):
        names = ["effective_from", *actions.FACTS]
        fields = [name for name in names if name in form.fields]
        context = {
            **self.admin_site.each_context(request),
            "title": f"{title}: {organisation}",
            "opts": self.opts,
            "original": organisation,
            "standing": standing,
            "adminform": AdminForm(form, [(None, {"fields": fields})], {}),
            "form": form,
            "media": self.media + form.media,
        }
        status = 400 if form.errors else 200
        return TemplateResponse(
            request, "admin/cooperatives/standing_form.html", context, status=status
        )

    def _done(self, request, organisation, message):
        self.message_user(request, message, messages.SUCCESS)
        name = f"admin:cooperatives_{self.opts.model_name}_change"
        return redirect(reverse(name, args=[organisation.pk]) + "#moc")


def _form(form_class, request, organisation, standing, left_empty):
    """Make the form, filled in from `standing` except for the fields `left_empty`."""
    bound = type("Form", (form_class,), {"kind": organisation.kind})
    initial = {}
    if standing:
        names = {"effective_from", *actions.FACTS} - set(left_empty)
        initial = {name: getattr(standing, name) for name in names}
    return bound(request.POST or None, initial=initial)


@admin.register(Cooperative)
class CooperativeAdmin(OrganisationAdmin):
    pass


@admin.register(Union)
class UnionAdmin(OrganisationAdmin):
    list_display = [c for c in OrganisationList.list_display if c != "sector_now"]
    list_filter = [
        f for f in OrganisationList.list_filter if f not in (SectorFilter, UnionFilter)
    ]
