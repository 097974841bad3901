"""Sectors and areas: short lists that change rarely."""

from django.contrib import admin

from coopsite.core.admin import PortalAdmin

from ..models import Area, Sector


class KeptAdmin(PortalAdmin):
    """Rows that figures of past years point to are never deleted."""

    def has_delete_permission(self, request, obj=None):
        return False


@admin.register(Sector)
class SectorAdmin(KeptAdmin):
    list_display = ["abbreviation", "name", "legal_group", "order"]
    list_display_links = ["abbreviation", "name"]
    search_fields = ["name", "abbreviation"]


@admin.register(Area)
class AreaAdmin(KeptAdmin):
    list_display = ["name", "kind", "code", "valid_from", "valid_until"]
    list_filter = ["kind"]
    search_fields = ["name", "code"]
