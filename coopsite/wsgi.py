"""The WSGI application that granian serves."""

import os

import django
from django.conf import settings
from django.core.exceptions import ImproperlyConfigured

from coopsite.unread import reads_all

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "coopsite.settings")

# Every page names hashed files: without the list of them each would be an error.
if not settings.DEBUG and not (settings.STATIC_ROOT / "staticfiles.json").exists():
    raise ImproperlyConfigured(
        f"No static files in {settings.STATIC_ROOT}: `manage.py collectstatic` first."
    )
django.setup(set_prefix=False)
from coopsite.core.page_cache.handler import KeptFirst  # noqa: E402  # after the setup

application = reads_all(KeptFirst())
