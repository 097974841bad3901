from django.apps import AppConfig
from django.contrib.admin.apps import AdminConfig


class PortalConfig(AppConfig):
    name = "coopsite.portal"
    label = "portal"
    verbose_name = "Cổng thông tin"


class PortalAdminConfig(AdminConfig):
    """Puts our admin site in place before any app registers with the stock one."""

    default_site = "coopsite.portal.admin_site.PortalAdminSite"
