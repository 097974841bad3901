"""What pieces the newsroom posts have in common: by whom, when, and an address."""

from django.conf import settings
from django.db import models

from coopsite.core.vietnamese import slugify


class Posted(models.Model):
    """An article or a clip. None for a person: an import or the demonstration data."""

    created_at = models.DateTimeField("tạo lúc", auto_now_add=True)
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        verbose_name="người tạo",
        null=True,
        editable=False,
        related_name="+",
    )
    updated_at = models.DateTimeField("cập nhật lúc", auto_now=True)
    updated_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        verbose_name="người cập nhật",
        null=True,
        editable=False,
        related_name="+",
    )
    is_demo = models.BooleanField("minh hoạ", default=False, editable=False)

    class Meta:
        abstract = True


def free_slug(model, text, *others, max_length=80):
    """Returns the slug of `text`, numbered when another row of `model`, or of the
    models `others`, has it.

    `max_length` leaves room for the number.
    """
    base = slugify(text, max_length) or "trang"
    taken = {
        slug
        for one in (model, *others)
        for slug in one.objects.filter(slug__startswith=base).values_list(
            "slug", flat=True
        )
    }
    number, slug = 1, base
    while slug in taken:
        number += 1
        slug = f"{base}-{number}"
    return slug
