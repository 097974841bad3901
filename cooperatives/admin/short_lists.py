"""Sectors and size limits: short lists that change rarely."""

from django.contrib import admin

from coopsite.core.admin import PortalAdmin, number_column
from coopsite.core.numbers import CountInput

from ..models import Sector, SizeLimit


class KeptAdmin(PortalAdmin):
    """Rows that figures of past years point to are never deleted."""

    def has_delete_permission(self, request, obj=None):
        return False


@admin.register(Sector)
class SectorAdmin(KeptAdmin):
    list_display = [
        "abbreviation",
        "name",
        "legal_group",
        number_column(Sector, "order"),
    ]
    list_display_links = ["abbreviation", "name"]
    search_fields = ["name", "abbreviation"]


@admin.register(SizeLimit)
class SizeLimitAdmin(KeptAdmin):
    """New limits are new rows: those that ended still tell the sizes of their time."""

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
