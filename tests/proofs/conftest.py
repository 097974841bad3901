"""What the proofs share."""

import pytest


@pytest.fixture
def remembering(settings):
    """Let answers be remembered, as in service: those must be right too."""
    settings.CACHES = {
        "default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"}
    }
    from django.core.cache import cache

    cache.clear()
    yield
    cache.clear()
