"""The pages of an article's editions: all in order, each as it was, its closing."""

from django import forms
from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.urls import path, reverse
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from coopsite.core.forms import LineField
from coopsite.core.refusals import put_errors

from ...publishing import close_edition, find_holders, readable_versions
from ...views import render_edition
from .pages import ArticlePages
from .versions import version_choice


class ClosingForm(forms.Form):
    """Why the words of an edition go for ever."""

    reason = LineField(
        label="Lý do (sẽ công khai)",
        max_length=500,
        help_text="Người đọc thấy ở địa chỉ của bản này. Đừng nhắc lại điều cần xoá.",
    )
    versions = forms.MultipleChoiceField(
        label="Xoá lời khỏi các bản đã lưu",
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text="Đã đánh dấu sẵn các bản còn giữ đoạn văn, dòng chữ hoặc ảnh của bản "
        "này mà bản đang soạn và các bản đăng khác không có. Bản nào viết điều ấy bằng "
        "lời khác thì tự đánh dấu thêm: đóng rồi không làm lại được.",
    )

    def __init__(self, data, edition):
        super().__init__(data, initial={"versions": find_holders(edition)})
        rows = readable_versions(edition.article).select_related("history_user")
        self.fields["versions"].choices = [version_choice(row) for row in rows]


class EditionPages(ArticlePages):
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
        may_close = request.user.has_perm("news.close_edition")
        context = self._page(request, article, "Các bản đăng")
        context["steps"] = _steps(article, timezone.now(), may_close)
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
        if not request.user.has_perm("news.close_edition"):
            raise PermissionDenied
        edition = _get_edition(article, number)
        form = ClosingForm(request.POST or None, edition)
        if form.is_valid():
            try:
                close_edition(edition=edition, by=request.user, **form.cleaned_data)
            except ValidationError as error:
                put_errors(form, error)
            else:
                self.log_change(request, article, f"Đóng bản thứ {number}.")
                said = f"Đã đóng bản thứ {number}."
                if count := len(form.cleaned_data["versions"]):
                    said += f" Đã xoá lời khỏi {count} bản đã lưu."
                self.message_user(request, said, messages.SUCCESS)
                return redirect("admin:news_article_editions", pk)
        open_ones = article.editions.filter(closed_at=None).exclude(pk=edition.pk)
        context = self._page(request, article, f"Đóng bản thứ {number}")
        context |= {"form": form, "edition": edition}
        context["others"] = open_ones.order_by("number").values_list(
            "number", flat=True
        )
        page, status = "admin/news/closing_form.html", 400 if form.errors else 200
        return TemplateResponse(request, page, context, status=status)


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
