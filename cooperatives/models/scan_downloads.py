"""Who took which scanned decision home, and when: a scan may bear a birth date."""

from django.db import models
from django.utils import timezone

from coopsite.accounts.models import User


class ScanDownload(models.Model):
    """One download. It names the scan in words, which outlive demonstration data."""

    content_domain = None

    person = models.ForeignKey(
        User, models.PROTECT, verbose_name="người tải", related_name="+"
    )
    downloaded_at = models.DateTimeField("lúc tải", default=timezone.now, db_index=True)
    what = models.TextField("quyết định của")
    file = models.CharField("tên tệp", max_length=120)

    class Meta:
        verbose_name = "lượt tải bản chụp"
        verbose_name_plural = "lượt tải bản chụp"
        ordering = ["-downloaded_at", "-id"]
        default_permissions = ("view",)
        permissions = [("download_scan", "Tải bản chụp quyết định")]

    def __str__(self):
        return self.what
