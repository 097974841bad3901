"""An information page: its text, the way to it, the pages below it."""

from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_safe

from coopsite.core.content_version import NEWS, PAGES
from coopsite.core.page_cache import public_page
from coopsite.core.schema_org import breadcrumbs, graph
from coopsite.core.site_address import absolute
from news.publishing import page_html, show_clips

from ..site_details.reading import get_details
from .models import FormerPageAddress, Page, PageEdition
from .tree import find_way


@require_safe
@public_page(PAGES, NEWS)  # its pictures and clips are the newsroom's
def page(request, path):
    """Returns the page at an address; 410 where it was withdrawn."""
    rows = PageEdition.objects.public().select_related("page", "page__parent")
    edition = rows.filter(page__path=path).first()
    if edition is None:
        return _elsewhere_or_gone(request, path)
    return render_edition(request, edition)


def _elsewhere_or_gone(request, path):
    if former := FormerPageAddress.objects.filter(path=path).first():
        return redirect(former.page, permanent=True)
    row = get_object_or_404(Page, path=path)
    if not row.was_public():
        raise Http404("Không có trang này.")
    context = {"withdrawal": row.withdrawals.first()}
    return render(request, "portal/page_gone.html", context, status=410)


def render_edition(request, edition):
    """Returns the page of `edition`."""
    return _render(request, edition, edition.page, page_html(edition))


def render_draft(request, page):
    """Returns what the page of the working copy would be; the desk previews with it."""
    return _render(request, page, page, show_clips(page.body, to_staff=True))


def _render(request, words, page, html):
    own = find_way(page.path)
    way = find_way(page.parent.path) if page.parent else ()
    steps = [(node.title, node.address) for node in way]
    is_for_contacts = page.role == Page.Role.CONTACTS
    context = {
        "words": words,
        "page": page,
        "html": html,
        "way": way,
        "schema_org": graph(
            breadcrumbs(*steps, (words.title, page.get_absolute_url()))
        ),
        "below": own[-1].children if own else (),
        "details": get_details() if is_for_contacts else None,
        "other_languages": _find_translations(page),
    }
    return render(request, "portal/page.html", context)


def _find_translations(page):
    """Returns (language, path, absolute address) of the page and of its translation,
    where both are public; else nothing."""
    original = page.translation_of_id or page.pk
    rows = PageEdition.objects.public().for_list()
    pair = rows.filter(page__pk=original) | rows.filter(
        page__translation_of=original, page__translation_of__isnull=False
    )
    found = sorted(pair, key=lambda row: row.page.lang != "vi")
    if len(found) != len(Page.Language.choices):
        return []
    return [
        (row.page.lang, row.get_absolute_url(), absolute(row.get_absolute_url()))
        for row in found
    ]
