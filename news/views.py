"""The news' public pages: lists, an article with other news, clips."""

from django.conf import settings
from django.db.models import Q
from django.http import Http404
from django.shortcuts import get_object_or_404, render
from django.views.decorators.csp import csp_override
from django.views.decorators.http import require_safe

from coopsite.core.caching import public_page
from coopsite.core.media import serve_media
from coopsite.core.paging import get_page

from .models import Article, Section, VideoClip

PAGE_SIZE = 10
CLIPS_ON_A_PAGE = 12

# The player of a YouTube clip is the one thing from elsewhere, after a click.
_WITH_YOUTUBE = settings.SECURE_CSP | {
    "frame-src": ["https://www.youtube-nocookie.com"]
}


@require_safe
@public_page
def articles(request):
    """Returns all news, newest first."""
    rows = Article.objects.public().for_list().newest_first()
    return render(request, "news/articles.html", {"page": _page(request, rows)})


@require_safe
@public_page
def section(request, slug):
    """Returns the news of one section."""
    section = get_object_or_404(Section, slug=slug)
    rows = Article.objects.public().for_list().filter(section=section).newest_first()
    context = {"section": section, "page": _page(request, rows)}
    return render(request, "news/section.html", context)


@require_safe
@public_page
def article(request, slug):
    """One article, then its section's other news with the numbered pager."""
    public = Article.objects.public().select_related("section", "cover")
    row = public.filter(slug=slug).first()
    if row is None:
        return _gone_or_unknown(request, slug)
    return render_article(request, row)


def _gone_or_unknown(request, slug):
    """Answers 410 for a withdrawn article, a plain 404 for what never was public."""
    get_object_or_404(Article, slug=slug, status=Article.Status.WITHDRAWN)
    return render(request, "news/article_withdrawn.html", status=410)


def render_article(request, article):
    """Answers the page of `article`; the admin previews drafts with it."""
    others = Article.objects.public().filter(section=article.section)
    others = others.exclude(pk=article.pk).for_list().newest_first()
    context = {"article": article, "others": _page(request, others)}
    return render(request, "news/article.html", context)


@require_safe
@public_page
def clips(request):
    """Returns all clips, newest first."""
    rows = VideoClip.objects.public().select_related("poster").newest_first()
    page = get_page(request, rows, CLIPS_ON_A_PAGE)
    return render(request, "news/clips.html", {"page": page})


@require_safe
@public_page
@csp_override(_WITH_YOUTUBE)
def clip(request, slug):
    """One clip, with the newest other clips."""
    clips = VideoClip.objects.public().select_related("poster")
    row = get_object_or_404(clips, slug=slug)
    others = clips.exclude(pk=row.pk).newest_first()[:4]
    return render(request, "news/clip.html", {"clip": row, "others": others})


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


def _page(request, rows):
    return get_page(request, rows, PAGE_SIZE)
