"""The list of broken links, for who writes."""

from django.contrib import admin
from django.urls import reverse
from django.utils.html import format_html

from coopsite.core.admin import ReadOnlyAdmin

from .models import BrokenLink


@admin.register(BrokenLink)
class BrokenLinkAdmin(ReadOnlyAdmin):
    list_display = ["address", "place", "reason", "found_at", "checked_at"]
    list_select_related = ["article", "page"]
    list_filter = ["found_at"]
    fields = ["address", "place", "reason", "found_at", "checked_at"]
    readonly_fields = fields
    actions = None
    empty_words = (
        "Chưa thấy liên kết nào hỏng. Máy chủ xem lại mỗi đêm các liên kết trong bài "
        "và trang thông tin đang công khai."
    )

    def has_view_permission(self, request, obj=None):
        return request.user.has_perm("news.view_article")

    @admin.display(description="ở đâu")
    def place(self, link):
        """Returns the text, as a link to where it is mended."""
        kind = "news_article" if link.article_id else "portal_page"
        address = reverse(f"admin:{kind}_change", args=[link.text.pk])
        return format_html('<a href="{}">{}</a>', address, link.text)
