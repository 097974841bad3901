"""Asks for the password again, and a code where set, before what a passer-by at an open
desk must not do: permissions, the second factor, files with private fields."""

from datetime import timedelta
from functools import wraps

from django.contrib import admin
from django.contrib.auth.views import RedirectURLMixin
from django.http import HttpResponseRedirect
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.decorators import method_decorator
from django.utils.http import urlencode
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.generic import FormView

from .forms import ConfirmForm

_KEY = "confirmed_at"
WINDOW = timedelta(minutes=15)
# A form that was opened within the window may be filled in for a while.
WINDOW_OF_SAVES = timedelta(minutes=45)


def note_confirmed(request):
    """Remembers that whoever sits there has just shown who they are."""
    request.session[_KEY] = timezone.now().timestamp()


def is_confirmed(request):
    window = WINDOW if request.method in ("GET", "HEAD") else WINDOW_OF_SAVES
    at = request.session.get(_KEY, 0)
    return timezone.now().timestamp() - at < window.total_seconds()


def asks_again(view):
    """Leads to the question first, then back to the view's address."""

    @wraps(view)
    def wrapper(request, *args, **kwargs):
        if is_confirmed(request):
            return view(request, *args, **kwargs)
        return lead_to_question(request)

    return wrapper


def lead_to_question(request, address=None):
    query = urlencode({"next": address or request.get_full_path()})
    return redirect(f"{reverse('admin:confirm')}?{query}")


@method_decorator([sensitive_post_parameters(), never_cache], name="dispatch")
class ConfirmView(RedirectURLMixin, FormView):
    """Asks; then leads on."""

    form_class = ConfirmForm
    template_name = "accounts/confirm.html"
    next_page = "admin:index"

    def get_form_kwargs(self):
        return super().get_form_kwargs() | {"request": self.request}

    def get_context_data(self, **kwargs):
        context = admin.site.each_context(self.request)
        context |= {"title": "Xác nhận là bạn", "next": self.get_success_url()}
        return super().get_context_data(**context, **kwargs)

    def form_valid(self, form):
        note_confirmed(self.request)
        return HttpResponseRedirect(self.get_success_url())
