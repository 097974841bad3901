"""The two steps of signing in: the password, and a code where the account has one."""

from django.conf import settings
from django.contrib import admin, messages
from django.contrib.auth import login
from django.contrib.auth.views import LoginView, RedirectURLMixin
from django.http import HttpResponseRedirect
from django.shortcuts import redirect, resolve_url
from django.urls import reverse
from django.utils.decorators import method_decorator
from django.utils.http import urlencode
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_protect
from django.views.decorators.debug import sensitive_post_parameters
from django.views.generic import FormView

from ..second_factor.actions import get_factor
from ..second_factor.trusted_devices import is_trusted, trust_device
from .first_step import forget_first_step, get_first_step, keep_first_step
from .forms import CodeForm
from .known_devices import remember_device


class SignInView(LoginView):
    """Asks for the password; signs in who needs no code."""

    def form_valid(self, form):
        user, address = form.get_user(), self.get_success_url()
        factor = get_factor(user)
        if factor is None or is_trusted(self.request, user, factor):
            return sign_in(self.request, user, address)
        keep_first_step(self.request, user)
        query = urlencode({self.redirect_field_name: address})
        return redirect(f"{reverse('admin:sign_in_code')}?{query}")


@method_decorator(
    [sensitive_post_parameters(), csrf_protect, never_cache], name="dispatch"
)
class CodeView(RedirectURLMixin, FormView):
    """Asks whoever has given a right password for the code."""

    form_class = CodeForm
    template_name = "accounts/sign_in_code.html"

    def dispatch(self, request, *args, **kwargs):
        self.user = get_first_step(request)
        if self.user is None:
            messages.info(request, "Hãy nhập lại tên đăng nhập và mật khẩu.")
            return redirect("admin:login")
        return super().dispatch(request, *args, **kwargs)

    def get_default_redirect_url(self):
        return resolve_url(settings.LOGIN_REDIRECT_URL)

    def get_form_kwargs(self):
        kept = {"request": self.request, "user": self.user}
        return super().get_form_kwargs() | kept

    def get_context_data(self, **kwargs):
        context = admin.site.each_context(self.request)
        context |= {"title": "Nhập mã xác nhận", "next": self.get_success_url()}
        return super().get_context_data(**context, **kwargs)

    def form_valid(self, form):
        forget_first_step(self.request)
        response = sign_in(self.request, self.user, self.get_success_url())
        if form.cleaned_data["trust"]:
            trust_device(response, self.user, get_factor(self.user))
        return response


def sign_in(request, user, address):
    """Signs somebody in whose every step was right; leads to `address`."""
    login(request, user, settings.AUTHENTICATION_BACKENDS[0])
    response = HttpResponseRedirect(address)
    remember_device(request, response)
    return response
