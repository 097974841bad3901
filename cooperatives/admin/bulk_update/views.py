"""Changing the status of many records at once: choose, fill in, look, then write.

All or nothing: a record that changed after it was looked at stops the whole change.
"""

import re
from functools import partial

from django.contrib import admin, messages
from django.contrib.admin.helpers import AdminForm
from django.contrib.admin.models import CHANGE, LogEntry
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.http import HttpResponseNotAllowed
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.urls import path, reverse

from coopsite.core.numbers import format_number
from coopsite.core.refusals import put_errors

from ... import actions
from ...actions import ledger
from ...models import LegalStatus, OperatingStatus
from ..facts.descriptions import name_person, say_who_and_when
from ..form_actions import is_possible
from .plan import Plan

# Records at a time: more, and nobody reads the preview.
MAX_RECORDS = 5_000
_KEYS = re.compile(r"[0-9]{1,18}(,[0-9]{1,18})*")
_CHANGED = (
    "Chưa ghi gì: sau khi bạn xem bảng, {who} vừa ghi vào hồ sơ {organisation}. Hãy "
    "xem lại bảng dưới đây, đã theo sổ mới nhất, rồi bấm ghi lần nữa."
)
_NOT_SEEN = (
    "Chưa ghi gì: bảng đã xem không phải của thay đổi vừa gửi. Hãy xem bảng dưới đây "
    "rồi bấm ghi lần nữa."
)
_AGAIN = (
    "Chính bạn vừa đổi tình trạng {} hồ sơ như vậy. Trang được gửi hai lần, sổ chỉ ghi "
    "một lần."
)
_NOBODY = "Chưa ghi gì: không hồ sơ nào nhận được thay đổi này."


@admin.action(description="Đổi tình trạng các hồ sơ đã chọn", permissions=["record"])
def change_status(model_admin, request, queryset):
    """Asks for the change to the chosen records: the action above the list."""
    keys = list(queryset.values_list("pk", flat=True)[: MAX_RECORDS + 1])
    if len(keys) > MAX_RECORDS:
        messages.error(
            request,
            f"Mỗi lần đổi nhiều nhất {format_number(MAX_RECORDS)} hồ sơ. Hãy lọc bớt "
            "rồi chọn lại.",
        )
        return None
    views = BulkViews(model_admin)
    return views.ask(request, keys, views.form(), request.GET.urlencode())


class BulkViews:
    """The pages of a change to many records of `admin`, a model admin of
    organisations that names its `bulk_form`."""

    def __init__(self, admin):
        self.admin, self.model, self.opts = admin, admin.model, admin.opts
        self.form = admin.bulk_form

    def get_urls(self):
        view = self.admin.admin_site.admin_view(self.bulk)
        name = f"cooperatives_{self.opts.model_name}_bulk"
        return [path("doi-tinh-trang/", view, name=name)]

    def bulk(self, request):
        """Shows the form, the preview, or write; `buoc` says what was pressed."""
        if not self.admin.has_record_permission(request):
            raise PermissionDenied
        if request.method != "POST":
            return HttpResponseNotAllowed(["POST"])
        keys, back = _keys(request), request.POST.get("ve", "")
        if not keys:
            messages.error(request, "Chưa chọn hồ sơ nào.")
            return redirect(self._list(back))
        form = self.form(request.POST)
        if not form.is_valid() or request.POST.get("buoc") == "sua":
            return self.ask(request, keys, form, back)
        if request.POST.get("buoc") == "ghi":
            return self._write(request, keys, form, back)
        plan = self._plan(keys, form)
        change = partial(_change_many, form, plan, request.user)
        if form.ends and not is_possible(form, change):
            return self.ask(request, keys, form, back)
        return self._show(request, keys, form, back, plan)

    def _plan(self, keys, form):
        day = form.cleaned_data["effective_from"]
        return Plan(self.model, keys, day, form.changed)

    def _write(self, request, keys, form, back):
        try:
            with transaction.atomic():
                ledger.lock_register()
                plan = self._plan(keys, form)
                seen = request.POST.get("da_xem", "")
                if done := plan.count_recorded(seen, form.facts, request.user):
                    messages.success(request, _AGAIN.format(format_number(done)))
                    return redirect(self._list(back))
                if stop := _why_not(plan, seen, request.user):
                    messages.error(request, stop)
                    return self._show(request, keys, form, back, plan, status=409)
                self._change(request, form, plan)
        except ValidationError as error:
            put_errors(form, error)
            return self.ask(request, keys, form, back)
        messages.success(request, _done(plan))
        return redirect(self._list(back))

    def _change(self, request, form, plan):
        changed = [line.organisation for line in plan.taken]
        _change_many(form, plan, request.user)
        LogEntry.objects.log_actions(
            user_id=request.user.pk,
            queryset=changed,
            action_flag=CHANGE,
            change_message=f"Đổi tình trạng cùng {format_number(len(changed))} hồ sơ, "
            f"từ {plan.day:%d/%m/%Y}: {' · '.join(_words(form.changed))}.",
        )

    def _list(self, back):
        name = f"admin:cooperatives_{self.opts.model_name}_changelist"
        return f"{reverse(name)}?{back}".removesuffix("?")

    # --- the two pages --------------------------------------------------------------

    def ask(self, request, keys, form, back):
        status = 400 if form.is_bound and form.errors else 200
        fieldset = AdminForm(form, [(None, {"fields": [*form.fields]})], {})
        context = {"adminform": fieldset, "media": self.admin.media + form.media}
        return self._bulk_page(request, keys, form, back, status, context)

    def _show(self, request, keys, form, back, plan, status=200):
        context = {"plan": plan, "new_statuses": _words(form.changed)}
        return self._bulk_page(request, keys, form, back, status, context)

    def _bulk_page(self, request, keys, form, back, status, context):
        context = {
            **self.admin.admin_site.each_context(request),
            "title": "Đổi tình trạng các hồ sơ đã chọn",
            "opts": self.opts,
            "form": form,
            "address": reverse(f"admin:cooperatives_{self.opts.model_name}_bulk"),
            "list_address": self._list(back),
            "back": back,
            "keys": ",".join(map(str, keys)),
            "total": len(keys),
            **context,
        }
        template = "admin/cooperatives/bulk_change.html"
        return TemplateResponse(request, template, context, status=status)


def _change_many(form, plan, by):
    changed = [line.organisation for line in plan.taken]
    if changed:
        actions.change_many(
            organisations=changed, effective_from=plan.day, by=by, **form.facts
        )


def _why_not(plan, seen, reader):
    """Returns why what was looked at cannot be written now; "" where it can."""
    if not plan.was_looked_at(seen):
        return _NOT_SEEN
    if fact := plan.get_recorded_since(seen):
        who = say_who_and_when(fact, reader)
        return _CHANGED.format(who=who, organisation=fact.organisation)
    if not plan.are_records_as_seen(seen):
        who = name_person(plan.get_last_editor(seen), reader)
        return _CHANGED.format(who=f"{who},", organisation="trong bảng")
    return "" if plan.taken else _NOBODY


def _keys(request):
    """Returns the keys of the chosen records, each once; none for what is no list of
    keys."""
    sent = request.POST.get("ho_so", "")
    keys = list(dict.fromkeys(sent.split(","))) if _KEYS.fullmatch(sent) else []
    return [int(key) for key in keys] if len(keys) <= MAX_RECORDS else []


def _words(changed):
    """Returns the new statuses, as staff read them."""
    kinds = {"operating_status": OperatingStatus, "legal_status": LegalStatus}
    labels = {
        "operating_status": "tình trạng hoạt động",
        "legal_status": "tình trạng pháp lý",
    }
    return [f"{labels[n]}: {kinds[n](value).label}" for n, value in changed.items()]


def _done(plan):
    message = f"Đã đổi tình trạng {format_number(len(plan.taken))} hồ sơ."
    if plan.refused:
        message += f" Bỏ qua {format_number(len(plan.refused))} hồ sơ như đã báo trước."
    return message
