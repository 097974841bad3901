"""The people and groups pages of the admin."""

from django.contrib import admin
from django.contrib.auth.admin import GroupAdmin as StockGroupAdmin
from django.contrib.auth.admin import UserAdmin as StockUserAdmin
from django.contrib.auth.forms import UserChangeForm
from django.contrib.auth.models import Group, Permission
from django.db.models import Q

from coopsite.core.admin import AsksBeforeHistory, FindsByWords
from coopsite.core.edit_conflicts import GuardedAdmin
from coopsite.core.edit_conflicts.forms import GuardedForm

from .models import User

admin.site.unregister(Group)  # in favour of the guarded one


@admin.register(Group)
class GroupAdmin(AsksBeforeHistory, GuardedAdmin, StockGroupAdmin):
    def formfield_for_manytomany(self, db_field, request=None, **kwargs):
        """Returns the field; of permissions only those that the person holds, and those
        that the group has already: nobody grants what they lack."""
        field = super().formfield_for_manytomany(db_field, request, **kwargs)
        if field is not None and not request.user.is_superuser:
            group = request.resolver_match.kwargs.get("object_id")
            held = Q(user=request.user) | Q(group__user=request.user)
            may = Permission.objects.filter(held | Q(group__pk=group))
            field.queryset = field.queryset.filter(pk__in=may.values("pk"))
        return field


class UserForm(GuardedForm, UserChangeForm):
    pass


@admin.register(User)
class UserAdmin(AsksBeforeHistory, FindsByWords, GuardedAdmin, StockUserAdmin):
    form = UserForm
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
                "description": "Đánh dấu “Được vào trang quản trị” để người này đăng "
                "nhập được, rồi chọn nhóm đúng với công việc: Phóng viên viết bài, "
                "Biên tập viên duyệt và đăng bài, Quản lý sổ bộ giữ hồ sơ hợp tác xã, "
                "Quản trị lo tài khoản.",
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

    # Nobody gives more than they hold, nor takes over, by a new password, the account
    # of a person who may do everything.

    def get_readonly_fields(self, request, obj=None):
        fixed = super().get_readonly_fields(request, obj)
        return fixed if request.user.is_superuser else [*fixed, "is_superuser"]

    def has_change_permission(self, request, obj=None):
        may = super().has_change_permission(request, obj)
        return may and _does_not_reach_above(request.user, obj)

    def has_delete_permission(self, request, obj=None):
        may = super().has_delete_permission(request, obj)
        return may and _does_not_reach_above(request.user, obj)


def _does_not_reach_above(person, other):
    return person.is_superuser or other is None or not other.is_superuser
