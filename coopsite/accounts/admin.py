"""The people and groups pages of the admin."""

from django.contrib import admin
from django.contrib.auth.admin import UserAdmin as StockUserAdmin

from .models import User


@admin.register(User)
class UserAdmin(StockUserAdmin):
    list_display = [
        "username",
        "full_name",
        "email",
        "is_active",
        "is_staff",
        "last_login",
    ]
    search_fields = ["username", "full_name", "email"]
    list_filter = ["is_active", "is_staff", "groups"]
    fieldsets = [
        (None, {"fields": ["username", "password"]}),
        ("Người dùng", {"fields": ["full_name", "email"]}),
        (
            "Quyền",
            {
                "fields": ["is_active", "is_staff", "is_superuser", "groups"],
                "description": "Chọn nhóm đúng với công việc: Phóng viên viết bài, "
                "Biên tập viên duyệt và đăng, Quản lý sổ bộ giữ hồ sơ hợp tác xã.",
            },
        ),
        ("Mốc thời gian", {"fields": ["last_login", "date_joined"]}),
    ]
    add_fieldsets = [
        (
            None,
            {
                "classes": ["wide"],
                "fields": [
                    "username",
                    "full_name",
                    "usable_password",
                    "password1",
                    "password2",
                ],
            },
        )
    ]
    readonly_fields = ["last_login", "date_joined"]
    filter_horizontal = ["groups"]
