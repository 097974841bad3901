"""The list of tasks, for who publishes: what failed may be tried again."""

import re

from django.contrib import admin, messages
from django.contrib.admin import ActionLocation
from django.utils.text import capfirst
from django_tasks_db.admin import DBTaskResultAdmin  # noqa: F401  # registers the model
from django_tasks_db.models import DBTaskResult

from coopsite.core.admin import ReadOnlyAdmin
from coopsite.core.list_filters import ChoiceFilter
from coopsite.core.numbers import format_number
from coopsite.core.tasks import has_worker
from coopsite.core.tasks.attempts import run_again

from .lists import may_see_tasks
from .models import STATES, BackgroundTask

# The package's own list, in English, names the arguments of each task.
admin.site.unregister(DBTaskResult)
_KEY = re.compile(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}")
_NOBODY = (
    "Chưa thử lại được: cổng thông tin đang làm mọi việc ngay, không có tiến trình "
    "chạy nền (TASKS_BACKEND)."
)


class StateFilter(ChoiceFilter):
    title = "tình trạng"
    parameter_name = "tinh_trang"
    is_open = True

    def lookups(self, request, model_admin):
        return [(status, capfirst(words)) for status, words in STATES.items()]

    def chosen(self, queryset, value):
        return queryset.filter(status=value)


@admin.register(BackgroundTask)
class BackgroundTaskAdmin(ReadOnlyAdmin):
    list_display = ["what", "state", "reason", "attempts", "enqueued_at"]
    list_filter = [StateFilter, "enqueued_at"]
    actions = ["try_again"]
    empty_words = (
        "Chưa có việc nào. Cổng thông tin làm mọi việc ngay khi được giao, trừ khi máy "
        "chủ có tiến trình chạy nền (TASKS_BACKEND)."
    )

    def get_fields(self, request, obj=None):
        fields = ["what", "state", "reason", "attempts"]
        fields += ["enqueued_at", "started_at", "finished_at"]
        return [*fields, "traceback"] if request.user.is_superuser else fields

    def get_readonly_fields(self, request, obj=None):
        return self.get_fields(request, obj)

    def has_view_permission(self, request, obj=None):
        return may_see_tasks(request.user)

    def is_key(self, sent):
        return bool(_KEY.fullmatch(sent))

    @admin.action(
        description="Thử lại",
        description_plural="Thử lại các việc không thành",
        permissions=["view"],
        location=[ActionLocation.CHANGE_LIST, ActionLocation.CHANGE_FORM],
    )
    def try_again(self, request, queryset):
        if not has_worker():
            self.message_user(request, _NOBODY, messages.ERROR)
            return
        count = run_again(queryset)
        words = f"Đã đưa {format_number(count)} việc trở lại hàng đợi."
        self.message_user(request, words, messages.SUCCESS if count else messages.INFO)

    @admin.display(description="việc")
    def what(self, task):
        return task.what

    @admin.display(description="tình trạng", ordering="status")
    def state(self, task):
        return task.state

    @admin.display(description="vì sao không thành")
    def reason(self, task):
        return task.reason

    @admin.display(description="số lần đã thử")
    def attempts(self, task):
        return format_number(task.attempts)
