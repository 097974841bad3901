"""The two forms of a forgotten password: where to send the mail, and the new one."""

from django import forms
from django.conf import settings
from django.contrib.auth.forms import PasswordResetForm, SetPasswordForm
from django.urls import reverse

from ..mail import send_later
from ..sign_in.hashing import place_to_hash


class RecoveryForm(PasswordResetForm):
    email = forms.EmailField(
        label="Địa chỉ thư của tài khoản",
        max_length=254,
        widget=forms.EmailInput(attrs={"autocomplete": "email"}),
        error_messages={"required": "Hãy nhập địa chỉ thư đã ghi trong tài khoản."},
    )

    def get_users(self, email):
        return (user for user in super().get_users(email) if user.is_staff)

    def send_mail(self, subject, template, context, sender_address, address, **options):
        """Sends it apart from the answer, whose time would tell whose addresses are."""
        subject = "Đặt lại mật khẩu cổng thông tin"
        send_later(subject, _paragraphs(**context), address)


def _paragraphs(user, uid, token, **context):
    address = reverse("admin_password_reset_confirm", args=[uid, token])
    yield f"Chào {user},"
    yield (
        "Có người (mong là bạn) xin đặt lại mật khẩu của tài khoản "
        f"“{user.get_username()}”. Mở liên kết này để đặt mật khẩu mới, trong vòng một "
        "giờ:"
    )
    yield f"{settings.SITE_ADDRESS}{address}"  # whatever host was named
    yield (
        "Không phải bạn? Cứ bỏ qua thư này: mật khẩu giữ nguyên. Thư đến nhiều lần thì "
        "báo người quản trị."
    )


class NewPasswordForm(SetPasswordForm):
    def save(self, commit=True):
        with place_to_hash():
            return super().save(commit)
