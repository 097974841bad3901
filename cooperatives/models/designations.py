"""What an organisation is called and numbered by, from a day on.

The organisation itself holds the values of today, for lists and searches; the actions
keep them in step with these facts.
"""

from django.db import models
from django.db.models import Q

from .base import Fact, FactQuerySet


class DesignationQuerySet(FactQuerySet):
    SORT = ("organisation", "what")


class Designation(Fact):
    """A name, a code, an authority or an address, and the day it begins."""

    class What(models.TextChoices):
        NAME = "ten", "Tên đầy đủ"
        SHORT_NAME = "ten-viet-tat", "Tên viết tắt"
        FOREIGN_NAME = "ten-nuoc-ngoai", "Tên tiếng nước ngoài"
        TAX_CODE = "ma-so-thue", "Mã số thuế"
        CERTIFICATE = "giay-chung-nhan", "Số giấy chứng nhận"
        AUTHORITY = "co-quan-dang-ky", "Cơ quan đăng ký"
        ADDRESS = "tru-so", "Trụ sở"

    # Where the organisation holds today's value.
    HELD_IN = {
        What.NAME: "name",
        What.SHORT_NAME: "short_name",
        What.FOREIGN_NAME: "foreign_name",
        What.TAX_CODE: "tax_code",
        What.CERTIFICATE: "certificate_number",
        What.AUTHORITY: "issuing_authority",
        What.ADDRESS: "address",
    }

    what = models.CharField("mục", max_length=20, choices=What)
    value = models.CharField("nội dung", max_length=250)

    objects = DesignationQuerySet.as_manager()

    class Meta(Fact.Meta):
        verbose_name = "tên, mã số qua các thời kỳ"
        verbose_name_plural = "tên, mã số qua các thời kỳ"
        indexes = [
            models.Index(
                fields=["organisation", "what", "effective_from"],
                name="designation_course",
            )
        ]
        constraints = [
            *Fact.Meta.constraints,
            models.UniqueConstraint(
                fields=["organisation", "what", "effective_from"],
                condition=Q(superseded_at=None),
                name="designation_one_a_day",
                violation_error_message="Mục này đã có nội dung khác từ đúng ngày này.",
            ),
            models.CheckConstraint(
                condition=Q(
                    what__in=[
                        "ten",
                        "ten-viet-tat",
                        "ten-nuoc-ngoai",
                        "ma-so-thue",
                        "giay-chung-nhan",
                        "co-quan-dang-ky",
                        "tru-so",
                    ]
                ),
                name="designation_what_known",
            ),
            models.CheckConstraint(
                condition=~Q(value=""), name="designation_says_something"
            ),
        ]

    def __str__(self):
        return f"{self.get_what_display()}: {self.value}"

    @property
    def field(self):
        """The organisation's field that holds today's value."""
        return self.HELD_IN[self.what]
