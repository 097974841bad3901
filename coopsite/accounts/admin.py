"""The people and groups pages of the admin."""

from django.contrib import admin, messages
from django.contrib.admin.utils import unquote
from django.contrib.auth.admin import GroupAdmin as StockGroupAdmin
from django.contrib.auth.admin import UserAdmin as StockUserAdmin
from django.contrib.auth.forms import AdminUserCreationForm, UserChangeForm
from django.contrib.auth.models import Group
from django.shortcuts import redirect

from coopsite.core.admin import AsksBeforeHistory
from coopsite.core.edit_conflicts import GuardedAdmin
from coopsite.core.edit_conflicts.forms import GuardedForm
from coopsite.core.forms import CleanBoundField
from coopsite.core.list_filters import TellsUnreadFilters
from coopsite.core.paging import BoundedLists
from coopsite.core.search import FindsByWords

from .audit.admin import AuditEventAdmin
from .models import User
from .rights import groups_to_give, may_reach, may_shape, rights_of
from .second_factor.actions import turn_off
from .sign_in.again import AsksAgain, asks_again
from .traces import find_traces

__all__ = ["AuditEventAdmin", "GroupAdmin", "UserAdmin"]

_LACKING = (
    "Bạn không cấp được {}, vì chính bạn không có đủ các quyền ấy. Hãy nhờ người có đủ "
    "quyền cấp."
)

admin.site.unregister(Group)  # in favour of the guarded one


class GroupForm(GuardedForm):
    bound_field_class = CleanBoundField


@admin.register(Group)
class GroupAdmin(
    AsksAgain,
    AsksBeforeHistory,
    FindsByWords,
    BoundedLists,
    GuardedAdmin,
    StockGroupAdmin,
):
    form = GroupForm

    def formfield_for_manytomany(self, db_field, request=None, **kwargs):
        """Returns the field; of permissions only those that the person holds."""
        field = super().formfield_for_manytomany(db_field, request, **kwargs)
        if field is not None:
            held = rights_of(request.user).values("pk")
            field.queryset = field.queryset.filter(pk__in=held)
            field.error_messages["invalid_choice"] = _LACKING.format("quyền này")
        return field

    def has_change_permission(self, request, obj=None):
        may = super().has_change_permission(request, obj)
        return may and (obj is None or may_shape(request.user, obj))

    def has_delete_permission(self, request, obj=None):
        may = super().has_delete_permission(request, obj)
        return may and (obj is None or may_shape(request.user, obj))


class UserForm(GuardedForm, UserChangeForm):
    bound_field_class = CleanBoundField


class NewUserForm(AdminUserCreationForm):
    bound_field_class = CleanBoundField
    shown_saved = {}  # of a new person nothing is


@admin.register(User)
class UserAdmin(
    AsksAgain,
    AsksBeforeHistory,
    TellsUnreadFilters,
    FindsByWords,
    BoundedLists,
    GuardedAdmin,
    StockUserAdmin,
):
    form = UserForm
    add_form = NewUserForm
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
    actions = ["take_second_factor"]

    @admin.action(description="Bỏ mã xác nhận (mất điện thoại)", permissions=["change"])
    def take_second_factor(self, request, people):
        """Lets people in by the password alone, who then set a second factor up anew;
        only accounts that may be reached."""
        reached = [one for one in people if may_reach(request.user, one)]
        count = sum(turn_off(user=one, by=request.user) for one in reached)
        messages.info(
            request, f"Đã bỏ mã xác nhận của {count} người; ai chưa bật thì giữ nguyên."
        )

    def get_readonly_fields(self, request, obj=None):
        fixed = super().get_readonly_fields(request, obj)
        return fixed if request.user.is_superuser else [*fixed, "is_superuser"]

    def formfield_for_manytomany(self, db_field, request=None, **kwargs):
        """Returns the field; of groups only those that may no more than the person."""
        field = super().formfield_for_manytomany(db_field, request, **kwargs)
        if field is not None and db_field.name == "groups":
            field.queryset = groups_to_give(request.user)
            field.error_messages["invalid_choice"] = _LACKING.format("nhóm này")
        return field

    def has_change_permission(self, request, obj=None):
        may = super().has_change_permission(request, obj)
        return may and (obj is None or may_reach(request.user, obj))

    def has_delete_permission(self, request, obj=None):
        may = super().has_delete_permission(request, obj) and obj != request.user
        return may and (obj is None or may_reach(request.user, obj))

    def get_deleted_objects(self, objs, request):
        """Returns what would go, and as protected whoever is named by the log or by
        anything else they did: they are put out of use instead."""
        gone, counts, lacking, _ = super().get_deleted_objects(objs, request)
        traces = ((person, find_traces(person)) for person in objs)
        kept = [f"{person}: {'; '.join(found)}" for person, found in traces if found]
        if kept:  # what they did need not be deleted, so nobody lacks the permission
            lacking &= {self.opts.verbose_name}
        return gone, counts, lacking, kept

    def user_change_password(self, request, id, form_url=""):
        """Sets another person's password; one's own is changed where the old one is
        asked for, so that a desk left open does not give the account away."""
        if unquote(id) == str(request.user.pk):
            return redirect("admin:password_change")
        change = asks_again(super().user_change_password)
        return change(request, id, form_url)
