"""The portal's own models at the desk."""

from .notices.admin import NoticeAdmin
from .pages.admin import PageAdmin
from .site_details.admin import SiteDetailsAdmin

__all__ = ["NoticeAdmin", "PageAdmin", "SiteDetailsAdmin"]
