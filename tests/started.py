"""Says what a change form sends as it stands, without drawing its page."""

from datetime import datetime

from django.contrib import admin
from django.test import RequestFactory

from coopsite.accounts.models import User
from coopsite.core.edit_conflicts.forms import VERSION


def started_now(thing):
    """Return the hidden field by which `thing`'s change form names its version, with
    all fields that an administrator may change.

    `tests.factories.pages.started_from` reads it from the page, as tests do that are
    about the page.
    """
    return {VERSION: _form_of(thing).version}


def form_now(thing):
    """Return what the form would send untouched: its fields, and its version."""
    form = _form_of(thing)
    values = {name: form[name].value() for name in form.fields}
    values = {name: value for name, value in values.items() if value}
    moments = [v for v in values.values() if isinstance(v, datetime)]
    assert not moments, "a moment is sent in two fields: read them from the page"
    return values | {VERSION: form.version}


def _form_of(thing):
    request = RequestFactory().get("/")
    request.user = User(is_superuser=True, is_staff=True)
    own = admin.site.get_model_admin(type(thing))
    saved = type(thing)._base_manager.get(pk=thing.pk)
    return own.get_form(request, saved, change=True)(instance=saved)
