"""Articles: their identity, and the working copy that the desk writes."""

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Exists, OuterRef, Q, Subquery, Sum
from django.db.models.functions import Coalesce
from django.utils import timezone

from coopsite.core import richtext
from coopsite.core.addresses import address_of
from coopsite.core.editions import Publishable
from coopsite.core.history import keep_versions
from coopsite.core.match_text import MatchText

from .addresses import FormerAddress
from .base import Posted, free_slug
from .editions import Edition
from .reads import DailyReads
from .uses import record_uses
from .withdrawals import Withdrawal
from .wording import Wording


class ArticleQuerySet(models.QuerySet):
    def with_state(self, at=None):
        """Each with `is_live`, `is_waiting` and `was_withdrawn` as of the moment `at`
        (default: now), which `Article.state` tells in a word."""
        at = at or timezone.now()
        own = Edition.objects.filter(article=OuterRef("pk"))
        later = Edition.objects.filter(
            article=OuterRef("article"),
            live_from__gte=OuterRef("at"),
            live_from__lte=at,
        )
        withdrawals = Withdrawal.objects.filter(article=OuterRef("pk"), at__lte=at)
        return self.annotate(
            is_live=Exists(own.public(at)),
            is_waiting=Exists(own.waiting(at)),
            was_withdrawn=Exists(withdrawals.filter(~Exists(later))),
        )

    def with_reads(self):
        """Each with `reads`: how often it was read on all counted days."""
        own = DailyReads.objects.filter(article=OuterRef("pk")).values("article")
        total = own.annotate(total=Sum("count")).values("total")
        return self.annotate(reads=Coalesce(Subquery(total), 0))

    def in_bin(self):
        """Drafts that were deleted, and can be brought back for a while."""
        return self.filter(deleted_at__isnull=False)

    def outside_bin(self):
        """What the desk works with."""
        return self.filter(deleted_at=None)


class Article(Posted, Publishable, Wording):
    """A piece of news or a report, as the desk writes it.

    The public reads an `Edition`, which publishing makes of it; saving the article
    changes nothing public. `first_published_at`: when its first edition goes or went
    live; fixed once passed. `expires_at`: when the desk wants it to leave the public
    pages. `updated_at`: the last deliberate save. `deleted_at`: when a draft went into
    the bin, where it keeps its address.
    """

    content_domain = None

    class Stage(models.TextChoices):
        WRITING = "writing", "Đang viết"
        SENT = "sent", "Chờ duyệt"
        RETURNED = "returned", "Trả lại"

    class State(models.TextChoices):
        DRAFT = "nhap", "Bản nháp"
        SCHEDULED = "hen-gio", "Hẹn giờ đăng"
        LIVE = "dang", "Đã đăng"
        REPLACING = "hen-thay", "Đã đăng, hẹn giờ bản thay"
        EXPIRED = "het-han", "Đã hết hạn"
        WITHDRAWN = "go", "Đã gỡ"

    slug = models.SlugField(
        "địa chỉ",
        max_length=100,
        unique=True,
        blank=True,
        help_text="Phần cuối của địa chỉ trang. Để trống thì lấy theo tiêu đề.",
    )
    is_featured = models.BooleanField(
        "tin chính",
        default=False,
        help_text="Đặt ở đầu trang chủ. Có nhiều tin chính thì lấy tin mới nhất.",
    )
    expires_at = models.DateTimeField(
        "hết hạn lúc",
        null=True,
        blank=True,
        help_text="Từ lúc này bài không còn trên trang công khai. Thường để trống.",
    )

    # Of the working copy: whose turn it is.
    stage = models.CharField(
        "chặng", max_length=10, choices=Stage, default=Stage.WRITING, editable=False
    )

    deleted_at = models.DateTimeField("vào thùng rác lúc", null=True, editable=False)
    deleted_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        verbose_name="người xoá",
        null=True,
        editable=False,
        related_name="+",
    )

    match_text = MatchText("để tìm kiếm", sources=["title", "lead"])

    history = keep_versions(
        "updated_at", "match_text", "slug", "is_featured", "first_published_at",
        "expires_at", "stage", "deleted_at", "deleted_by",
    )  # fmt: skip
    objects = ArticleQuerySet.as_manager()

    class Meta:
        verbose_name = "bài viết"
        verbose_name_plural = "bài viết"
        ordering = ["-updated_at", "-id"]
        permissions = [("publish_article", "Đăng và gỡ bài viết")]
        constraints = [
            *Wording.Meta.constraints,
            models.CheckConstraint(
                condition=~Q(title="") & ~Q(slug=""),
                name="article_is_named",
                violation_error_message="Bài viết phải có tiêu đề.",
            ),
            models.CheckConstraint(
                condition=Q(stage__in=["writing", "sent", "returned"]),
                name="article_stage_known",
            ),
            models.CheckConstraint(
                condition=Q(deleted_at=None) | Q(first_published_at=None),
                name="article_in_bin_is_a_draft",
                violation_error_message="Bài đã hoặc sắp lên trang thì không xoá được.",
            ),
        ]

    def clean(self):
        self.prepare()
        former = FormerAddress.objects.filter(slug=self.slug)
        if former.exclude(article=self.pk).exists():
            raise ValidationError(
                {"slug": "Địa chỉ này từng là của bài khác và vẫn dẫn đến bài ấy."}
            )

    def save(self, *args, **kwargs):
        self.prepare()
        is_new = self.pk is None
        super().save(*args, **kwargs)
        record_uses([self], "article", are_new=is_new)

    def prepare(self):
        """Cleans the body, fills in what follows from the words; for bulk work, too."""
        self.body = richtext.clean(self.body)
        self.slug = self.slug or free_slug(Article, self.title, FormerAddress)

    def get_absolute_url(self):
        return address_of("news:article", self.slug)

    @property
    def state(self):
        """What the public sees of it, for rows of `with_state`."""
        if self.is_live:
            return self.State.REPLACING if self.is_waiting else self.State.LIVE
        if self.is_waiting:
            return self.State.SCHEDULED
        if self.was_withdrawn:
            return self.State.WITHDRAWN
        return self.State.EXPIRED if self.was_public() else self.State.DRAFT

    @property
    def summary(self):
        """The lead, or the body's first words when there is none."""
        return self.lead or richtext.plain_text(self.body)[:280]
