"""Answers pages without drawing them, where a test reads what they are drawn from."""

from contextlib import contextmanager
from unittest import mock

import pytest
from django.template.context import make_context
from django.template.response import SimpleTemplateResponse
from django.test.signals import template_rendered


@contextmanager
def not_drawn():
    """Lets views answer their context and status; the words of the page are empty.

    Of pages that a view draws by itself (`render`), nothing changes.
    """
    told = property(_tell_context)
    with mock.patch.object(SimpleTemplateResponse, "rendered_content", told):
        yield


@pytest.fixture
def undrawn():
    """Lets no page of the test be drawn; see `not_drawn`."""
    with not_drawn():
        yield


def _tell_context(response):
    """Return an empty page; let the test's client know what it would be drawn from."""
    context = response.resolve_context(response.context_data)
    context = make_context(context, getattr(response, "_request", None))
    template_rendered.send(sender=response, template=None, context=context)
    return ""
