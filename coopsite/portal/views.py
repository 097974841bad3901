"""The home page, and what machines ask the portal."""

from datetime import date

from django.db import connection
from django.http import HttpResponse, JsonResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from cooperatives.models import Kind
from cooperatives.statistics import counts
from coopsite.core.content_version import NEWS, REGISTER
from coopsite.core.page_cache import public_page
from news.lists import get_featured, get_newest, get_newest_clips, get_sections

SECTIONS_ON_HOME = 6
ARTICLES_IN_A_SECTION = 4
LATEST_ON_HOME = 5
CLIPS_ON_HOME = 3


@require_safe
@public_page(REGISTER, NEWS)
def home(request):
    """Returns the lead story, the register's figures, clips, the latest news by
    section."""
    newest = get_newest()
    lead = get_featured() or next(iter(newest), None)
    context = {
        "lead": lead,
        "latest": [row for row in newest if row != lead][:LATEST_ON_HOME],
        "blocks": _section_blocks(),
        "clips": get_newest_clips()[:CLIPS_ON_HOME],
        **_headline_figures(timezone.localdate()),
    }
    return render(request, "portal/home.html", context)


def _section_blocks():
    """Returns the newest articles of the first sections that have any."""
    blocks = [
        {"section": section, "articles": get_newest(section.pk)[:ARTICLES_IN_A_SECTION]}
        for section in get_sections()[:SECTIONS_ON_HOME]
    ]
    return [block for block in blocks if block["articles"]]


def _headline_figures(day):
    by_kind = counts.by_kind(day)
    founded = counts.founded_by_sector(date(day.year, 1, 1), day)
    return {
        "day": day,
        "cooperatives": by_kind[Kind.COOPERATIVE],
        "unions": by_kind[Kind.UNION],
        "founded": sum(founded.values()),
    }


@require_safe
@never_cache
def health(request):
    """Answers {"status": "ok"} while the database answers, else 503."""
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1")
    except Exception:  # whatever is wrong, the watcher needs a plain answer
        return JsonResponse({"status": "database does not answer"}, status=503)
    return JsonResponse({"status": "ok"})


@require_safe
def robots(request):
    """Keeps crawlers out of the staff's pages."""
    return HttpResponse("User-agent: *\nDisallow: /quan-tri/\n", "text/plain")
