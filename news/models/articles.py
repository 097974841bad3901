"""Articles: what they hold, and who sees them when."""

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils import timezone
from simple_history.models import HistoricalRecords

from coopsite.core import richtext
from coopsite.core.match_text import MatchText

from .base import Posted, free_slug
from .images import Image
from .sections import Section


class ArticleQuerySet(models.QuerySet):
    def public(self, at=None):
        """Articles that the public sees at the moment `at` (default: now).

        Published, gone live, not expired, not withdrawn. Pages, lists, feeds and
        sitemaps all start here.
        """
        at = at or timezone.now()
        return self.filter(
            Q(expires_at=None) | Q(expires_at__gt=at),
            status=Article.Status.PUBLISHED,
            published_at__lte=at,
        )

    def newest_first(self):
        """Returns the one order of every list; the id settles equal moments."""
        return self.order_by("-published_at", "-id")

    def for_list(self):
        """With what a list entry shows, and without the bodies."""
        return self.select_related("section", "cover").defer("body")


class Article(Posted):
    """A piece of news or a report.

    Timestamps: `published_at` is when it goes live (may lie ahead), `expires_at`
    when it leaves the public pages, `updated_at` the last deliberate save.
    """

    class Status(models.TextChoices):
        DRAFT = "draft", "Bản nháp"
        PUBLISHED = "published", "Đăng"
        WITHDRAWN = "withdrawn", "Đã gỡ"

    title = models.CharField("tiêu đề", max_length=250)
    slug = models.SlugField(
        "địa chỉ",
        max_length=100,
        unique=True,
        blank=True,
        help_text="Phần cuối của địa chỉ trang. Để trống thì lấy theo tiêu đề.",
    )
    section = models.ForeignKey(
        Section, models.PROTECT, verbose_name="chuyên mục", related_name="articles"
    )
    lead = models.TextField(
        "tóm tắt",
        max_length=1000,
        blank=True,
        help_text="Đoạn mở đầu in đậm; cũng hiện trong danh sách tin.",
    )
    body = models.TextField("nội dung", blank=True)

    cover = models.ForeignKey(
        Image,
        models.PROTECT,
        verbose_name="ảnh đại diện",
        null=True,
        blank=True,
        related_name="articles",
    )
    cover_alt = models.CharField(
        "mô tả ảnh",
        max_length=250,
        blank=True,
        help_text="Đọc cho người không nhìn thấy ảnh: ảnh cho thấy điều gì?",
    )
    cover_caption = models.CharField("chú thích ảnh", max_length=300, blank=True)
    cover_credit = models.CharField(
        "nguồn ảnh",
        max_length=120,
        blank=True,
        help_text="Người chụp hoặc nơi cho ảnh.",
    )

    byline = models.CharField(
        "bút danh", max_length=120, blank=True, help_text="Ký cuối bài, ví dụ: KT."
    )
    source = models.CharField(
        "nguồn tin",
        max_length=200,
        blank=True,
        help_text="Nếu bài lấy lại từ nơi khác.",
    )
    is_featured = models.BooleanField(
        "tin chính",
        default=False,
        help_text="Đặt ở đầu trang chủ. Có nhiều tin chính thì lấy tin mới nhất.",
    )
    status = models.CharField(
        "trạng thái", max_length=10, choices=Status, default=Status.DRAFT
    )
    published_at = models.DateTimeField(
        "đăng lúc",
        null=True,
        blank=True,
        help_text="Để trống thì lấy lúc bấm đăng. Đặt giờ sau này để hẹn giờ đăng.",
    )
    expires_at = models.DateTimeField(
        "hết hạn lúc",
        null=True,
        blank=True,
        help_text="Từ lúc này bài không còn trên trang công khai. Thường để trống.",
    )

    match_text = MatchText("để tìm kiếm", sources=["title", "lead"])

    history = HistoricalRecords(
        verbose_name="bản trước",
        verbose_name_plural="các bản trước",
        excluded_fields=["updated_at", "match_text"],
    )
    objects = ArticleQuerySet.as_manager()

    class Meta:
        verbose_name = "bài viết"
        verbose_name_plural = "bài viết"
        ordering = ["-published_at", "-id"]
        permissions = [("publish_article", "Đăng và gỡ bài viết")]
        indexes = [
            models.Index(
                "section",
                F("published_at").desc(),
                F("id").desc(),
                name="article_by_section",
                condition=Q(status="published"),
            ),
            models.Index(
                F("published_at").desc(),
                F("id").desc(),
                name="article_newest",
                condition=Q(status="published"),
            ),
        ]
        constraints = [
            models.CheckConstraint(
                condition=~Q(title="") & ~Q(slug=""),
                name="article_is_named",
                violation_error_message="Bài viết phải có tiêu đề.",
            ),
            models.CheckConstraint(
                condition=Q(status__in=["draft", "published", "withdrawn"]),
                name="article_status_known",
            ),
            models.CheckConstraint(
                condition=~Q(status="published") | Q(published_at__isnull=False),
                name="article_published_at_a_moment",
                violation_error_message="Bài đã đăng phải có giờ đăng.",
            ),
            models.CheckConstraint(
                condition=Q(expires_at=None) | Q(expires_at__gt=F("published_at")),
                name="article_expires_after_publication",
                violation_error_message="Giờ hết hạn phải sau giờ đăng.",
            ),
            models.CheckConstraint(
                condition=Q(cover=None) | ~Q(cover_alt=""),
                name="article_cover_is_described",
                violation_error_message="Ảnh đại diện phải có mô tả ảnh.",
            ),
        ]

    def __str__(self):
        return self.title

    def clean(self):
        self.prepare()
        if self.status == self.Status.PUBLISHED and not self.published_at:
            self.published_at = timezone.now()
        if self.expires_at and not self.published_at:
            raise ValidationError(
                {"expires_at": "Bài chưa có giờ đăng thì chưa có giờ hết hạn."}
            )

    def save(self, *args, **kwargs):
        self.prepare()
        super().save(*args, **kwargs)

    def prepare(self):
        """Cleans the body, fills in what follows from the words; for bulk work, too."""
        self.body = richtext.clean(self.body)
        self.slug = self.slug or free_slug(Article, self.title)

    def get_absolute_url(self):
        return reverse("news:article", args=[self.slug])

    def is_public(self, at=None):
        """Returns whether the public sees it, by the same rule as `public`."""
        return Article.objects.public(at).filter(pk=self.pk).exists()

    @property
    def summary(self):
        """The lead, or the body's first words when there is none (for a page's
        description; lists load no bodies)."""
        return self.lead or richtext.plain_text(self.body)[:280]
