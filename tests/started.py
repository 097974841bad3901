"""Names the version that a change form starts from, without drawing its page."""

from django.contrib import admin
from django.test import RequestFactory

from coopsite.accounts.models import User
from coopsite.core.edit_conflicts.forms import VERSION


def started_now(thing):
    """Return the hidden field of `thing`'s change form as it would be drawn now, with
    all fields that an administrator may change.

    `tests.factories.pages.started_from` reads it from the page, as tests do that are
    about the page.
    """
    request = RequestFactory().get("/")
    request.user = User(is_superuser=True, is_staff=True)
    own = admin.site.get_model_admin(type(thing))
    saved = type(thing)._base_manager.get(pk=thing.pk)
    form = own.get_form(request, saved, change=True)
    return {VERSION: form(instance=saved).version}
