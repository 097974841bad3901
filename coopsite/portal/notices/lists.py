"""The notices that pages show now, remembered."""

from coopsite.core.content_version import PAGES
from coopsite.core.remembered import remembered

from .models import Notice


@remembered(PAGES)
def get_notices():
    """Returns the notices that the public sees now, the newest first."""
    return list(Notice.objects.public())
