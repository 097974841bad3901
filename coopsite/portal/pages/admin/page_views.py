"""Pages of one information page beside its form: preview, editions, withdrawal."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.urls import path, reverse
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from coopsite.core.refusals import put_errors
from news.admin.articles.closing import ClosingPages

from ..models import Page
from ..publishing import cancel, withdraw
from ..views import render_draft, render_edition
from .forms import PageClosingForm, WithdrawalForm


class PageViews(ClosingPages):
    """A mixin of the pages' admin."""

    closing_form = PageClosingForm
    closing_template = "admin/portal/page_closing.html"

    def get_urls(self):
        pages = [
            ("xem-truoc/", require_safe(self.preview), "preview"),
            ("cac-ban/", require_safe(self.editions), "editions"),
            ("cac-ban/<int:number>/", require_safe(self.edition), "edition"),
            ("cac-ban/<int:number>/dong/", self.close, "close"),
            ("go/", self.withdraw, "withdraw"),
            ("huy-hen-gio/", require_POST(self.cancel), "cancel"),
        ]
        own = [
            path(
                f"<int:pk>/{address}",
                self.admin_site.admin_view(view),
                name=f"portal_page_{name}",
            )
            for address, view, name in pages
        ]
        return own + super().get_urls()

    def has_publish_permission(self, request):
        return request.user.has_perm("portal.publish_page")

    def _get_page(self, request, pk, may):
        """Returns the page; who may not see any hears nothing of which there are."""
        if not may(request):
            raise PermissionDenied
        page = get_object_or_404(Page.objects.select_related("parent"), pk=pk)
        if not may(request, page):
            raise PermissionDenied
        return page

    def _may_publish(self, request, page=None):
        may = self.has_change_permission(request, page)
        return may and self.has_publish_permission(request)

    def preview(self, request, pk):
        """Shows the working copy as the public would see it, to staff only."""
        page = self._get_page(request, pk, self.has_view_permission)
        return never_cache(render_draft)(request, page)

    def editions(self, request, pk):
        """Shows the editions and withdrawals of a page, the newest first."""
        page, now = (
            self._get_page(request, pk, self.has_view_permission),
            timezone.now(),
        )
        people = ["published_by", "closed_by"]
        steps = list(page.editions.select_related(*people).defer("body"))
        live = page.editions.public(now).first()
        for step in steps:
            step.begins, step.is_live = step.live_from, step == live
            step.is_waiting = step.live_from > now
            has_ended = step.live_until is not None and step.live_until <= now
            is_open = has_ended and not step.closed_at
            step.may_close = is_open and self.may_close(request)
        for withdrawal in page.withdrawals.select_related("by"):
            withdrawal.begins = withdrawal.at
            steps.append(withdrawal)
        context = self._describe(request, page, "Các bản đăng")
        context["steps"] = sorted(steps, key=lambda one: one.begins, reverse=True)
        return TemplateResponse(request, "admin/portal/page_editions.html", context)

    def edition(self, request, pk, number):
        """Shows an edition as its page was or will be."""
        page = self._get_page(request, pk, self.has_view_permission)
        rows = page.editions.select_related("page", "page__parent")
        edition = get_object_or_404(rows, number=number, closed_at=None)
        return never_cache(render_edition)(request, edition)

    def close(self, request, pk, number):
        """Asks why, and takes the words of a former edition away for ever."""
        page = self._get_page(request, pk, self.has_view_permission)
        edition = get_object_or_404(page.editions.select_related("page"), number=number)
        context = self._describe(request, page, f"Đóng bản thứ {number}")
        return self.answer_closing(request, page, edition, context)

    def cancel(self, request, pk):
        """Takes a scheduled edition back."""
        page = self._get_page(request, pk, self._may_publish)
        try:
            cancel(page=page, by=request.user)
        except ValidationError as error:
            self.message_user(request, " ".join(error.messages), messages.ERROR)
        else:
            self.log_change(request, page, "Huỷ hẹn giờ.")
            self.message_user(request, "Đã huỷ hẹn giờ.", messages.SUCCESS)
        return redirect("admin:portal_page_change", pk)

    def withdraw(self, request, pk):
        """Asks why, and takes the page off the public pages."""
        page = self._get_page(request, pk, self._may_publish)
        form = WithdrawalForm(request.POST or None)
        if form.is_valid() and self._withdraw(request, page, form):
            return redirect("admin:portal_page_change", pk)
        context = self._describe(request, page, "Gỡ trang") | {"form": form}
        template, status = (
            "admin/portal/page_withdrawal.html",
            400 if form.errors else 200,
        )
        return TemplateResponse(request, template, context, status=status)

    def _withdraw(self, request, page, form):
        """Returns whether it was withdrawn; the form says why not."""
        try:
            withdraw(page=page, by=request.user, **form.cleaned_data)
        except ValidationError as error:
            put_errors(form, error)
            return False
        self.log_change(request, page, "Gỡ trang.")
        self.message_user(request, "Đã gỡ trang.", messages.SUCCESS)
        return True

    def _describe(self, request, page, title):
        """Returns what the template of every page of one row needs."""
        return self.admin_site.each_context(request) | {
            "title": title,
            "subtitle": str(page),
            "opts": self.opts,
            "list_address": reverse("admin:portal_page_changelist"),
            "page": page,
        }
