"""Pages of one article beside its form: the preview, the withdrawal, taking back."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.urls import path, reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from coopsite.core.refusals import put_errors

from ...models import Article
from ...publishing import cancel, withdraw
from ...views import render_draft
from .forms import WithdrawalForm


class ArticlePages:
    """A mixin of the articles' admin."""

    def get_urls(self):
        view = self.admin_site.admin_view
        pages = [
            ("xem-truoc", self.preview, "preview"),
            ("go", self.withdraw, "withdraw"),
            ("huy-hen-gio", require_POST(self.cancel), "cancel"),
        ]
        own = [
            path(f"<int:pk>/{address}/", view(page), name=f"news_article_{name}")
            for address, page, name in pages
        ]
        return own + super().get_urls()

    def _article(self, request, pk, may):
        """Returns the article; who may not see any hears nothing of which there are."""
        rows = Article.objects.select_related("section")
        article = get_object_or_404(rows, pk=pk) if may(request) else None
        if article is None or not may(request, article):
            raise PermissionDenied
        return article

    def preview(self, request, pk):
        """Shows a draft as the public would see it, to staff only."""
        article = self._article(request, pk, self.has_view_permission)
        return never_cache(render_draft)(request, article)

    def _may_publish(self, request, article=None):
        may = self.has_change_permission(request, article)
        return may and self.has_publish_permission(request)

    def cancel(self, request, pk):
        """Takes a scheduled edition back."""
        article = self._article(request, pk, self._may_publish)
        try:
            cancel(article=article, by=request.user)
        except ValidationError as error:
            self.message_user(request, " ".join(error.messages), messages.ERROR)
        else:
            self.log_change(request, article, "Huỷ hẹn giờ.")
            self.message_user(request, "Đã huỷ hẹn giờ.", messages.SUCCESS)
        return redirect("admin:news_article_change", pk)

    def withdraw(self, request, pk):
        """Asks why, and takes the article off the public pages."""
        article = self._article(request, pk, self._may_publish)
        form = WithdrawalForm(request.POST or None)
        if form.is_valid():
            try:
                withdraw(article=article, by=request.user, **form.cleaned_data)
            except ValidationError as error:
                put_errors(form, error)
            else:
                self.log_change(request, article, "Gỡ bài.")
                self.message_user(request, "Đã gỡ bài.", messages.SUCCESS)
                return redirect("admin:news_article_change", pk)
        context = self._page(request, article, "Gỡ bài khỏi trang") | {"form": form}
        status = 400 if form.errors else 200
        page = "admin/news/withdrawal_form.html"
        return TemplateResponse(request, page, context, status=status)

    def _page(self, request, article, title):
        """Returns what the template of every page of one article needs."""
        return {
            **self.admin_site.each_context(request),
            "title": title,
            "subtitle": str(article),
            "opts": self.opts,
            "list_address": reverse("admin:news_article_changelist"),
            "article": article,
        }
