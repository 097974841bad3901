"""What an area of a level can be: its kind, its days, what it is a part of.

Districts and communes are those of before 01/07/2025, units those since. A commune lies
in one district for as long as it exists: where its district changes, it is another row.
"""

from datetime import date

from django.core.exceptions import ValidationError
from django.db.models import Q

from coopsite.core.numbers import format_number

from ..models import Area
from . import ledger

_KINDS = {
    Area.Level.DISTRICT: ["thanh-pho", "thi-xa", "quan", "huyen"],
    Area.Level.COMMUNE: ["phuong", "xa", "thi-tran"],
    Area.Level.UNIT: ["phuong", "xa", "dac-khu"],
}
_END = Area.DISTRICTS_ENDED


def check_area(area):
    """ValidationError, at its fields, for an area that cannot be."""
    if problems := find_area_problems(area):
        raise ValidationError(problems)


def find_area_problems(area):
    """Returns {field: what is wrong} with the area's level, kind, days and district."""
    problems = {}
    if wrong := _describe_wrong_kind(area):
        problems["kind"] = wrong
    problems |= _find_wrong_days(area)
    if wrong := _describe_wrong_parent(area):
        problems["parent"] = wrong
    elif not problems.keys() & {"valid_from", "valid_until"}:
        problems |= _find_wrong_periods(area)
    return problems


def _describe_wrong_kind(area):
    if area.kind in _KINDS[Area.Level(area.level)]:
        return ""
    return (
        f"“{area.get_kind_display()}” không thuộc cấp “{area.get_level_display()}”. "
        "Hãy chọn lại loại hoặc cấp."
    )


# --- its days -------------------------------------------------------------------------


def _find_wrong_days(area):
    for name in ("valid_from", "valid_until"):
        day = getattr(area, name)
        if day and (wrong := ledger.describe_wrong_day(day)):
            return {name: wrong}
    if area.level == Area.Level.UNIT:
        problems = _find_wrong_days_of_unit(area)
    else:
        problems = _find_wrong_days_of_former(area)
    first, until = area.valid_from, area.valid_until
    if first and until and until <= first:
        problems.setdefault("valid_until", "Ngày kết thúc phải sau ngày bắt đầu.")
    return problems


def _find_wrong_days_of_unit(area):
    if area.valid_from and area.valid_from >= _END:
        return {}
    return {
        "valid_from": f"Đơn vị cấp này chỉ có từ {_END:%d/%m/%Y}. Hãy ghi ngày bắt "
        "đầu, từ ngày ấy trở đi, hoặc chọn cấp cũ."
    }


def _find_wrong_days_of_former(area):
    problems = {}
    if area.valid_from and area.valid_from >= _END:
        problems["valid_from"] = (
            f"Từ {_END:%d/%m/%Y} không còn cấp này. Hãy ghi ngày bắt đầu trước ngày "
            f"ấy, hoặc chọn cấp “{Area.Level.UNIT.label}”."
        )
    if area.valid_until is None or area.valid_until > _END:
        problems["valid_until"] = (
            f"Cấp này đã hết từ {_END:%d/%m/%Y}. Hãy ghi ngày kết thúc, chậm nhất là "
            "ngày ấy."
        )
    return problems


# --- what it is a part of -------------------------------------------------------------


def _describe_wrong_parent(area):
    parent, is_commune = area.parent, area.level == Area.Level.COMMUNE
    if parent and not is_commune:
        return "Chỉ phường, xã cũ mới thuộc một quận, huyện."
    if is_commune and parent is None:
        return "Hãy chọn quận, huyện mà đơn vị này thuộc về."
    if is_commune and parent.level != Area.Level.DISTRICT:
        return f"{parent} không phải là quận, huyện."
    return ""


def _find_wrong_periods(area):
    """Returns {field: what is wrong} for a commune outside of its district's time, or
    a district that leaves its own communes."""
    first, until = area.valid_from or date.min, area.valid_until or date.max
    if parent := area.parent:
        begins, ends = parent.valid_from or date.min, parent.valid_until or date.max
        if begins <= first and until <= ends:
            return {}
        return {
            "parent": f"{parent} chỉ có {parent.period}, không suốt thời gian của đơn "
            "vị này. Hãy chọn quận, huyện của đúng thời kỳ; nếu quận, huyện đã đổi "
            "giữa chừng, hãy ghi mỗi thời kỳ một địa bàn."
        }
    if area.pk is None or area.level != Area.Level.DISTRICT:
        return {}
    return {
        name: _describe_left_out(left_out)
        for name, left_out in (
            ("valid_from", _find_parts_before(area, first)),
            ("valid_until", _find_parts_after(area, until)),
        )
        if left_out.exists()
    }


def _find_parts_before(area, first):
    begins_before = Q(valid_from__lt=first)
    if first > date.min:
        begins_before |= Q(valid_from=None)
    return area.parts.filter(begins_before)


def _find_parts_after(area, until):
    ends_after = Q(valid_until__gt=until)
    if until < date.max:
        ends_after |= Q(valid_until=None)
    return area.parts.filter(ends_after)


def _describe_left_out(parts):
    return (
        f"Có {format_number(parts.count())} phường, xã thuộc đơn vị này ở ngoài thời "
        f"gian ấy, như {parts[0]}. Hãy sửa các đơn vị ấy trước."
    )
