"""Information pages: their place in the tree, and the working copy of the desk."""

from django.db import models
from django.db.models import F, Q

from coopsite.core import richtext
from coopsite.core.addresses import address_of
from coopsite.core.content_version import PAGES
from coopsite.core.editions import Publishable
from coopsite.core.history import keep_versions
from coopsite.core.vietnamese import slugify
from news.models import Image, VideoClip
from news.models.base import Posted

from .wording import PageWording

MAX_DEPTH = 3
_SLUG = 60


class Page(Posted, Publishable, PageWording):
    """A page of the tree, as the desk writes it; the public reads a `PageEdition`.

    Its place (address, order, parent) holds at once, without an edition; so what is
    saved here counts as public. `path` follows from the slugs down to it.
    """

    content_domain = PAGES

    class Language(models.TextChoices):
        VIETNAMESE = "vi", "Tiếng Việt"
        ENGLISH = "en", "Tiếng Anh"

    class Role(models.TextChoices):
        NONE = "", "Trang thường"
        CONTACTS = "contacts", "Liên hệ: hiện địa chỉ, điện thoại, thư điện tử"
        PRIVACY = "privacy", "Quyền riêng tư: chân mọi trang dẫn đến"

    slug = models.SlugField(
        "địa chỉ",
        max_length=_SLUG,
        blank=True,
        help_text="Phần cuối của địa chỉ trang. Để trống thì lấy theo tiêu đề. Địa chỉ "
        "cũ đã công khai sẽ tự dẫn đến địa chỉ mới.",
    )
    parent = models.ForeignKey(
        "self",
        models.PROTECT,
        verbose_name="trang cấp trên",
        null=True,
        blank=True,
        related_name="children",
        help_text="Để trống: trang đứng ở cấp đầu. Cây trang có nhiều nhất ba cấp.",
    )
    order = models.PositiveSmallIntegerField(
        "thứ tự",
        default=100,
        help_text="Số nhỏ đứng trước, trong cùng một cấp; ở chân trang cũng vậy.",
    )
    path = models.CharField(max_length=3 * _SLUG + 2, unique=True, editable=False)
    role = models.CharField(
        "vai trò",
        max_length=10,
        choices=Role,
        blank=True,
        default=Role.NONE,
        help_text="Mỗi vai trò chỉ một trang nhận, ở mỗi thứ tiếng.",
    )
    lang = models.CharField(
        "viết bằng", max_length=2, choices=Language, default=Language.VIETNAMESE
    )
    translation_of = models.OneToOneField(
        "self",
        models.SET_NULL,
        verbose_name="là bản dịch của",
        null=True,
        blank=True,
        related_name="translation",
        help_text="Chỉ cho trang tiếng Anh: hai trang dẫn đến nhau.",
    )

    history = keep_versions(
        "updated_at", "slug", "parent", "order", "path", "role", "lang",
        "translation_of", "first_published_at",
    )  # fmt: skip

    class Meta:
        verbose_name = "trang thông tin"
        verbose_name_plural = "trang thông tin"
        ordering = ["path"]
        permissions = [("publish_page", "Đăng và gỡ trang thông tin")]
        constraints = [
            models.CheckConstraint(
                condition=~Q(title="") & ~Q(slug="") & ~Q(path=""),
                name="page_is_named",
                violation_error_message="Trang phải có tiêu đề.",
            ),
            models.CheckConstraint(
                condition=Q(lang__in=["vi", "en"]), name="page_language_known"
            ),
            models.CheckConstraint(
                condition=Q(role__in=["", "contacts", "privacy"]),
                name="page_role_known",
            ),
            models.UniqueConstraint(
                fields=["role", "lang"],
                condition=~Q(role=""),
                name="page_role_once_a_language",
                violation_error_message="Đã có trang khác nhận vai trò này.",
            ),
            models.CheckConstraint(
                condition=Q(translation_of=None) | Q(lang="en"),
                name="page_translated_into_english",
                violation_error_message="Chỉ trang tiếng Anh là bản dịch.",
            ),
            models.CheckConstraint(
                condition=Q(parent=None) | ~Q(parent=F("id")),
                name="page_not_below_itself",
            ),
        ]

    def save(self, *args, **kwargs):
        self.prepare()
        super().save(*args, **kwargs)

    def prepare(self):
        """Cleans the body and fills in what follows from the words and the place."""
        self.body = richtext.clean(self.body)
        self.slug = self.slug or slugify(self.title, _SLUG) or "trang"
        above = f"{self.parent.path}/" if self.parent else ""
        self.path = f"{above}{self.slug}"

    def get_absolute_url(self):
        return address_of("portal:page", self.path)


class FormerPageAddress(models.Model):
    """An address at which a page was public; it leads to the present one for ever."""

    content_domain = PAGES

    page = models.ForeignKey(
        Page, models.CASCADE, verbose_name="trang", related_name="former_addresses"
    )
    path = models.CharField("địa chỉ cũ", max_length=3 * _SLUG + 2, unique=True)
    changed_at = models.DateTimeField("đổi lúc", auto_now_add=True)

    class Meta:
        verbose_name = "địa chỉ cũ của trang"
        verbose_name_plural = "các địa chỉ cũ của trang"

    def __str__(self):
        return self.path


class PageImageUse(models.Model):
    """A picture that a page shows or showed in one of its versions or editions; while
    there is one, the picture stays."""

    content_domain = None

    image = models.ForeignKey(
        Image, models.PROTECT, verbose_name="ảnh", related_name="page_uses"
    )
    page = models.ForeignKey(
        Page, models.CASCADE, verbose_name="trang", related_name="image_uses"
    )

    class Meta:
        verbose_name = "ảnh dùng trong trang thông tin"
        verbose_name_plural = "các ảnh dùng trong trang thông tin"
        constraints = [
            models.UniqueConstraint(
                fields=["image", "page"], name="page_image_used_once"
            )
        ]

    def __str__(self):
        return f"{self.image}"


class PageClipUse(models.Model):
    """A clip that a page shows or showed; while there is one, the clip stays."""

    content_domain = None

    clip = models.ForeignKey(
        VideoClip, models.PROTECT, verbose_name="clip", related_name="page_uses"
    )
    page = models.ForeignKey(
        Page, models.CASCADE, verbose_name="trang", related_name="clip_uses"
    )

    class Meta:
        verbose_name = "clip dùng trong trang thông tin"
        verbose_name_plural = "các clip dùng trong trang thông tin"
        constraints = [
            models.UniqueConstraint(fields=["clip", "page"], name="page_clip_used_once")
        ]

    def __str__(self):
        return f"{self.clip}"
