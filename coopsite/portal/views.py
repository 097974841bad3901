"""The home page, and what machines ask the portal."""

from django.conf import settings
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from coopsite.core.content_version import NEWS, PAGES, REGISTER
from coopsite.core.page_cache import public_page
from coopsite.core.site_address import absolute

from .front_page import get_front_page
from .notices.lists import get_notices
from .schema_org import describe_portal

NOTICES_ON_HOME = 3


@require_safe
@public_page(REGISTER, NEWS, PAGES)
def home(request):
    """Returns notices, the lead story, the register's figures, clips, the latest news
    by section."""
    notices = get_notices()
    context = get_front_page() | {
        "notices": notices[:NOTICES_ON_HOME],
        "has_more_notices": len(notices) > NOTICES_ON_HOME,
        "schema_org": describe_portal(),
    }
    return render(request, "portal/home.html", context)


@require_safe
def robots(request):
    """Keeps crawlers out of the staff's pages, and tells them where all others are."""
    lines = ["User-agent: *", f"Disallow: {settings.DESK_ADDRESS}", ""]
    names = "portal:sitemap", "portal:sitemap-news"
    lines += [f"Sitemap: {absolute(reverse(name))}" for name in names]
    return HttpResponse("\n".join([*lines, ""]), "text/plain; charset=utf-8")
