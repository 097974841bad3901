"""One's own account at the desk: password, second factor, where one is signed in."""

from django.conf import settings
from django.contrib import admin
from django.template.response import TemplateResponse
from django.urls import path
from django.views.decorators.cache import never_cache

from .second_factor import views as second_factor
from .second_factor.actions import get_factor
from .second_factor.required import is_required
from .sessions import views as sessions
from .sessions.actions import get_current, list_sessions
from .sessions.devices import describe_agent
from .sign_in.again import ConfirmView
from .sign_in.views import CodeView

MAX_SESSIONS = 50  # on the page


@never_cache
def show_account(request):
    factor = get_factor(request.user)
    context = admin.site.each_context(request) | {
        "title": "Bảo mật tài khoản",
        "factor": factor,
        "codes_left": factor and factor.recovery_codes.filter(used_at=None).count(),
        "is_required": is_required(request.user),
        "sessions": describe_sessions(request),
        "idle_minutes": settings.IDLE_MINUTES,
    }
    return TemplateResponse(request, "accounts/own_account.html", context)


def describe_sessions(request):
    """Returns where the person is signed in, this place first."""
    current = get_current(request)
    rows = sorted(list_sessions(request.user)[:MAX_SESSIONS], key=current.__ne__)
    return [
        {"row": row, "device": describe_agent(row.agent), "is_this": row == current}
        for row in rows
    ]


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
        path(
            "tai-khoan/phien/<int:pk>/ket-thuc/",
            wrap(sessions.end_session_view),
            name="end_session",
        ),
        path(
            "tai-khoan/phien/ket-thuc-noi-khac/",
            wrap(sessions.end_others_view),
            name="end_other_sessions",
        ),
    ]
