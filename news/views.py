"""The news' public pages: lists, an article with other news, clips."""

from django.conf import settings
from django.db.models import Q
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.csp import csp_override
from django.views.decorators.http import require_safe

from coopsite.core.addresses import PAGE
from coopsite.core.content_version import NEWS
from coopsite.core.media import serve_media
from coopsite.core.page_cache import public_page
from coopsite.core.schema_org import breadcrumbs, graph

from .lists import get_clip_page, get_newest_clips, get_news_page, get_sections
from .models import Article, Edition, FormerAddress, VideoClip
from .publishing import page_html, show_clips
from .schema_org import describe_article, describe_clip, list_step, section_step

OTHER_CLIPS = 4

# The player of a YouTube clip is the one thing from elsewhere, after a click.
_WITH_YOUTUBE = settings.SECURE_CSP | {
    "frame-src": ["https://www.youtube-nocookie.com"]
}


@require_safe
@public_page(NEWS, params=[PAGE])
def articles(request):
    """Returns all news, newest first."""
    return render(request, "news/articles.html", {"page": get_news_page(request)})


@require_safe
@public_page(NEWS, params=[PAGE])
def section(request, slug):
    """Returns the news of one section."""
    section = next((row for row in get_sections() if row.slug == slug), None)
    if section is None:
        raise Http404("Không có chuyên mục này.")
    context = {
        "section": section,
        "page": get_news_page(request, section),
        "schema_org": graph(breadcrumbs(list_step(), section_step(section))),
    }
    return render(request, "news/section.html", context)


@require_safe
@public_page(NEWS, params=[PAGE])
def article(request, slug):
    """One article, then its section's other news with the numbered pager."""
    public = Edition.objects.public().for_page()
    edition = public.filter(article__slug=slug).first()
    if edition is None:
        return _elsewhere_or_gone(request, slug)
    return render_edition(request, edition)


def _elsewhere_or_gone(request, slug):
    """Leads from a former address to the present one; answers 410 for what was public
    once, a plain 404 for what never was."""
    if former := FormerAddress.objects.filter(slug=slug).first():
        return redirect(former.article, permanent=True)
    row = get_object_or_404(Article, slug=slug)
    if not row.was_public():
        raise Http404("Không có bài này.")
    last = row.editions.filter(live_from__lte=timezone.now()).first()
    withdrawal = row.withdrawals.first()
    if withdrawal and last and withdrawal.at < last.live_from:
        withdrawal = None
    context = {"withdrawal": withdrawal, "last": last}
    return render(request, "news/article_gone.html", context, status=410)


@require_safe
@public_page(NEWS, params=[PAGE])
def edition(request, slug, number):
    """Returns an edition that the public read before, with the way to the present
    one; it stays readable when the article is gone for an expiry, not a withdrawal."""
    editions = Edition.objects.filter(article__slug=slug, live_from__lte=timezone.now())
    former = get_object_or_404(editions.for_page(), number=number)
    current = Edition.objects.public().filter(article=former.article).first()
    if current is None:
        return _elsewhere_or_gone(request, slug)
    if current == former:
        return redirect(former)
    if former.closed_at:
        context = {"closed": former, "current": current}
        return render(request, "news/article_gone.html", context, status=410)
    return render_edition(request, former, current=current)


def render_edition(request, edition, current=None):
    """Returns the page of `edition`; `current` is the one that replaced it."""
    changes = [] if current else edition.changes()
    context = {
        "article": edition,
        "html": page_html(edition),
        "minutes": edition.reading_minutes,
        "changes": changes,
        "current": current,
        "others": _others(request, edition.section, current or edition),
        "canonical_path": request.path,
        "schema_org": None if current else describe_article(edition, changes),
    }
    return render(request, "news/article.html", context)


def render_draft(request, article):
    """Answers what the page of the working copy would be; the desk previews with it."""
    live = Edition.objects.public().filter(article=article.pk).first()
    context = {
        "article": article,
        "html": show_clips(article.body, to_staff=True),
        "minutes": article.reading_minutes,
        "changes": [],
        "others": _others(request, article.section, live),
    }
    return render(request, "news/article.html", context)


def _others(request, section, live):
    """Returns the page of a section's news beside an article, of which the public reads
    the edition `live`, or None, perhaps in another section."""
    is_there = live is not None and live.section_id == section.pk
    return get_news_page(request, section, beside=live if is_there else None)


@require_safe
@public_page(NEWS, params=[PAGE])
def clips(request):
    """Returns all clips, newest first."""
    return render(request, "news/clips.html", {"page": get_clip_page(request)})


@require_safe
@public_page(NEWS)
@csp_override(_WITH_YOUTUBE)
def clip(request, slug):
    """One clip, with the newest other clips."""
    clips = VideoClip.objects.public().select_related("poster")
    row = get_object_or_404(clips, slug=slug)
    others = [other for other in get_newest_clips() if other != row]
    context = {
        "clip": row,
        "others": others[:OTHER_CLIPS],
        "schema_org": describe_clip(row),
    }
    return render(request, "news/clip.html", context)


@require_safe
def clip_file(request, name):
    """Returns a clip's file or captions: to all while it is public, else to staff.

    Asked anew each time, so that what is taken down is gone from caches, too.
    """
    path = f"clips/{name}"
    holds_it = Q(file=path) | Q(captions=path)
    if VideoClip.objects.public().filter(holds_it).exists():
        response = serve_media(request, path)
        response["Cache-Control"] = "public, no-cache"
    elif request.user.is_active and request.user.has_perm("news.view_videoclip"):
        response = serve_media(request, path)
        response["Cache-Control"] = "private, no-store"
    else:
        raise Http404("Không có tệp này.")
    return response
