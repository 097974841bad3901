"""Former addresses: a link to an article, once given, leads to it for ever."""

from django.db import models

from coopsite.core.content_version import NEWS


class FormerAddress(models.Model):
    """An address at which an article was public; its present one is elsewhere."""

    content_domain = NEWS

    article = models.ForeignKey(
        "Article",
        models.CASCADE,
        verbose_name="bài viết",
        related_name="former_addresses",
    )
    slug = models.SlugField("địa chỉ cũ", max_length=100, unique=True)
    changed_at = models.DateTimeField("đổi lúc", auto_now_add=True)

    class Meta:
        verbose_name = "địa chỉ cũ"
        verbose_name_plural = "các địa chỉ cũ"

    def __str__(self):
        return self.slug
