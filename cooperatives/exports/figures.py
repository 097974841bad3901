"""The tables of the figures' page as files, each number as the page has it."""

from datetime import date

from coopsite.core.numbers import percentage

from .. import dimensions, statistics
from ..dimensions import Dimension
from ..models import Kind, Sector
from .formats import Export, Table
from .lists import demo_notes, known_name, known_notes, source_notes

NOUNS = {Kind.COOPERATIVE: "hợp tác xã", Kind.UNION: "liên hiệp hợp tác xã"}
# What a sheet may be called: 31 letters, no slash.
_TITLES = {
    Dimension.SECTOR: "Theo lĩnh vực",
    Dimension.AREA: "Theo địa bàn lúc ghi nhận",
    Dimension.UNIT: "Theo địa bàn hiện nay",
    Dimension.SIZE: "Theo quy mô",
    Dimension.GROUP: "Theo nhóm của Nghị định 113",
}
TALLY = [("Tổng số", 12), ("Đang hoạt động", 12), ("Ngừng hoạt động", 12)]
_DEFINITION = (
    "Đang hoạt động: theo khảo sát gần nhất của Liên minh, không phải tình trạng pháp "
    "lý. Tổng số gồm đang hoạt động và ngừng hoạt động, không gồm đã giải thể."
)


def figures(form, address):
    """Return the tables of the day that the valid `FiguresForm` asks for as an
    `Export`. `address` leads back to the page."""
    narrowed = "; ".join(f"{label}: {value}" for label, value in form.narrowed)
    tables = [_by_dimension(form)]
    if form.has_besides:
        tables += _besides(form.day, form.known_at)
    name = "so-lieu"
    if form.dimension != Dimension.SECTOR:
        name = f"{name}-theo-{form.dimension}"
    return export_of_figures(
        f"{name}-{form.day}",
        f"Số liệu {NOUNS[form.scope.kind]} theo {form.dimension.words}",
        [("Tính đến ngày", form.day), *([("Chỉ đếm", narrowed)] if narrowed else [])],
        form,
        address,
        tables,
    )


def export_of_figures(name, title, asked, form, address, tables):
    """Return the `Export` of tables that count: `asked` are (label, value) pairs that
    say of which days, `form` says as known when, `address` leads back to the page."""
    return Export(
        known_name(name, form),
        [
            ("Bảng", title),
            *asked,
            *known_notes(form),
            ("Cách đếm", _DEFINITION),
            *source_notes(address),
            *demo_notes("Các con số đếm cả những tổ chức hư cấu."),
        ],
        tables,
    )


def _by_dimension(form):
    rows = dimensions.table(form.dimension, form.day, form.known_at, form.scope)
    total = sum((row.tally for row in rows), statistics.Tally())
    has_assumed = form.dimension == Dimension.UNIT
    columns = [
        (form.dimension.label, 30),
        *TALLY,
        ("Tỷ lệ hoạt động (%)", 12),
        ("Đã giải thể", 12),
    ]
    lines = [[row.name, *_numbers(row.tally)] for row in rows]
    lines.append(["Cộng", *_numbers(total)])
    if has_assumed:
        columns.append(("Trong tổng số, giả định", 12))
        assumed = [row.assumed for row in rows]
        lines = [
            [*line, number]
            for line, number in zip(lines, [*assumed, sum(assumed)], strict=True)
        ]
    return Table(_TITLES[form.dimension], columns, lines)


def _numbers(tally):
    return [tally.total, tally.active, tally.stopped, _share(tally), tally.dissolved]


def _besides(day, known_at):
    founded = statistics.founded_by_sector(date(day.year, 1, 1), day, known_at)
    return [
        _unions(statistics.by_kind(day, known_at)[Kind.UNION]),
        _founded(Sector.objects.all(), founded, day.year),
    ]


def _share(tally):
    return percent(tally.active, tally.total)


def percent(part, whole):
    """Return `part` of `whole` in percent, rounded as on the page; None of nothing."""
    percent = percentage(part, whole)
    return None if percent is None else float(percent)  # a number to spreadsheets


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
