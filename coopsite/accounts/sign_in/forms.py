"""The forms that look at a password or a code: signing in, asked again, a new one."""

from django import forms
from django.contrib.admin.forms import AdminAuthenticationForm, AdminPasswordChangeForm
from django.core.exceptions import ValidationError

from coopsite.core.forms import LineField

from ..second_factor.actions import get_factor, use_code
from .attempts import Counter, counted, get_counters
from .hashing import place_to_hash


class SignInForm(AdminAuthenticationForm):
    def clean(self):
        """Looks at the password; PasswordRefused where it may not be looked at yet."""
        username = self.cleaned_data.get("username")
        if username is None or not self.cleaned_data.get("password"):
            return super().clean()
        counters = get_counters(self.request, username)
        with place_to_hash(), counted(counters, username, "Sai mật khẩu"):
            return super().clean()


def _own_attempt(user):
    """Returns what a password is counted by that whoever is signed in is asked for."""
    counters = [Counter.of("password", str(user.pk))]
    return counters, user.get_username(), "Sai mật khẩu khi được hỏi lại"


class OwnPasswordForm(AdminPasswordChangeForm):
    """Asks for the old password, which somebody at an open desk may guess at."""

    def clean_old_password(self):
        with place_to_hash(), counted(*_own_attempt(self.user)):
            return super().clean_old_password()

    def save(self, commit=True):
        with place_to_hash():
            return super().save(commit)


_WRONG_CODE = (
    "Mã không đúng, đã dùng hoặc đã hết hạn. Hãy đợi ứng dụng hiện mã mới rồi nhập "
    "lại; nếu vẫn không được, xem giờ trên điện thoại có đúng không."
)


def check_code(request, user, typed):
    """Uses a code of the second factor up; ValidationError where it is none."""
    username = user.get_username()
    counters = get_counters(request, username, "code-")
    with counted(counters, username, "Sai mã xác nhận"):
        if not use_code(user=user, typed=typed.replace(" ", "")):
            raise ValidationError(_WRONG_CODE, code="wrong_code")


class CodeField(LineField):
    """A code of the telephone or of the paper; telephones offer digits for it."""

    def __init__(self, label="Mã xác nhận hoặc mã dự phòng", **options):
        marks = {"autocomplete": "one-time-code", "spellcheck": "false"}
        widget = forms.TextInput(attrs=marks | {"autocapitalize": "none"})
        errors = {"required": "Hãy nhập mã gồm 6 chữ số trong ứng dụng."}
        super().__init__(
            label=label, max_length=20, widget=widget, error_messages=errors, **options
        )


class CodeForm(forms.Form):
    """The second step of signing in."""

    code = CodeField()
    trust = forms.BooleanField(
        label="Không hỏi mã trên máy này trong 30 ngày", required=False
    )

    def __init__(self, *args, request, user, **options):
        super().__init__(*args, **options)
        self.request, self.user = request, user

    def clean_code(self):
        check_code(self.request, self.user, self.cleaned_data["code"])


class ConfirmForm(forms.Form):
    """Asks whoever is signed in for the password again, and for a code where set."""

    password = forms.CharField(
        label="Mật khẩu",
        max_length=4096,
        strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "current-password"}),
        error_messages={"required": "Hãy nhập mật khẩu của bạn."},
    )
    code = CodeField()

    def __init__(self, *args, request, **options):
        super().__init__(*args, **options)
        self.request = request
        if get_factor(request.user) is None:
            del self.fields["code"]

    def clean_password(self):
        user = self.request.user
        with place_to_hash(), counted(*_own_attempt(user)):
            if not user.check_password(self.cleaned_data["password"]):
                raise ValidationError("Mật khẩu không đúng.", code="wrong_password")

    def clean_code(self):
        if "password" not in self.errors:  # else a right code would be used up
            check_code(self.request, self.request.user, self.cleaned_data["code"])
