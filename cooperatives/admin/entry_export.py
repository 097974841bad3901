"""The book of changes as a file: each entry with what it states, for the staff."""

from django.utils import timezone

from coopsite.core.spreadsheets import Export
from coopsite.core.tables import Column, Table

from ..changes import describe_value
from ..directory.exports import CHUNK
from ..file_notes import source_notes
from ..models import AXES, AXIS_LABELS

_WIDTHS = {"sector": 24, "place": 36, "union": 36}
_BEFORE = [("Tổ chức", 48), ("Loại hình", 14), ("Mã hồ sơ", 12), ("Có hiệu lực từ", 13)]
_AFTER = [
    ("Số quyết định", 18),
    ("Ngày quyết định", 13),
    ("Lý do, ghi chú", 36),
    ("Ghi nhận lúc", 17),
    ("Người ghi nhận", 22),
    ("Không còn tính từ", 17),
    ("Người đính chính, rút", 22),
    ("Vì sao không còn tính", 36),
]


def book_of_changes(entries, conditions, address):
    """Returns the queryset `entries` as an `Export`; an axis that is not stated is an
    empty cell."""
    today = timezone.localdate()
    people = ["recorded_by", "superseded_by", "corrected_by"]
    rows = entries.prefetch_related(None).select_related(
        "organisation", "sector", "area", "unit", "union", *people
    )
    axes = [(AXIS_LABELS[axis].capitalize(), _WIDTHS.get(axis, 20)) for axis in AXES]
    return Export(
        f"so-bien-dong-{today}",
        [
            ("Bảng", "Sổ biến động (nội bộ)"),
            ("Lập tệp lúc", timezone.now()),
            ("Điều kiện lọc", conditions or "Các mốc còn tính"),
            ("Cách đọc", "Ô trống: mốc không nêu điều ấy, nó theo các mốc khác."),
            *source_notes(address),
        ],
        [
            Table(
                "Sổ biến động",
                [Column(*column) for column in (*_BEFORE, *axes, *_AFTER)],
                (_line(entry) for entry in rows.iterator(CHUNK)),
            )
        ],
    )


def _line(entry):
    stated = entry.stated_axes
    return [
        entry.organisation.name,
        entry.get_kind_display(),
        entry.organisation.public_id,
        entry.effective_from,
        *(describe_value(entry, axis) if axis in stated else None for axis in AXES),
        entry.decision_number,
        entry.decision_date,
        entry.reason,
        entry.recorded_at,
        _name(entry.recorded_by),
        entry.superseded_at,
        _name(entry.superseded_by),
        _why_struck(entry),
    ]


def _name(person):
    return str(person) if person else None


def _why_struck(entry):
    if not entry.superseded_at or entry.is_withdrawn:
        return entry.withdrawal_reason or None
    right = getattr(entry, "corrected_by", None)
    return f"Đính chính: {right.reason}" if right else None
