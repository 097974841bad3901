"""What every piece the newsroom posts remembers: by whom, and when."""

from django.conf import settings
from django.db import models


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
