"""Areas, old and new: a list that changes rarely."""

from django.contrib import admin

from coopsite.core.vietnamese import fold

from ..models import Area, Succession
from .rules import KeptAdmin


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
