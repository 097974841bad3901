"""Video clips: a file of ours or a YouTube address."""

import re

from django.core.exceptions import ValidationError
from django.core.validators import FileExtensionValidator
from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.crypto import get_random_string

from coopsite.core.addresses import address_of
from coopsite.core.content_version import NEWS
from coopsite.core.full_text.querysets import Searched
from coopsite.core.history import keep_versions
from coopsite.core.match_text import MatchText

from .base import Posted, free_slug
from .images import Image

_YOUTUBE = re.compile(
    r"(?:https?://)?(?:www\.|m\.)?(?:youtu\.be/|youtube(?:-nocookie)?\.com/"
    r"(?:watch\?(?:.*&)?v=|embed/|shorts/|live/))([\w-]{11})(?:[?&#].*)?",
    re.ASCII,
)


def youtube_id(address):
    """Returns the 11 characters that name a YouTube clip; ValidationError if none."""
    match = _YOUTUBE.fullmatch(address.strip())
    if not match:
        raise ValidationError(
            "Đây không phải địa chỉ một clip YouTube. Mở clip trên YouTube, bấm "
            "“Chia sẻ” rồi chép địa chỉ, ví dụ https://youtu.be/abcdefghijk."
        )
    return match[1]


def random_name(instance, filename):
    """Stores an uploaded file under a name nobody can guess, its ending kept."""
    ending = filename.rpartition(".")[2].lower()
    return f"clips/{get_random_string(20).lower()}.{ending}"


class VideoClipQuerySet(Searched):
    def public(self, at=None):
        """Clips that the public sees at the moment `at` (default: now)."""
        return self.filter(published_at__lte=at or timezone.now())

    def newest_first(self):
        return self.order_by("-published_at", "-id")


class VideoClip(Posted):
    """A clip. `published_at` empty: not public yet; ahead: goes live then."""

    content_domain = NEWS

    title = models.CharField("tên clip", max_length=250)
    slug = models.SlugField(
        "địa chỉ",
        max_length=100,
        unique=True,
        blank=True,
        help_text="Phần cuối của địa chỉ trang. Để trống thì lấy theo tên clip.",
    )
    description = models.TextField("mô tả", max_length=2000, blank=True)
    file = models.FileField(
        "tệp clip",
        upload_to=random_name,
        blank=True,
        validators=[FileExtensionValidator(["mp4", "webm"])],
        help_text="MP4 (H.264) hoặc WebM. Chọn tệp hoặc điền địa chỉ YouTube.",
    )
    youtube = models.CharField(
        "địa chỉ YouTube",
        max_length=200,
        blank=True,
        help_text="Ví dụ https://youtu.be/abcdefghijk.",
    )
    poster = models.ForeignKey(
        Image,
        models.PROTECT,
        verbose_name="ảnh bìa",
        null=True,
        blank=True,
        related_name="clips",
        help_text="Để trống thì lấy một khung hình trong clip.",
    )
    captions = models.FileField(
        "phụ đề",
        upload_to=random_name,
        blank=True,
        validators=[FileExtensionValidator(["vtt"])],
        help_text="Tệp WebVTT (.vtt), cho người không nghe được.",
    )
    duration = models.PositiveIntegerField(
        "thời lượng (giây)",
        null=True,
        blank=True,
        help_text="Để trống thì đo từ tệp clip.",
    )
    published_at = models.DateTimeField(
        "đăng lúc",
        null=True,
        blank=True,
        help_text="Để trống: chưa đăng. Đặt giờ sau này để hẹn giờ đăng.",
    )

    # Until then its file may be one that not every browser plays.
    is_prepared = models.BooleanField(
        "đã chuẩn bị xong", default=True, db_default=True, editable=False
    )
    match_text = MatchText(sources=["title", "description"], default="", db_default="")

    history = keep_versions("updated_at", "match_text", "is_prepared")
    objects = VideoClipQuerySet.as_manager()

    class Meta:
        verbose_name = "video clip"
        verbose_name_plural = "video clip"
        ordering = ["-published_at", "-id"]
        permissions = [("publish_videoclip", "Đăng và gỡ video clip")]
        indexes = [
            models.Index(F("published_at").desc(), F("id").desc(), name="clip_newest")
        ]
        constraints = [
            models.CheckConstraint(
                condition=~Q(title="") & ~Q(slug=""), name="clip_is_named"
            ),
            models.CheckConstraint(
                condition=Q(file="", youtube__gt="") | Q(file__gt="", youtube=""),
                name="clip_has_one_source",
                violation_error_message="Chọn tệp clip hoặc điền địa chỉ YouTube, "
                "chỉ một trong hai.",
            ),
        ]

    def __str__(self):
        return self.title

    def clean(self):
        self._fill_in_slug()
        if self.youtube:
            try:
                self.youtube = f"https://youtu.be/{youtube_id(self.youtube)}"
            except ValidationError as error:
                raise ValidationError({"youtube": error}) from error

    def save(self, *args, **kwargs):
        self._fill_in_slug()
        super().save(*args, **kwargs)

    def _fill_in_slug(self):
        self.slug = self.slug or free_slug(VideoClip, self.title)

    def get_absolute_url(self):
        return address_of("news:clip", self.slug)

    @property
    def youtube_id(self):
        return youtube_id(self.youtube) if self.youtube else ""

    @property
    def media_type(self):
        """What its file is, if it is one of ours."""
        return "video/webm" if self.file.name.endswith(".webm") else "video/mp4"

    @property
    def embed_url(self):
        """The player that sets no cookie before the reader clicks."""
        return f"https://www.youtube-nocookie.com/embed/{self.youtube_id}?autoplay=1"
