"""Somebody's own second factor at the desk: set up, new recovery codes, ended."""

from functools import partial

from django import forms
from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.utils.decorators import method_decorator
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST
from django.views.generic import FormView
from segno import make_qr

from ..sessions.actions import end_others
from ..sign_in.again import asks_again
from ..sign_in.forms import CodeField
from .actions import (
    forget_devices,
    get_factor,
    renew_recovery_codes,
    set_up,
    turn_off,
)
from .codes import make_address, make_secret, make_seed, write_secret
from .required import is_required

_SEED = "second_factor_seed"
_ASKS = partial(asks_again, back="admin:own_account")


class SetUpForm(forms.Form):
    code = CodeField(label="Mã 6 chữ số mà ứng dụng đang hiện")


@method_decorator([never_cache, asks_again], name="dispatch")
class SetUpView(FormView):
    """Shows the secret until a code proves that the telephone has it."""

    form_class = SetUpForm
    template_name = "accounts/second_factor_set_up.html"

    def dispatch(self, request, *args, **kwargs):
        if get_factor(request.user):
            return redirect("admin:own_account")
        self.seed = request.session.setdefault(_SEED, make_seed())
        return super().dispatch(request, *args, **kwargs)

    def get_context_data(self, **kwargs):
        secret = make_secret(self.request.user, self.seed)
        code = make_qr(make_address(self.request.user, secret), error="m")
        context = admin.site.each_context(self.request) | {
            "title": "Bật mã xác nhận",
            "picture": code.svg_data_uri(scale=5, border=3, light="white"),
            "secret": write_secret(secret),
        }
        return super().get_context_data(**context, **kwargs)

    def form_valid(self, form):
        typed = form.cleaned_data["code"].replace(" ", "")
        codes = set_up(user=self.request.user, seed=self.seed, typed=typed)
        if codes is None:
            form.add_error("code", "Mã không đúng. Hãy nhập mã mới mà ứng dụng hiện.")
            return self.form_invalid(form)
        del self.request.session[_SEED]
        end_others(self.request)  # they were begun without a code
        return show_recovery_codes(self.request, codes, is_new=True)


def show_recovery_codes(request, codes, is_new=False):
    """Shows them the one time that they are known."""
    context = admin.site.each_context(request) | {
        "title": "Mã dự phòng của bạn",
        "codes": codes,
        "is_new": is_new,
    }
    return TemplateResponse(request, "accounts/recovery_codes.html", context)


@never_cache
@require_POST
@_ASKS
def renew_codes_view(request):
    if get_factor(request.user) is None:
        return redirect("admin:own_account")
    return show_recovery_codes(request, renew_recovery_codes(user=request.user))


@require_POST
@_ASKS
def turn_off_view(request):
    if is_required(request.user):
        raise PermissionDenied("Tài khoản của bạn phải có mã xác nhận.")
    if turn_off(user=request.user, by=request.user):
        messages.success(request, "Đã tắt mã xác nhận.")
    return redirect("admin:own_account")


@require_POST
def forget_devices_view(request):
    forget_devices(user=request.user)
    messages.success(request, "Mọi máy sẽ lại hỏi mã khi bạn đăng nhập.")
    return redirect("admin:own_account")
