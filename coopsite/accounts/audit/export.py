"""The security log as a file."""

from django.utils import timezone

from coopsite.core.spreadsheets import Export
from coopsite.core.tables import Column, Table

CHUNK = 500
_COLUMNS = [
    ("Lúc", 20),
    ("Việc", 22),
    ("Tên đăng nhập", 18),
    ("Họ và tên", 24),
    ("Đối tượng", 40),
    ("Loại và khoá của đối tượng", 28),
    ("Nội dung", 60),
    ("Địa chỉ mạng", 18),
    ("Trình duyệt", 40),
]


def export_events(events, conditions, address):
    """Returns the queryset `events` as an `Export`, read a few rows at a time."""
    rows = events.defer("match_text").iterator(CHUNK)
    return Export(
        f"nhat-ky-bao-mat-{timezone.localdate()}",
        [
            ("Bảng", "Nhật ký bảo mật (nội bộ)"),
            ("Lập tệp lúc", timezone.now()),
            ("Điều kiện lọc", conditions or "Không lọc"),
            ("Địa chỉ", address),
        ],
        [
            Table(
                "Nhật ký bảo mật",
                [Column(*column) for column in _COLUMNS],
                map(_line, rows),
            )
        ],
    )


def _line(event):
    return [
        # To the second, unlike moments of other files: order matters here.
        f"{timezone.localtime(event.at):%Y-%m-%d %H:%M:%S}",
        event.get_kind_display(),
        event.username,
        event.full_name,
        event.thing,
        " ".join([event.thing_model, event.thing_key]).strip(),
        event.words,
        event.address,
        event.agent,
    ]
