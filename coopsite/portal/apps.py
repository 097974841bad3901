from django.apps import AppConfig
from django.contrib.admin.apps import AdminConfig

from coopsite.error_reports import start_reports


class PortalConfig(AppConfig):
    name = "coopsite.portal"
    label = "portal"
    verbose_name = "Cổng thông tin"

    def ready(self):
        from . import (
            boundaries,  # noqa: F401  # says when time changes pages
            context,  # noqa: F401  # says what stands on every page
        )
        from .pages import search  # noqa: F401  # says what they are found by

        start_reports()


class PortalAdminConfig(AdminConfig):
    """Puts our admin site in place before any app registers with the stock one."""

    default_site = "coopsite.portal.admin_site.PortalAdminSite"
