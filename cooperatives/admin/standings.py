"""The book of changes: every recorded fact, to read and never to edit."""

from django.contrib import admin

from coopsite.core.admin import PortalAdmin

from ..models import Standing


@admin.register(Standing)
class StandingAdmin(PortalAdmin):
    """Changes are made on the organisation's page, through the actions."""

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
    list_filter = ["kind", "operating_status", "sector", "effective_from"]
    date_hierarchy = "effective_from"
    search_fields = ["organisation__search_name", "decision_number"]
    ordering = ["-recorded_at", "-id"]

    def has_add_permission(self, request):
        return False

    def has_change_permission(self, request, obj=None):
        return False

    def has_delete_permission(self, request, obj=None):
        return False
