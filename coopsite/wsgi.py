"""The WSGI application that granian serves."""

import os

from django.conf import settings
from django.core.exceptions import ImproperlyConfigured
from django.core.wsgi import get_wsgi_application

from coopsite.unread import reads_all

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "coopsite.settings")

# Every page names hashed files: without the list of them each would be an error.
if not settings.DEBUG and not (settings.STATIC_ROOT / "staticfiles.json").exists():
    raise ImproperlyConfigured(
        f"No static files in {settings.STATIC_ROOT}: `manage.py collectstatic` first."
    )
application = reads_all(get_wsgi_application())
