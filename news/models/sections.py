"""The portal's sections, "chuyên mục"."""

from django.db import models
from django.db.models import Q

from coopsite.core.addresses import address_of
from coopsite.core.content_version import NEWS

from .base import free_slug


class Section(models.Model):
    """A "chuyên mục" of the portal."""

    content_domain = NEWS

    name = models.CharField("tên chuyên mục", max_length=120, unique=True)
    slug = models.SlugField(
        "địa chỉ",
        max_length=80,
        unique=True,
        blank=True,
        help_text="Phần cuối của địa chỉ trang. Để trống thì lấy theo tên.",
    )
    description = models.CharField(
        "giới thiệu",
        max_length=300,
        blank=True,
        help_text="Một câu dưới tên chuyên mục, cho người đọc biết ở đây có gì.",
    )
    order = models.PositiveSmallIntegerField(
        "thứ tự",
        default=100,
        help_text="Số nhỏ đứng trước, trên trang chủ và thực đơn.",
    )

    class Meta:
        verbose_name = "chuyên mục"
        verbose_name_plural = "chuyên mục"
        ordering = ["order", "id"]
        constraints = [
            models.CheckConstraint(
                condition=~Q(name="") & ~Q(slug=""), name="section_is_named"
            )
        ]

    def __str__(self):
        return self.name

    def clean(self):
        self._fill_in_slug()

    def save(self, *args, **kwargs):
        self._fill_in_slug()
        super().save(*args, **kwargs)

    def _fill_in_slug(self):
        self.slug = self.slug or free_slug(Section, self.name, max_length=70)

    def get_absolute_url(self):
        return address_of("news:section", self.slug)
