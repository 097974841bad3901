"""The pages of a forgotten password, Django's views in the desk's look.

They answer alike whether an address is somebody's or nobody's, and a new password signs
nobody in: the second factor is asked for as ever.
"""

from django.conf import settings
from django.contrib import admin
from django.contrib.admin.models import CHANGE, LogEntry
from django.contrib.auth import views as stock
from django.urls import path, reverse_lazy
from django.utils.decorators import method_decorator
from django.views.decorators.cache import never_cache

from coopsite.core.client_address import client_address

from ..audit.recording import KIND, record
from ..mail import sends_mail
from ..sign_in.attempts import Counter, count
from .forms import NewPasswordForm, RecoveryForm


class _DeskPage:
    def get_context_data(self, **kwargs):
        shared = admin.site.each_context(self.request)
        return shared | super().get_context_data(**kwargs)


@method_decorator(never_cache, name="dispatch")
class RecoveryView(_DeskPage, stock.PasswordResetView):
    """Asks for the address; where no mail is sent, says whom to ask."""

    title = "Quên mật khẩu"
    form_class = RecoveryForm
    template_name = "accounts/recovery/form.html"
    success_url = reverse_lazy("admin_password_reset_done")

    @property
    def extra_context(self):
        return {"sends_mail": sends_mail()}

    def form_valid(self, form):
        """Each mail is counted, and none of them taken back."""
        if not sends_mail():
            return self.form_invalid(form)
        address = client_address(self.request)
        email = form.cleaned_data["email"].casefold()
        count(
            [Counter.of("mail", email, free=3), Counter.of("mails", address, free=10)]
        )
        self._record(form)
        return super().form_valid(form)

    def _record(self, form):
        """Writes one row whether the address is somebody's or nobody's: the time that
        an answer takes tells nothing. Addresses that are nobody's are not kept."""
        people = list(form.get_users(form.cleaned_data["email"]))
        words = "Xin đặt lại mật khẩu qua thư"
        if not people:
            words += ", bằng một địa chỉ thư không của tài khoản nào"
        record(KIND.RECOVERY, by=people[0] if people else None, words=words)


class RecoverySentView(_DeskPage, stock.PasswordResetDoneView):
    title = "Hãy xem hộp thư"
    template_name = "accounts/recovery/sent.html"


class NewPasswordView(_DeskPage, stock.PasswordResetConfirmView):
    title = "Đặt mật khẩu mới"
    form_class = NewPasswordForm
    template_name = "accounts/recovery/new_password.html"
    success_url = reverse_lazy("admin_password_reset_complete")

    def form_valid(self, form):
        response = super().form_valid(form)
        message = "Đặt lại mật khẩu qua thư."
        LogEntry.objects.log_actions(self.user.pk, [self.user], CHANGE, message)
        return response


class RecoveredView(_DeskPage, stock.PasswordResetCompleteView):
    title = "Đã đặt mật khẩu mới"
    template_name = "accounts/recovery/done.html"


_AT = f"{settings.DESK_ADDRESS[1:]}quen-mat-khau/"
urlpatterns = [
    path(_AT, RecoveryView.as_view(), name="admin_password_reset"),
    path(f"{_AT}da-gui/", RecoverySentView.as_view(), name="admin_password_reset_done"),
    path(f"{_AT}xong/", RecoveredView.as_view(), name="admin_password_reset_complete"),
    path(
        f"{_AT}<uidb64>/<token>/",
        NewPasswordView.as_view(),
        name="admin_password_reset_confirm",
    ),
]
