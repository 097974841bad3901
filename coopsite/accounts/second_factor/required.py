"""Who has to have a second factor, and what they see of the desk before: its set-up."""

from django.conf import settings
from django.contrib import messages
from django.shortcuts import redirect

from ..models import SecondFactor
from ..roles import ADMINISTRATOR

EVERYBODY = "*"
# What somebody without it may open: the way to it, and the way out.
_OPEN = {
    "admin:confirm",
    "admin:handbook",
    "admin:handbook_page",
    "admin:jsi18n",
    "admin:login",
    "admin:logout",
    "admin:password_change",
    "admin:password_change_done",
    "admin:second_factor_set_up",
}


def is_required(user):
    """Returns whether somebody of that group has to have one; who may everything counts
    as an administrator."""
    names = settings.SECOND_FACTOR_FOR
    if not names or not user.is_staff:
        return False
    if EVERYBODY in names or (user.is_superuser and ADMINISTRATOR in names):
        return True
    return user.groups.filter(name__in=names).exists()


class SecondFactorMiddleware:
    """Leads whoever has to have a second factor, and has none, to its set-up."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        return self.get_response(request)

    def process_view(self, request, view, args, kwargs):
        if (
            not settings.SECOND_FACTOR_FOR
            or not request.path_info.startswith(settings.DESK_ADDRESS)
            or request.resolver_match.view_name in _OPEN
            or not request.user.is_authenticated
            or not is_required(request.user)
            or SecondFactor.objects.filter(user=request.user).exists()
        ):
            return None
        messages.info(
            request,
            "Tài khoản của bạn phải có mã xác nhận. Hãy bật trước khi làm việc.",
        )
        return redirect("admin:second_factor_set_up")
