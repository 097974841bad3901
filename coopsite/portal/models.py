"""What the portal itself keeps: information pages, notices, the site's details."""

from .notices.models import Notice
from .pages.models import (
    FormerPageAddress,
    Page,
    PageEdition,
    PageImageUse,
    PageWithdrawal,
)
from .site_details.models import SiteDetails

__all__ = [
    "FormerPageAddress",
    "Notice",
    "Page",
    "PageEdition",
    "PageImageUse",
    "PageWithdrawal",
    "SiteDetails",
]
