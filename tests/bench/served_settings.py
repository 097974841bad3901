"""The settings of a served benchmark: the tests', with memory as in service."""

import os

from tests.settings import *  # noqa: F403

PAGE_CACHE_MB = int(os.environ.get("PAGE_CACHE_MB", "64"))
REMEMBERED_AT_HAND = 256
CACHES = {
    "default": {
        "BACKEND": "django.core.cache.backends.locmem.LocMemCache",
        "OPTIONS": {"MAX_ENTRIES": 10_000},
    }
}
