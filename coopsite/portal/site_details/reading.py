"""The site's details as pages show them, remembered."""

from coopsite.core.content_version import PAGES
from coopsite.core.remembered import remembered

from .models import SiteDetails


@remembered(PAGES)
def get_details():
    """Returns the site's details; empty ones while nobody has written any."""
    return SiteDetails.objects.first() or SiteDetails()
