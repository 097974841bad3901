"""The one row of what the site says about its owner; what is empty is left out."""

import re

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Q

from coopsite.core.content_version import PAGES

_PHONE = re.compile(r"\+?[0-9(][0-9 ().-]*")
_DIGITS = range(8, 16)


def check_phone(value):
    """ValidationError where `value` is no one telephone number."""
    digits = sum(sign.isdigit() for sign in value)
    if not _PHONE.fullmatch(value) or digits not in _DIGITS:
        raise ValidationError(
            "Hãy ghi một số điện thoại, 8 đến 15 chữ số, có thể cách bằng dấu cách "
            "hoặc dấu chấm; ví dụ 028 0000 0000."
        )


class SiteDetails(models.Model):
    """Contacts and the words the law asks for, at the foot of every page."""

    content_domain = PAGES
    ONLY = 1  # the key of the one row

    address = models.CharField(
        "địa chỉ trụ sở",
        max_length=200,
        blank=True,
        help_text="Số nhà, đường, phường, thành phố.",
    )
    phone = models.CharField(
        "điện thoại",
        max_length=30,
        blank=True,
        validators=[check_phone],
        help_text="Một số; người đọc bằng điện thoại bấm vào là gọi.",
    )
    mail = models.EmailField(
        "thư điện tử", max_length=120, blank=True, help_text="Hộp thư có người đọc."
    )
    hours = models.CharField(
        "giờ làm việc",
        max_length=120,
        blank=True,
        help_text="Ví dụ: Thứ Hai đến thứ Sáu, 7:30–11:30 và 13:00–17:00.",
    )
    editor = models.CharField(
        "chịu trách nhiệm nội dung",
        max_length=150,
        blank=True,
        help_text="Họ tên và chức vụ.",
    )
    licence = models.CharField(
        "giấy phép",
        max_length=200,
        blank=True,
        help_text="Cả câu, như trên giấy phép: số, ngày, nơi cấp.",
    )
    source_notice = models.CharField(
        "yêu cầu ghi nguồn",
        max_length=200,
        blank=True,
        help_text="Điều người dẫn lại thông tin phải ghi.",
    )
    is_demo = models.BooleanField("minh hoạ", default=False, editable=False)

    class Meta:
        verbose_name = "thông tin chân trang"
        verbose_name_plural = "thông tin chân trang"
        constraints = [
            models.CheckConstraint(condition=Q(id=1), name="site_details_is_one_row")
        ]

    def __str__(self):
        return "Thông tin chân trang"

    def save(self, *args, **kwargs):
        self.pk = self.ONLY
        super().save(*args, **kwargs)

    @property
    def phone_link(self):
        """The number as a telephone dials it."""
        return re.sub(r"[^+0-9]", "", self.phone)
