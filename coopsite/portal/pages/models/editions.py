"""Editions and withdrawals of information pages."""

from django.conf import settings
from django.db import models
from django.db.models import Q

from coopsite.core.content_version import PAGES
from coopsite.core.editions import DatedEdition, DatedQuerySet
from coopsite.core.full_text.querysets import Searched

from .pages import Page
from .wording import PageWording


class PageEditionQuerySet(Searched, DatedQuerySet):
    def for_list(self):
        """With what a list entry shows, and nothing else."""
        return self.select_related("page").only(
            "title", "lead", "live_from", "page__path", "page__lang", "page__is_demo"
        )


class PageEdition(DatedEdition, PageWording):
    """An edition of a page. At most one is public at a moment, and at most one waits to
    go live. Its HTML is made when it is read: pages are few, and kept when finished."""

    content_domain = PAGES
    # Of what kept HTML is made by; none is kept (`news.publishing.page_html`).
    html, renderer = "", None

    page = models.ForeignKey(
        Page, models.PROTECT, verbose_name="trang", related_name="editions"
    )

    objects = PageEditionQuerySet.as_manager()

    class Meta:
        verbose_name = "bản đăng của trang"
        verbose_name_plural = "các bản đăng của trang"
        ordering = ["-live_from", "-id"]
        indexes = [
            models.Index("live_from", name="page_edition_begins"),
            models.Index("live_until", name="page_edition_ends"),
        ]
        constraints = [
            *DatedEdition.Meta.constraints,
            models.UniqueConstraint(
                fields=["page", "number"], name="page_edition_numbered_once"
            ),
            models.CheckConstraint(
                condition=~Q(title="") | Q(closed_at__isnull=False),
                name="page_edition_is_named",
            ),
        ]

    def get_absolute_url(self):
        return self.page.get_absolute_url()

    @property
    def is_demo(self):
        return self.page.is_demo


class PageWithdrawal(models.Model):
    """One withdrawal of a page; the page in its place (410) tells of it."""

    content_domain = PAGES

    page = models.ForeignKey(
        Page, models.PROTECT, verbose_name="trang", related_name="withdrawals"
    )
    at = models.DateTimeField("gỡ lúc")
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        related_name="+",
        null=True,
        verbose_name="người gỡ",
    )
    note = models.TextField(
        "lý do gỡ",
        max_length=1000,
        help_text="Người đọc thấy ở địa chỉ của trang: vì sao gỡ, xem ở đâu thay.",
    )

    class Meta:
        verbose_name = "lần gỡ trang"
        verbose_name_plural = "các lần gỡ trang"
        ordering = ["-at", "-id"]
        constraints = [
            models.CheckConstraint(
                condition=~Q(note=""), name="page_withdrawal_says_why"
            ),
            models.UniqueConstraint(
                fields=["page", "at"], name="page_withdrawal_once_a_moment"
            ),
        ]

    def __str__(self):
        return f"{self.page}: {self.note}"
