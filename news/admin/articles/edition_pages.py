"""The pages of an article's editions: all in order, each as it was, its closing."""

from django.http import Http404
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.urls import path, reverse
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from ...views import render_edition
from .closing import ClosingPages
from .pages import ArticlePages


class EditionPages(ClosingPages, ArticlePages):
    """A mixin of the articles' admin."""

    def get_urls(self):
        view = self.admin_site.admin_view
        pages = [
            ("cac-ban/", require_safe(self.editions), "editions"),
            ("cac-ban/<int:number>/", require_safe(self.edition), "edition"),
            ("cac-ban/<int:number>/dong/", self.close, "close"),
        ]
        own = [
            path(f"<int:pk>/{address}", view(page), name=f"news_article_{name}")
            for address, page, name in pages
        ]
        return own + super().get_urls()

    def editions(self, request, pk):
        """Shows the editions and withdrawals of an article, the newest first."""
        article = self._article(request, pk, self.has_view_permission)
        context = self._page(request, article, "Các bản đăng")
        context["steps"] = _steps(article, timezone.now(), self.may_close(request))
        return TemplateResponse(request, "admin/news/editions.html", context)

    def edition(self, request, pk, number):
        """Shows an edition that has no public address now, as its page was or will
        be."""
        article = self._article(request, pk, self.has_view_permission)
        edition = _get_edition(article, number)
        if edition.closed_at:
            raise Http404("Bản này đã đóng.")
        return never_cache(render_edition)(request, edition)

    def close(self, request, pk, number):
        """Asks why, and takes the words of a former edition away for ever."""
        article = self._article(request, pk, self.has_view_permission)
        edition = _get_edition(article, number)
        context = self._page(request, article, f"Đóng bản thứ {number}")
        return self.answer_closing(request, article, edition, context)


def _get_edition(article, number):
    rows = article.editions.select_related("article", "section", "cover")
    return get_object_or_404(rows, number=number)


def _steps(article, now, may_close):
    """Returns the editions and withdrawals of `article`, the newest first; of editions
    with `address`, where the public or the desk reads it, and whether one `may_close`
    it."""
    people = ["published_by", "closed_by"]
    rows = article.editions.select_related(*people).defer("body", "html")
    editions, live = list(rows), article.editions.public(now).only("pk").first()
    for edition in editions:
        edition.begins, edition.is_live = edition.live_from, edition == live
        edition.is_waiting = edition.live_from > now
        edition.address = _address(article, edition, live)
        has_ended = edition.live_until is not None and edition.live_until <= now
        edition.may_close = may_close and has_ended and not edition.closed_at
    withdrawals = list(article.withdrawals.select_related("by"))
    for withdrawal in withdrawals:
        withdrawal.begins = withdrawal.at
    steps = [*editions, *withdrawals]
    return sorted(steps, key=lambda step: step.begins, reverse=True)


def _address(article, edition, live):
    """Returns where to read it: a closed one nowhere, one to come and all of an article
    that is not on the public pages at the desk."""
    if edition.closed_at:
        return None
    if edition == live:
        return article.get_absolute_url()
    if live is None or edition.is_waiting:
        return reverse("admin:news_article_edition", args=[article.pk, edition.number])
    return reverse("news:edition", args=[article.slug, edition.number])
