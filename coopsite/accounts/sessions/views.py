"""Ends sessions of one's own: one, or all but this one."""

from django.contrib import messages
from django.shortcuts import redirect
from django.views.decorators.http import require_POST

from .actions import end_others, end_session


@require_POST
def end_session_view(request, pk):
    end_session(pk=pk, by=request.user)  # gone already is as good
    messages.success(request, "Đã kết thúc phiên ấy.")
    return redirect("admin:own_account")


@require_POST
def end_others_view(request):
    count = end_others(request)
    messages.success(request, f"Đã kết thúc {count} phiên ở nơi khác.")
    return redirect("admin:own_account")
