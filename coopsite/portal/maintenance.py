"""Closes the portal while somebody works on it: a file in the data folder says so."""

import os.path

from django.conf import settings

from .plain_pages import plain_page

MARK = "maintenance"


class MaintenanceMiddleware:
    """Answers every request with the maintenance page while the file is there."""

    def __init__(self, get_response):
        self.get_response = get_response
        self._mark = os.path.join(settings.DATA_DIR, MARK)

    def __call__(self, request):
        if os.path.exists(self._mark):  # False, never an error
            return plain_page(503)
        return self.get_response(request)
