"""Sectors, areas and size limits: short lists that change rarely."""

from django.contrib import admin

from coopsite.core.admin import PortalAdmin, number_column
from coopsite.core.numbers import CountInput
from coopsite.core.vietnamese import fold

from ..models import Area, Sector, SizeLimit, Succession


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


class SuccessionInline(admin.TabularInline):
    """Which units an old commune became. The default is assumed, staff may choose."""

    model = Succession
    fk_name = "old"
    fields = ["new", "is_split", "is_default"]
    autocomplete_fields = ["new"]
    extra = 0


@admin.register(Area)
class AreaAdmin(KeptAdmin):
    list_display = ["name", "level", "code", "province", "valid_from", "valid_until"]
    list_filter = ["level", "kind", "province"]
    search_fields = ["name"]  # shows the box; see below
    search_help_text = "Tên (có dấu hay không dấu) hoặc mã đơn vị."
    autocomplete_fields = ["parent"]
    inlines = [SuccessionInline]

    def get_search_results(self, request, queryset, search_term):
        """Folded, over a list that is short enough to read; today's units first."""
        words = fold(search_term).split()
        found = [
            pk
            for pk, name, code in queryset.values_list("pk", "name", "code")
            if all(word in f"{fold(name)} {code}" for word in words)
        ]
        return queryset.filter(pk__in=found).order_by("-level", "order", "id"), False


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
