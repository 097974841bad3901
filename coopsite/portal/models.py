"""What the portal itself keeps: information pages, notices, the site's details."""

from .links.models import BrokenLink
from .notices.models import Notice
from .pages.models import (
    FormerPageAddress,
    Page,
    PageEdition,
    PageImageUse,
    PageWithdrawal,
)
from .site_details.models import SiteDetails
from .tasks.models import BackgroundTask

__all__ = [
    "BackgroundTask",
    "BrokenLink",
    "FormerPageAddress",
    "Notice",
    "Page",
    "PageEdition",
    "PageImageUse",
    "PageWithdrawal",
    "SiteDetails",
]
