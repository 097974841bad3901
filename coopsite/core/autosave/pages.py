"""What a page with a form needs to keep what is typed into it."""

from django.urls import reverse

from .models import Autosave
from .presence import describe_others
from .tokens import FIELD, IN_ADDRESS, issue, read_token

_OFFERED = 5


def sent_token(request, page):
    """Returns the token of the form that was sent; None where it is of another page or
    another person."""
    token = read_token(request.POST.get(FIELD))
    is_own = token and (token.user, token.page) == (request.user.pk, page)
    return token if is_own else None


def describe_form(request, page, key, form):
    """Returns what `admin/includes/autosave.html` shows of the form of the row `key`
    ("" for a new one) of `page`."""
    key, token = str(key), sent_token(request, page)
    if token is None or token.key != key:
        token = issue(page, key, request.user)
    offers = Autosave.objects.unsaved(request.user).of_page(token)
    return {
        "token": token,
        "in_address": IN_ADDRESS,
        "offers": offers.exclude(pk=token.id).defer("fields")[:_OFFERED],
        "others": describe_others(token),
        "address": reverse("admin:autosave"),
        "is_unsaved": form.is_bound,
    }
