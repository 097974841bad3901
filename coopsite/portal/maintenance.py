"""Answers with the page of maintenance while the portal is closed."""

from coopsite.core.maintenance_mark import is_closed

from .plain_pages import plain_page


class MaintenanceMiddleware:
    """Answers every request with the maintenance page while the portal is closed."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        return plain_page(503) if is_closed() else self.get_response(request)
