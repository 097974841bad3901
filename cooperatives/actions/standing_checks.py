"""What must be true of an entry before it is written, beyond the constraints."""

from django.core.exceptions import ValidationError
from django.utils import timezone

from ..models import Kind, StandingEntry
from ..models.place_checks import wrong_place
from . import ledger
from .existence import describe_wrong_union


def check_founding_stays_first(entry, day):
    """Returns whether `entry` is the founding. ValidationError where a corrected day
    would make another entry the founding, unnoticed."""
    first = others_of(entry).order_by("effective_from").first()
    if first is None:
        return True
    was_founding = entry.effective_from < first.effective_from
    if day is not None and was_founding != (day < first.effective_from):
        raise ValidationError(
            {
                "effective_from": "Ngày thành lập phải trước mọi mốc khác; mốc sau "
                f"đó gần nhất là {first.effective_from:%d/%m/%Y}."
            }
        )
    return was_founding


def others_of(entry):
    """Returns the other valid entries of its organisation."""
    others = StandingEntry.objects.known().filter(organisation=entry.organisation_id)
    return others.exclude(pk=entry.pk)


def check_states_something(entry):
    """ValidationError for an entry that states nothing."""
    if not entry.stated_axes:
        raise ValidationError(
            "Chưa có gì thay đổi. Hãy đổi ít nhất một ô, hoặc xác nhận điều vẫn đúng."
        )


def check(entry, before=None, wrong=None):
    """ValidationError for what no constraint of the database can see."""
    if problems := find_problems(entry, before, wrong):
        raise ValidationError(problems)


def find_problems(entry, before=None, wrong=None):
    """Returns {field: what is wrong} for what no constraint of the database can see.

    `before` is how the organisation stood until then (a standing or entry), `wrong` the
    entry that this one replaces. Where `before` names an area that has ended since, or
    `wrong` does and the day is the same, this one may go on naming it: of many
    organisations only the district is known, and their other changes have to be
    recorded all the same.
    """
    problems = {}
    day = entry.effective_from
    if wrong_day := ledger.describe_wrong_day(day):
        problems["effective_from"] = wrong_day
    if entry.states_sector and entry.kind == Kind.COOPERATIVE and not entry.sector_id:
        problems["sector"] = "Hợp tác xã phải có lĩnh vực."
    if entry.kind == Kind.UNION and entry.union_id:
        problems["union"] = "Liên hiệp không thuộc liên hiệp khác."
    elif not wrong_day and (missing := describe_wrong_union(entry.union, day)):
        problems["union"] = missing
    if entry.states_place and not entry.area_id:
        problems["area"] = "Phải có địa bàn."
    elif entry.states_place and not wrong_day:
        is_same_day = wrong is not None and wrong.effective_from == day
        known = {row.area_id for row in (before, is_same_day and wrong) if row}
        problems |= _wrong_places(entry, day, entry.area_id in known)
    if entry.decision_date and entry.decision_date > timezone.localdate():
        problems["decision_date"] = "Ngày ký quyết định chưa đến. Hãy xem lại."
    return problems


def _wrong_places(entry, day, stays):
    """`stays`: an area named before may be named on after its end."""
    stood_in = entry.area if stays else None
    return wrong_place(entry.area, entry.unit, day, stood_in)
