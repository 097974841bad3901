"""Shows staff what was read from the old site, which nobody changes, and where its
addresses lead, which editors do."""

from django.contrib import admin
from django.urls import reverse
from django.utils.html import format_html

from coopsite.core.admin import PortalAdmin, ReadOnlyAdmin

from .models import OldAddress, OldPage


@admin.register(OldPage)
class OldPageAdmin(ReadOnlyAdmin):
    list_display = ["name", "reading", "article_link", "imported_at", "short_hash"]
    list_select_related = ["article"]
    search_fields = ["name", "article__title"]
    date_hierarchy = "imported_at"
    fields = ["name", "reading", "article_link", "imported_at", "sha256", "raw"]
    readonly_fields = fields

    @admin.display(description="bài viết", ordering="article__title")
    def article_link(self, page):
        if page.article is None:
            return "Bài đã bị xoá"
        address = reverse("admin:news_article_change", args=[page.article_id])
        return format_html('<a href="{}">{}</a>', address, page.article)

    @admin.display(description="mã băm SHA-256")
    def short_hash(self, page):
        return f"{page.sha256[:12]}…"


@admin.register(OldAddress)
class OldAddressAdmin(PortalAdmin):
    list_display = ["address", "target", "created_at"]
    list_select_related = ["article"]
    search_fields = ["address", "leads_to", "article__title"]
    autocomplete_fields = ["article"]
    fieldsets = [(None, {"fields": ["address", "article", "leads_to"]})]

    @admin.display(description="dẫn đến")
    def target(self, row):
        """Returns where it leads now."""
        return row.target or "Bài chưa từng lên trang"
