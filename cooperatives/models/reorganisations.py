"""Which organisations came out of which: mergers, consolidations, splits."""

from django.db import models
from django.db.models import F, Q

from .base import Fact, FactQuerySet
from .organisations import Organisation


class ReorganisationQuerySet(FactQuerySet):
    SORT = ("organisation", "successor")


class Reorganisation(Fact):
    """`organisation`, the predecessor, lives on in `successor` from a day on."""

    class Form(models.TextChoices):
        """As Law 17/2023 names them."""

        MERGER = "sap-nhap", "Sáp nhập"
        CONSOLIDATION = "hop-nhat", "Hợp nhất"
        DIVISION = "chia", "Chia"
        SEPARATION = "tach", "Tách"

        @property
        def ends_the_predecessor(self):
            return self != Reorganisation.Form.SEPARATION

    successor = models.ForeignKey(
        Organisation,
        models.PROTECT,
        verbose_name="tổ chức kế tục",
        related_name="ancestries",
    )
    form = models.CharField(
        "hình thức",
        max_length=10,
        choices=Form,
        help_text="Sáp nhập: nhập vào một tổ chức đã có. Hợp nhất: cùng tổ chức khác "
        "thành một tổ chức mới. Chia: thành nhiều tổ chức mới và chấm dứt. Tách: lập "
        "thêm tổ chức mới mà vẫn tồn tại.",
    )

    objects = ReorganisationQuerySet.as_manager()

    class Meta(Fact.Meta):
        verbose_name = "sáp nhập, hợp nhất, chia, tách"
        verbose_name_plural = "sáp nhập, hợp nhất, chia, tách"
        constraints = [
            *Fact.Meta.constraints,
            models.UniqueConstraint(
                fields=["organisation", "successor"],
                condition=Q(superseded_at=None),
                name="reorganisation_once",
                violation_error_message="Quan hệ kế tục này đã được ghi.",
            ),
            models.CheckConstraint(
                condition=~Q(organisation=F("successor")),
                name="reorganisation_leads_elsewhere",
                violation_error_message="Một tổ chức không kế tục chính mình.",
            ),
            models.CheckConstraint(
                condition=Q(form__in=["sap-nhap", "hop-nhat", "chia", "tach"]),
                name="reorganisation_form_known",
            ),
        ]

    def __str__(self):
        return f"{self.organisation} → {self.successor}"

    @property
    def ends_the_predecessor(self):
        """Whether the predecessor does not live on."""
        return self.Form(self.form).ends_the_predecessor
