"""The list of who downloaded which scan, for administrators to read."""

from django.contrib import admin

from coopsite.core.admin import ReadOnlyAdmin

from ..models import ScanDownload


@admin.register(ScanDownload)
class ScanDownloadAdmin(ReadOnlyAdmin):
    list_display = ["downloaded_at", "person", "what", "file"]
    list_select_related = ["person"]
    list_filter = [("person", admin.RelatedOnlyFieldListFilter), "downloaded_at"]
