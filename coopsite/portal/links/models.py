"""Links that led nowhere when they were last looked at."""

from django.db import models
from django.db.models import Q

from news.models import Article

from ..pages.models import Page

MAX_ADDRESS = 2000


class BrokenLink(models.Model):
    """A link of a text that the public reads, and why it leads nowhere."""

    content_domain = None

    article = models.ForeignKey(
        Article, models.CASCADE, verbose_name="bài viết", null=True, related_name="+"
    )
    page = models.ForeignKey(
        Page, models.CASCADE, verbose_name="trang", null=True, related_name="+"
    )
    address = models.CharField("dẫn đến", max_length=MAX_ADDRESS)
    reason = models.CharField("vì sao hỏng", max_length=200)
    found_at = models.DateTimeField("thấy lần đầu lúc")
    checked_at = models.DateTimeField("soát lần cuối lúc")

    class Meta:
        default_permissions = ()
        verbose_name = "liên kết hỏng"
        verbose_name_plural = "liên kết hỏng"
        ordering = ["-found_at", "-id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(article=None, page__isnull=False)
                | Q(article__isnull=False, page=None),
                name="broken_link_in_one_text",
            )
        ]

    def __str__(self):
        return self.address

    @property
    def text(self):
        """The article or page that it stands in."""
        return self.article or self.page
