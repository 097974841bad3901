"""The proof of an import: the raw page, its hash, and when it was read."""

from django.db import models
from django.db.models import Q

from news.models import Article


class OldPage(models.Model):
    """One reading of a page of the old site. A changed page is a new row.

    The rows outlive their article: who deletes an article does not delete the proof,
    and the next import knows that it was there.
    """

    content_domain = None

    name = models.CharField(
        "tên trang", max_length=250, help_text="Tên tệp, không có thư mục và đuôi tệp."
    )
    reading = models.PositiveIntegerField(
        "lần đọc", help_text="Lần đọc thứ mấy trang này có chữ khác lần trước."
    )
    raw = models.TextField("nguyên văn")
    sha256 = models.CharField("mã băm SHA-256", max_length=64)
    imported_at = models.DateTimeField("nhập lúc", auto_now_add=True)
    article = models.ForeignKey(
        Article,
        models.SET_NULL,
        verbose_name="bài viết",
        null=True,
        related_name="old_pages",
    )
    # Hash of the article's texts as the import wrote them: another hash in the
    # article means that somebody has edited it since.
    written_sha256 = models.CharField("mã băm bài đã ghi", max_length=64)

    class Meta:
        verbose_name = "trang cũ đã nhập"
        verbose_name_plural = "trang cũ đã nhập"
        ordering = ["-imported_at", "-id"]
        constraints = [
            # Two imports at once cannot both take the same page in.
            models.UniqueConstraint(
                fields=["name", "reading"], name="old_page_read_once"
            ),
            models.CheckConstraint(
                condition=~Q(name="") & ~Q(raw=""), name="old_page_has_text"
            ),
        ]

    def __str__(self):
        return self.name
