"""Keeping cooperatives and unions: identity in a form, facts in their courses."""

from functools import partial

from django.contrib import admin
from django.db import transaction
from django.urls import path
from django.utils import timezone

from coopsite.accounts.downloads import DownloadsList
from coopsite.core.admin import ReadOnlyAdmin, VersionedAdmin
from coopsite.core.autocomplete import is_key
from coopsite.core.pictures import warn_if_animated
from coopsite.core.refusals import refusals_on
from coopsite.core.vietnamese import clean_text

from .. import actions
from ..actions import ledger
from ..directory.exports import export_desk_list
from ..models import Cooperative, Designation, Kind, Organisation, Reorganisation, Union
from ..profiles.profile import Profile
from ..uploads import as_logo, check_document
from .bulk_update.forms import BulkForm, UnionBulkForm
from .bulk_update.views import BulkViews
from .changelist import OrganisationList
from .duplicates import answer_duplicates
from .facts.history import journal
from .facts.timeline import get_struck, get_timeline
from .facts.types import DOWNLOAD_SCAN, TYPES
from .facts.views import FactViews
from .filters import SectorFilter, UnionFilter
from .forms import IDENTITY, NAMES, OrganisationForm, RegisterForm

_FOUNDING = ["effective_from", "sector", "area", "unit", "union"]
_STATUS = [
    "operating_status",
    "legal_status",
    "decision_number",
    "decision_date",
    "document",
    "reason",
]
_AMENDED = (
    "Sửa ở đây là sửa chỗ ghi sai, tính lại từ ngày nó bắt đầu. Tên, mã số, cơ quan "
    "đăng ký hay trụ sở thật sự thay đổi thì ghi ở phần “Tên và mã số qua các thời kỳ” "
    "phía dưới, kèm ngày có hiệu lực."
)


class OrganisationAdmin(OrganisationList, DownloadsList, VersionedAdmin):
    """What cooperatives and unions share. Nothing of the register is ever deleted.

    `OrganisationList`: its columns, filters and quick search. `DownloadsList`: the list
    as a file, shared with the book of changes. `VersionedAdmin`, shared with articles
    and clips: versions (the package's `SimpleHistoryAdmin`) on top of `PortalAdmin`,
    what each admin of ours has, on top of `GuardedAdmin`, edit conflicts, which people
    and groups have too. The other pages of a record are objects of their own: see
    `get_urls`.
    """

    form = OrganisationForm
    bulk_form = BulkForm
    looks = {"logo": as_logo, "document": check_document}
    change_form_template = "admin/cooperatives/organisation_form.html"

    class Media:
        js = ["js/duplicates.js"]

    def get_urls(self):
        duplicates = self.admin_site.admin_view(partial(answer_duplicates, self))
        name = f"cooperatives_{self.opts.model_name}_duplicates"
        return [
            *FactViews(self).get_urls(),
            *BulkViews(self).get_urls(),
            path("trung/", duplicates, name=name),
            *super().get_urls(),
        ]

    def get_export(self, rows, conditions, address):
        return export_desk_list(self.model.KIND, rows, conditions, address)

    def has_record_permission(self, request):
        """Returns whether one may see these records and write standings into them."""
        may = request.user.has_perm("cooperatives.add_standing")
        return may and self.has_view_permission(request)

    def has_delete_permission(self, request, obj=None):
        return False

    def get_fieldsets(self, request, obj=None):
        if obj:
            names = {"fields": NAMES, "description": _AMENDED}
            return [("Tên và mã số", names), *IDENTITY]
        is_union = self.model.KIND == Kind.UNION
        founding = [name for name in _FOUNDING if name != "union" or not is_union]
        return [
            ("Tên và mã số", {"fields": NAMES}),
            ("Thành lập", {"fields": founding}),
            *IDENTITY,
            ("Tình trạng khi thành lập", {"fields": _STATUS}),
        ]

    def get_form(self, request, obj=None, change=False, **kwargs):
        if obj is None:
            if request.method == "POST":
                ledger.lock_register()  # what the form finds true stays so
            kwargs["form"] = RegisterForm
            kwargs["fields"] = OrganisationForm.Meta.fields
        return super().get_form(request, obj, change, **kwargs)

    def save_model(self, request, obj, form, change):
        self._save(request, obj, form, change)
        warn_if_animated(request, request.FILES.get("logo"))

    def _save(self, request, obj, form, change):
        with refusals_on(form):
            if change:
                actions.update_identity(organisation=obj, by=request.user)
                return
            actions.register(
                organisation=obj,
                founded_on=form.cleaned_data["effective_from"],
                by=request.user,
                **form.facts,
            )

    # Who locks a record's row locks the register first: see `actions.ledger`.

    def get_object(self, request, object_id, from_field=None):
        if request.method == "POST":
            ledger.lock_register()
        return super().get_object(request, object_id, from_field)

    def history_form_view(self, request, *args, **kwargs):
        self.look_ahead(request)
        with transaction.atomic():
            if request.method == "POST":
                ledger.lock_register()
            return super().history_form_view(request, *args, **kwargs)

    def change_view(self, request, object_id, form_url="", extra_context=None):
        rows = self.model.objects.filter(pk=object_id) if is_key(object_id) else []
        courses = _courses(rows[0]) if rows else {}
        context = {
            "may": {
                f"{verb}_{fact_type.name}": request.user.has_perm(
                    fact_type.permission(verb)
                )
                for fact_type in TYPES
                for verb in ("add", "change")
            }
            | {"download_scan": request.user.has_perm(DOWNLOAD_SCAN)},
            **courses,
            # Named by what it is about: the page opens with how it stands, and only
            # then has a form.
            **({"title": str(rows[0]), "subtitle": None} if rows else {}),
            **(extra_context or {}),
        }
        return super().change_view(request, object_id, form_url, context)


def _courses(organisation):
    """Returns the facts of each type, the latest first, and who did what."""
    courses = {
        fact_type.name: list(
            fact_type.model.objects.filter(organisation=organisation)
            .select_related(
                "recorded_by", "superseded_by", *_NEEDED.get(fact_type.name, [])
            )
            .order_by("-effective_from", "-recorded_at", "-id")
        )
        for fact_type in TYPES
    }
    facts = [fact for course in courses.values() for fact in course]
    today = timezone.localdate()
    ancestries = Reorganisation.objects.filter(successor=organisation)
    return {
        "today": today,
        "profile": Profile(organisation, today),
        "courses": courses,
        "timeline": get_timeline(courses["standing"]),
        "struck": get_struck(courses["standing"]),
        "designations": [
            (what.label, [f for f in courses["designation"] if f.what == what])
            for what in Designation.What
            if any(f.what == what for f in courses["designation"])
        ],
        "ancestries": ancestries.select_related("organisation", "recorded_by"),
        "journal": journal(organisation, facts),
    }


_NEEDED = {
    "standing": ["sector", "area", "unit", "union", "corrects"],
    "reorganisation": ["successor"],
}


@admin.register(Cooperative)
class CooperativeAdmin(OrganisationAdmin):
    pass


@admin.register(Union)
class UnionAdmin(OrganisationAdmin):
    bulk_form = UnionBulkForm
    list_display = [c for c in OrganisationList.list_display if c != "sector_now"]
    list_filter = [
        f for f in OrganisationList.list_filter if f not in (SectorFilter, UnionFilter)
    ]


@admin.register(Organisation)
class AnyOrganisationAdmin(ReadOnlyAdmin):
    """Both kinds, only read: to be found by typing where either may be meant."""

    fields = OrganisationForm.Meta.fields
    search_fields = ["match_text"]  # asked for by the autocomplete; see below
    ordering = ["sort_name", "id"]

    def has_module_permission(self, request):
        return False  # not in the menu: each kind has its own page

    def has_view_permission(self, request, obj=None):
        return request.user.has_perm("cooperatives.view_cooperative")

    def get_search_results(self, request, queryset, search_term):
        return queryset.matching(clean_text(search_term)), False
