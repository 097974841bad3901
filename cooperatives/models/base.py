"""What every dated fact shares: from which day it is true, when it was typed, by whom.

A fact holds until the organisation's next one of its sort, so two can never overlap
and a late entry changes no other row. Facts are added and superseded, never edited:
the database refuses it (migration `guard_facts`).
"""

from datetime import date

from django.db import models
from django.db.models import Exists, OuterRef, Q

from .organisations import Organisation
from .stamps import Stamped, StampedQuerySet

# The days that anything in the register may bear, typed or asked for.
FIRST_DAY, LAST_DAY = date(1945, 1, 1), date(2100, 12, 31)


class FactQuerySet(StampedQuerySet):
    """Facts by day and by knowledge. `SORT` names the fields of which an organisation
    has one value a day."""

    SORT = ("organisation",)

    def on(self, day, known_at=None):
        """Returns what was true on `day`, one row of each sort, as known at `known_at`.

        `day` is a date; `known_at` a moment, None for today's knowledge. Everything
        that is counted starts here.
        """
        later = self._of_the_same_sort(known_at).filter(
            effective_from__gt=OuterRef("effective_from"), effective_from__lte=day
        )
        return self.known(known_at).filter(~Exists(later), effective_from__lte=day)

    def first_ones(self, known_at=None):
        """Returns the earliest fact of each sort, as known at `known_at`."""
        earlier = self._of_the_same_sort(known_at).filter(
            effective_from__lt=OuterRef("effective_from")
        )
        return self.known(known_at).filter(~Exists(earlier))

    def _of_the_same_sort(self, known_at):
        same = {name: OuterRef(name) for name in self.SORT}
        return self.model._base_manager.known(known_at).filter(**same).order_by()


def course_index(name):
    """Returns the index from which an organisation's whole course is read, then or
    now."""
    course = ["organisation", "effective_from", "superseded_at", "recorded_at"]
    return models.Index(fields=course, name=name)


class DatedFact(Stamped):
    """Something that is true of an organisation from `effective_from` (a day) on.

    `recorded_at` is the moment it was written, which may be much later;
    `superseded_at` the moment it ceased to be held true. At a moment t a row is held
    true when recorded_at <= t < superseded_at.
    """

    organisation = models.ForeignKey(
        Organisation,
        models.PROTECT,
        verbose_name="tổ chức",
        related_name="%(class)ss",
    )
    effective_from = models.DateField(
        "có hiệu lực từ ngày", help_text="Ngày sự việc xảy ra, không phải ngày nhập."
    )
    objects = FactQuerySet.as_manager()

    class Meta(Stamped.Meta):
        abstract = True
        ordering = ["-effective_from", "-id"]


class Fact(DatedFact):
    """A dated fact that somebody stated: corrected by a right one, or withdrawn.

    A withdrawn one says why in `withdrawal_reason`; a correction names in `corrects`
    the row whose place it took.
    """

    decision_number = models.CharField(
        "số quyết định", max_length=80, blank=True, help_text="Ví dụ: 123/QĐ-UBND."
    )
    reason = models.CharField(
        "lý do, ghi chú",
        max_length=300,
        blank=True,
        help_text="Người đọc sau này cần biết vì sao.",
    )
    withdrawal_reason = models.CharField("lý do rút", max_length=300, blank=True)
    corrects = models.OneToOneField(
        "self",
        models.PROTECT,
        verbose_name="đính chính cho",
        null=True,
        blank=True,
        related_name="corrected_by",
    )

    class Meta(DatedFact.Meta):
        abstract = True
        constraints = [
            *DatedFact.Meta.constraints,
            models.CheckConstraint(
                condition=Q(withdrawal_reason="") | Q(superseded_at__isnull=False),
                name="%(class)s_withdrawn_is_superseded",
            ),
        ]

    @property
    def is_withdrawn(self):
        """Whether it was taken back with nothing in its place."""
        return bool(self.withdrawal_reason)
