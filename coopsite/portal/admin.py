"""The portal's own models at the desk."""

from .links.admin import BrokenLinkAdmin
from .notices.admin import NoticeAdmin
from .pages.admin import PageAdmin
from .site_details.admin import SiteDetailsAdmin
from .tasks.admin import BackgroundTaskAdmin

__all__ = [
    "BackgroundTaskAdmin",
    "BrokenLinkAdmin",
    "NoticeAdmin",
    "PageAdmin",
    "SiteDetailsAdmin",
]
