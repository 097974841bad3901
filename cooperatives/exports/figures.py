"""The tables of the figures' page as files, each number as the page has it."""

from datetime import date

from .. import statistics
from ..models import Kind, Sector
from .formats import Export, Table
from .lists import asked_notes, demo_notes, file_name, source_notes

_TALLY = [("Tổng số", 12), ("Đang hoạt động", 12), ("Ngừng hoạt động", 12)]
_DEFINITION = (
    "Đang hoạt động: theo khảo sát gần nhất của Liên minh, không phải tình trạng pháp "
    "lý. Tổng số gồm đang hoạt động và ngừng hoạt động, không gồm đã giải thể."
)


def figures(form, address):
    """Return the tables of the day that the valid `DayForm` asks for as an `Export`.
    `address` leads back to the page."""
    day, known_at = form.day, form.known_at
    sectors = list(Sector.objects.all())
    by_sector = statistics.by_sector(day, known_at)
    founded = statistics.founded_by_sector(date(day.year, 1, 1), day, known_at)
    unions = statistics.by_kind(day, known_at)[Kind.UNION]
    return Export(
        file_name("so-lieu", form),
        [
            ("Bảng", "Số liệu hợp tác xã"),
            *asked_notes(form),
            ("Cách đếm", _DEFINITION),
            *source_notes(address),
            *demo_notes("Các con số đếm cả những tổ chức hư cấu."),
        ],
        [
            _by_sector(sectors, by_sector),
            _unions(unions),
            _founded(sectors, founded, day.year),
        ],
    )


def _by_sector(sectors, by_sector):
    nothing = statistics.Tally()
    tallies = [(s.name, by_sector.get(s.pk, nothing)) for s in sectors]
    tallies.append(("Cộng", sum(by_sector.values(), nothing)))
    columns = [
        ("Lĩnh vực", 30),
        *_TALLY,
        ("Tỷ lệ hoạt động (%)", 12),
        ("Đã giải thể", 12),
    ]
    rows = [
        [name, t.total, t.active, t.stopped, _share(t), t.dissolved]
        for name, t in tallies
    ]
    return Table("Hợp tác xã theo lĩnh vực", columns, rows)


def _share(tally):
    """The active among all, in percent; None of none."""
    return round(100 * tally.active / tally.total, 2) if tally.total else None


def _unions(tally):
    rows = [
        ["Đang hoạt động", tally.active],
        ["Ngừng hoạt động", tally.stopped],
        ["Cộng", tally.total],
        ["Đã giải thể (ngoài tổng số)", tally.dissolved],
    ]
    return Table(
        "Liên hiệp hợp tác xã", [("Tình trạng", 30), ("Số liên hiệp", 12)], rows
    )


def _founded(sectors, founded, year):
    rows = [[sector.name, founded.get(sector.pk, 0)] for sector in sectors]
    rows.append(["Cộng", sum(founded.values())])
    columns = [("Lĩnh vực lúc thành lập", 30), ("Thành lập mới", 12)]
    return Table(f"Thành lập trong năm {year}", columns, rows)
