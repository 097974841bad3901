"""The proof of an import: the raw page, its hash, when it was read; and where the old
site's addresses lead now."""

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Q

from news.models import Article

from .addresses import MAX_LENGTH, find_fault, find_fault_of_target, normalise


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


class OldAddress(models.Model):
    """An address of the old site, and where it leads: to an article, or to another
    address of the portal.

    `address` is kept as `addresses.normalise` writes it. It is looked up only where
    nothing else answers (`redirects`), and what is answered is kept nowhere, so no page
    depends on it.
    """

    content_domain = None

    address = models.CharField(
        "địa chỉ cũ",
        max_length=MAX_LENGTH,
        unique=True,
        help_text="Như trên thanh địa chỉ của trang cũ, có hay không có tên miền đều "
        "được; ví dụ /tin-tuc/chi-tiet.aspx?id=123.",
        error_messages={"unique": "Địa chỉ cũ này đã có nơi dẫn đến: hãy sửa dòng ấy."},
    )
    article = models.ForeignKey(
        Article,
        models.CASCADE,
        verbose_name="dẫn đến bài viết",
        null=True,
        blank=True,
        related_name="old_addresses",
    )
    leads_to = models.CharField(
        "hoặc dẫn đến trang",
        max_length=300,
        blank=True,
        help_text="Địa chỉ một trang của cổng này, bắt đầu bằng dấu /; ví dụ "
        "/gioi-thieu/.",
    )
    created_at = models.DateTimeField("ghi lúc", auto_now_add=True)

    class Meta:
        verbose_name = "địa chỉ của trang cũ"
        verbose_name_plural = "địa chỉ của trang cũ"
        ordering = ["address"]
        constraints = [
            models.CheckConstraint(
                condition=~Q(address="")
                & (
                    Q(article=None) & ~Q(leads_to="")
                    | Q(article__isnull=False, leads_to="")
                ),
                name="old_address_leads_to_one",
                violation_error_message="Hãy chọn một bài viết hoặc ghi một địa chỉ, "
                "không cả hai.",
            )
        ]

    def __str__(self):
        return self.address

    def clean(self):
        """Writes the address as it is looked up; says at its field what is wrong."""
        self.address = normalise(self.address)
        if fault := find_fault(self.address):
            raise ValidationError({"address": fault})
        if self.leads_to and (fault := find_fault_of_target(self.leads_to)):
            raise ValidationError({"leads_to": fault})

    @property
    def target(self):
        """The address it leads to; None where the article is not public."""
        if self.article is None:
            return self.leads_to
        is_there = self.article.was_public()
        return self.article.get_absolute_url() if is_there else None
