"""The book of changes: every recorded fact, to read and never to edit."""

from django.contrib import admin
from django.db.models import Q

from coopsite.core.admin import PortalAdmin
from coopsite.core.vietnamese import clean_text

from ..models import StandingEntry
from ..models.organisations import matching
from .typed_filters import EffectiveFilter


@admin.register(StandingEntry)
class EntryAdmin(PortalAdmin):
    """Changes are made on the organisation's page, through the actions."""

    address = "standing"

    list_display = [
        "organisation",
        "effective_from",
        "operating_status",
        "sector",
        "area",
        "decision_number",
        "recorded_at",
        "recorded_by",
        "superseded_at",
    ]
    list_select_related = ["organisation", "sector", "area", "recorded_by"]
    list_filter = [
        "kind",
        "operating_status",
        "sector",
        EffectiveFilter,
        "recorded_at",
    ]
    search_fields = ["organisation__search_name"]  # shows the box; see below
    search_help_text = "Tên (có dấu hay không dấu), mã số thuế hoặc số quyết định."
    ordering = ["-recorded_at", "-id"]

    def get_search_results(self, request, queryset, search_term):
        found = matching(search_term, "organisation__")
        if found:
            found |= Q(decision_number__icontains=clean_text(search_term))
        return queryset.filter(found), False

    def has_module_permission(self, request):
        return self.has_view_permission(request)

    def has_view_permission(self, request, obj=None):
        return request.user.has_perm("cooperatives.view_standing")

    def has_add_permission(self, request):
        return False

    def has_change_permission(self, request, obj=None):
        return False

    def has_delete_permission(self, request, obj=None):
        return False
