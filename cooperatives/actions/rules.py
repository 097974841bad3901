"""Changing the rules that counts depend on: groups of sectors, limits of sizes.

As with facts, nothing is edited: what is right is added, what it replaces superseded,
at one moment. So what was counted as known before is counted the same for ever.
"""

from django.core.exceptions import ValidationError
from django.utils import timezone

from ..models import SectorGroup, SizeLimit
from . import ledger


def add_row(row, *, by):
    """Checks and writes a new stamped row at the action's moment; returns it."""
    row.recorded_at, row.recorded_by = ledger.get_moment(), by
    return ledger.insert(row, exclude=["recorded_by", "superseded_by"])


def supersede_row(row, *, by):
    """Marks a stamped row as no longer held true, from the action's moment on."""
    row.superseded_at, row.superseded_by = ledger.get_moment(), by
    row.save(update_fields=["superseded_at", "superseded_by"])


def get_current_row(row):
    """Returns the stamped row as stored; ValidationError if it was superseded."""
    row = type(row).objects.get(pk=row.pk)
    if row.superseded_at:
        raise ValidationError(
            "Chưa lưu: dòng này đã được sửa trước đó. Hãy mở lại danh sách để xem."
        )
    return row


def replace_row(wrong, right, *, by):
    """Puts `right`, a new `Rule`, in place of `wrong`; returns it.

    Where both say the same, nothing is written and `wrong` returned.
    """
    wrong = get_current_row(wrong)
    if right.says_the_same(wrong):
        return wrong
    supersede_row(wrong, by=by)
    right.corrects = wrong
    return add_row(right, by=by)


@ledger.writes
def save_sector(*, sector, legal_group, by, valid_from=None):
    """Writes a new or renamed `sector`, and its group.

    Another `legal_group` counts from the day `valid_from` on; without a day it corrects
    the group that holds now. ValidationError for a day without another group.
    """
    is_new = sector.pk is None
    sector.full_clean()
    sector.save()
    if is_new:
        row = SectorGroup(sector=sector, legal_group=legal_group, valid_from=valid_from)
        add_row(row, by=by)
    else:
        _change_group(sector, legal_group, valid_from, by)
    return sector


def check_group(sector, legal_group, valid_from):
    """ValidationError where a group of `sector` cannot begin on a day."""
    if valid_from is None:
        return
    if wrong := ledger.describe_wrong_day(valid_from):
        raise ValidationError({"valid_from": wrong})
    before = SectorGroup.objects.on(valid_from).filter(sector=sector.pk).first()
    if before and before.legal_group == legal_group:
        raise ValidationError(
            {
                "valid_from": f"Vào ngày {valid_from:%d/%m/%Y} lĩnh vực đã ở nhóm này. "
                "Hãy chọn nhóm khác, hoặc để trống ô ngày."
            }
        )


def _change_group(sector, legal_group, valid_from, by):
    check_group(sector, legal_group, valid_from)
    if valid_from is None:
        wrong = get_group(sector)
        valid_from = wrong.valid_from if wrong else None
    else:
        wrong = sector.groups.known().filter(valid_from=valid_from).first()
    right = SectorGroup(sector=sector, legal_group=legal_group, valid_from=valid_from)
    if wrong:
        replace_row(wrong, right, by=by)
    else:
        add_row(right, by=by)


def get_group(sector):
    """Returns the group in which `sector` counts today; None without one."""
    return SectorGroup.objects.on(timezone.localdate()).filter(sector=sector.pk).first()


@ledger.writes
def add_size_limit(*, limit, by):
    """Records a new limit; from its day on it takes the place of the former one."""
    check_days(limit)
    return add_row(limit, by=by)


@ledger.writes
def correct_size_limit(*, limit, by, **changed):
    """Puts a right limit in place of one recorded wrongly; returns the right one."""
    kept = {name: getattr(limit, name) for name in SizeLimit.content_names()}
    right = SizeLimit(**(kept | changed))
    check_days(right)
    return replace_row(limit, right, by=by)


def check_days(limit):
    """ValidationError at the field for a year that is a slip of the finger."""
    for name in ("valid_from", "valid_until"):
        day = getattr(limit, name)
        if day and (wrong := ledger.describe_wrong_day(day)):
            raise ValidationError({name: wrong})
