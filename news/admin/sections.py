"""The sections' page of the admin."""

from django.contrib import admin
from django.utils.html import format_html

from coopsite.core.admin import PortalAdmin, number_column

from ..models import Section


@admin.register(Section)
class SectionAdmin(PortalAdmin):
    list_display = ["name", number_column(Section, "order"), "on_site"]
    search_fields = ["name"]

    def get_readonly_fields(self, request, obj=None):
        return ["slug"] if obj else []

    def has_delete_permission(self, request, obj=None):
        """Returns whether it may go: a section that holds articles stays."""
        may = super().has_delete_permission(request, obj)
        if not may or obj is None:
            return may
        return not (obj.articles.exists() or obj.editions.exists())

    @admin.display(description="trên trang")
    def on_site(self, section):
        return format_html('<a href="{}">Xem</a>', section.get_absolute_url())
