"""The picture library: each picture is kept once, in a fixed set of sizes."""

from typing import NamedTuple

from django.conf import settings
from django.core.files.storage import default_storage
from django.db import models
from django.db.models import Q

from coopsite.core.content_version import NEWS
from coopsite.core.match_text import MatchText


class Shown(NamedTuple):
    """A file of a picture."""

    url: str
    width: int
    height: int


class Image(models.Model):
    """A picture, re-encoded at upload; files lie in one folder named at random.

    The folder holds `goc.jpg` (the largest, at most 2560 px wide) and, once
    `has_sizes`, `<width>.avif`, `<width>.webp` for each width in `widths`; once
    `has_card`, `card.jpg`, cut to the shape that shared links show.
    """

    content_domain = NEWS

    WIDTHS = (400, 800, 1600)
    CARD = (1200, 630)

    folder = models.CharField(max_length=60, unique=True, editable=False)
    title = models.CharField(
        "tên ảnh", max_length=200, help_text="Để tìm lại trong thư viện ảnh."
    )
    width = models.PositiveIntegerField("rộng (px)", editable=False)
    height = models.PositiveIntegerField("cao (px)", editable=False)
    sha256 = models.CharField(max_length=64, unique=True, editable=False)
    has_sizes = models.BooleanField("đã có các cỡ", default=False, editable=False)
    has_card = models.BooleanField(
        "đã có ảnh chia sẻ", default=False, db_default=False, editable=False
    )
    credit = models.CharField("nguồn ảnh", max_length=120, blank=True)
    alt = models.CharField(
        "mô tả ảnh",
        max_length=250,
        blank=True,
        default="",
        db_default="",
        help_text="Đọc cho người không nhìn thấy ảnh; điền sẵn khi chèn ảnh vào bài.",
    )
    caption = models.CharField(
        "chú thích ảnh", max_length=300, blank=True, default="", db_default=""
    )
    filename = models.CharField(
        "tên tệp", max_length=200, default="", db_default="", editable=False
    )
    uploaded_at = models.DateTimeField("tải lên lúc", auto_now_add=True)
    uploaded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        verbose_name="người tải lên",
        null=True,
        editable=False,
        related_name="+",
    )
    match_text = MatchText(
        sources=["title", "credit", "caption", "filename"], default="", db_default=""
    )
    is_demo = models.BooleanField("minh hoạ", default=False, editable=False)

    is_known = False  # set by `add_image`: whether the library had the file before

    class Meta:
        verbose_name = "ảnh"
        verbose_name_plural = "thư viện ảnh"
        ordering = ["-uploaded_at", "-id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(width__gt=0) & Q(height__gt=0), name="image_has_a_size"
            )
        ]

    def __str__(self):
        return self.title

    @property
    def url(self):
        """The address of the JPEG, which every browser and every card reads."""
        return self._address_of("goc.jpg")

    def _address_of(self, name):
        return f"{default_storage.url(self.folder)}/{name}"

    @property
    def card_size(self):
        """The size of what `CARD` cuts out of it: never larger than itself."""
        width, height = self.CARD
        scale = min(self.width / width, self.height / height, 1)
        return max(1, round(width * scale)), max(1, round(height * scale))

    @property
    def card(self):
        """The JPEG for shared links and feeds, as a `Shown`; the original until there
        is one."""
        if not self.has_card:
            return Shown(self.url, self.width, self.height)
        return Shown(self._address_of("card.jpg"), *self.card_size)

    @property
    def widths(self):
        """The widths made of this picture: never wider than itself."""
        return [w for w in self.WIDTHS if w <= self.width] or [self.width]

    @property
    def avif(self):
        return self._srcset("avif")

    @property
    def webp(self):
        return self._srcset("webp")

    @property
    def body_url(self):
        """The address put into an article's body: a page-wide WebP once made."""
        return self._made(self.widths[-1])

    @property
    def small_url(self):
        """The address of the smallest size."""
        return self._made(self.widths[0])

    def _made(self, width):
        if not self.has_sizes:
            return self.url
        return self._address_of(f"{width}.webp")

    def _srcset(self, extension):
        base = default_storage.url(self.folder)
        return ", ".join(f"{base}/{w}.{extension} {w}w" for w in self.widths)
