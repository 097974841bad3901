"""Notices at the desk."""

from django import forms
from django.contrib import admin
from django.utils import timezone

from coopsite.accounts.audit import recording as audit
from coopsite.accounts.audit.deletions import RecordsDeletions
from coopsite.core.admin import PortalAdmin
from coopsite.core.forms import PortalForm
from coopsite.core.list_filters import DemoFilter
from coopsite.core.templatetags.vietnam import moment

from .models import Notice


class NoticeForm(PortalForm):
    class Meta:
        model = Notice
        fields = "__all__"  # noqa: DJ007  # the admin's fieldsets choose
        widgets = {"text": forms.Textarea(attrs={"rows": 3, "data-typing": True})}


@admin.register(Notice)
class NoticeAdmin(RecordsDeletions, PortalAdmin):
    form = NoticeForm
    list_display = ["text", "state", "shown_from", "shown_until"]
    list_filter = [("is_demo", DemoFilter)]
    search_fields = ["text"]
    fieldsets = [(None, {"fields": ["text", "link", "shown_from", "shown_until"]})]

    @admin.display(description="trạng thái")
    def state(self, notice):
        """Returns whether the public sees it, and until when it will."""
        now = timezone.now()
        if notice.shown_until <= now:
            return "Đã hết hạn"
        if notice.shown_from > now:
            return f"Sẽ hiện {moment(notice.shown_from)}"
        return "Đang hiện ở trang chủ"

    def save_model(self, request, obj, form, change):
        if not change:
            obj.created_by = request.user
        obj.updated_by = request.user
        super().save_model(request, obj, form, change)
        shown = f"Hiện {moment(obj.shown_from)} – {moment(obj.shown_until)}"
        audit.record(audit.KIND.PUBLICATION, by=request.user, thing=obj, words=shown)
