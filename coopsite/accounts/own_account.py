"""What everybody sees of their own account at the desk: password, second factor."""

from django.contrib import admin
from django.template.response import TemplateResponse
from django.urls import path
from django.views.decorators.cache import never_cache

from .second_factor import views as second_factor
from .second_factor.actions import get_factor
from .second_factor.required import is_required
from .sign_in.again import ConfirmView
from .sign_in.views import CodeView


@never_cache
def show_account(request):
    factor = get_factor(request.user)
    context = admin.site.each_context(request) | {
        "title": "Bảo mật tài khoản",
        "factor": factor,
        "codes_left": factor and factor.recovery_codes.filter(used_at=None).count(),
        "is_required": is_required(request.user),
    }
    return TemplateResponse(request, "accounts/own_account.html", context)


def account_urls(wrap):
    """Returns the addresses, each view wrapped as the admin site does."""
    return [
        path("ma-xac-nhan/", CodeView.as_view(), name="sign_in_code"),
        path("xac-nhan/", wrap(ConfirmView.as_view()), name="confirm"),
        path("tai-khoan/", wrap(show_account), name="own_account"),
        path(
            "tai-khoan/ma-xac-nhan/bat/",
            wrap(second_factor.SetUpView.as_view()),
            name="second_factor_set_up",
        ),
        path(
            "tai-khoan/ma-xac-nhan/tat/",
            wrap(second_factor.turn_off_view),
            name="second_factor_off",
        ),
        path(
            "tai-khoan/ma-du-phong/",
            wrap(second_factor.renew_codes_view),
            name="recovery_codes",
        ),
        path(
            "tai-khoan/thiet-bi/quen/",
            wrap(second_factor.forget_devices_view),
            name="forget_devices",
        ),
    ]
