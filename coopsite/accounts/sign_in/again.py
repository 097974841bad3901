"""Asks for the password again, and a code where set, before what a passer-by at an open
desk must not do: permissions, the second factor, files with private fields."""

from datetime import timedelta
from functools import wraps

from django.contrib import admin, messages
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


def is_confirmed(request, window=WINDOW):
    at = request.session.get(_KEY, 0)
    return timezone.now().timestamp() - at < window.total_seconds()


def asks_again(view, back=None):
    """Leads to the question first, then to the view's address; to that of the name
    `back` where the view is a button's. Else what is sent is a form's."""

    @wraps(view)
    def wrapper(request, *args, **kwargs):
        is_form = request.method == "POST" and not back
        if is_confirmed(request, WINDOW_OF_SAVES if is_form else WINDOW):
            return view(request, *args, **kwargs)
        return lead_to_question(request, back and reverse(back))

    return wrapper


def lead_to_question(request, address=None):
    """Leads to the question, and from there to `address`, by default this page."""
    if request.method == "POST":
        messages.warning(
            request, "Chưa làm gì cả: xác nhận xong, bạn hãy bấm lại lần nữa."
        )
    query = urlencode({"next": address or request.get_full_path()})
    return redirect(f"{reverse('admin:confirm')}?{query}")


class AsksAgain:
    """A model admin whose forms, and whatever its list does, ask again."""

    def changelist_view(self, request, *args, **kwargs):
        if request.method == "POST" and not is_confirmed(request):
            return lead_to_question(request)
        return super().changelist_view(request, *args, **kwargs)

    def changeform_view(self, request, *args, **kwargs):
        return asks_again(super().changeform_view)(request, *args, **kwargs)

    def delete_view(self, request, *args, **kwargs):
        return asks_again(super().delete_view)(request, *args, **kwargs)


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
