"""The page of all notices that hold now."""

from django.shortcuts import render
from django.views.decorators.http import require_safe

from coopsite.core.content_version import PAGES
from coopsite.core.page_cache import public_page

from .lists import get_notices


@require_safe
@public_page(PAGES)
def notices(request):
    """Returns the notices that the public sees now."""
    return render(request, "portal/notices.html", {"notices": get_notices()})
