"""The two forms that look at a password: signing in, and one's own new password."""

from django.contrib.admin.forms import AdminAuthenticationForm, AdminPasswordChangeForm

from .attempts import Counter, counted, get_counters
from .hashing import place_to_hash


class SignInForm(AdminAuthenticationForm):
    def clean(self):
        """Looks at the password; PasswordRefused where it may not be looked at yet."""
        username = self.cleaned_data.get("username")
        if username is None or not self.cleaned_data.get("password"):
            return super().clean()
        with place_to_hash(), counted(get_counters(self.request, username)):
            return super().clean()


class OwnPasswordForm(AdminPasswordChangeForm):
    """Asks for the old password, which somebody at an open desk may guess at."""

    def clean_old_password(self):
        counter = Counter.of("password", str(self.user.pk))
        with place_to_hash(), counted([counter]):
            return super().clean_old_password()

    def save(self, commit=True):
        with place_to_hash():
            return super().save(commit)
