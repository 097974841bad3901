"""Shows staff what was read from the old site. Nothing here can be changed."""

from django.contrib import admin
from django.urls import reverse
from django.utils.html import format_html

from coopsite.core.admin import ReadOnlyAdmin

from .models import OldPage


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
