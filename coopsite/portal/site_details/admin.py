"""The site's details at the desk: one row."""

from django.contrib import admin

from coopsite.core.admin import PortalAdmin

from .models import SiteDetails


@admin.register(SiteDetails)
class SiteDetailsAdmin(PortalAdmin):
    list_display = ["__str__", "address", "phone", "mail"]
    fieldsets = [
        (
            "Liên hệ",
            {
                "description": "Hiện ở chân mọi trang và ở trang liên hệ. Ô nào để "
                "trống thì trang không có dòng ấy.",
                "fields": ["address", "phone", "mail", "hours"],
            },
        ),
        (
            "Giấy phép, trách nhiệm",
            {"fields": ["editor", "licence", "source_notice"]},
        ),
    ]

    def has_add_permission(self, request):
        """Returns whether the row may be made: there is one at most."""
        return super().has_add_permission(request) and not SiteDetails.objects.exists()

    def has_delete_permission(self, request, obj=None):
        return False

    def save_model(self, request, obj, form, change):
        obj.is_demo = False  # what staff have written is meant
        super().save_model(request, obj, form, change)
