"""Questions with the answers expected, and how expected tables are made of counts."""

from collections import Counter
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from decimal import ROUND_HALF_UP, Decimal
from urllib.parse import urlencode

from .facts import ACTIVE, DISSOLVED, STOPPED
from .world import VIETNAM

DIMENSIONS = {
    "linh-vuc": "Lĩnh vực",
    "dia-ban": "Địa bàn lúc ghi nhận",
    "dia-ban-nay": "Địa bàn hiện nay",
    "quy-mo": "Quy mô",
    "nhom": "Nhóm của Nghị định",
}
TOTAL = "Cộng"
STEPS = {"thang": 1, "quy": 3, "nam": 12}  # months of a period
STATUSES = {
    ACTIVE: "Đang hoạt động",
    STOPPED: "Ngừng hoạt động",
    DISSOLVED: "Đã giải thể",
}
# The parts of the flows: how their columns may begin.
PARTS = {
    "dau-ky": ("Đầu kỳ",),
    "thanh-lap": ("Thành lập",),
    "sap-nhap-tinh": ("Do sáp nhập tỉnh",),
    "tu-tinh-khac": ("Từ tỉnh khác",),
    "hoat-dong-lai": ("Hoạt động trở lại", "Khôi phục"),
    "chuyen-den": ("Chuyển đến",),
    "ngung": ("Ngừng",),
    "giai-the": ("Giải thể",),
    "sap-nhap": ("Sáp nhập, hợp nhất",),
    "di-tinh-khac": ("Đi tỉnh khác",),
    "chuyen-di": ("Chuyển đi",),
    "cuoi-ky": ("Cuối kỳ",),
}


@dataclass
class Expected:
    """A table that an answer must hold: found by how its first heading begins, a column
    that it must have, and its title where several are alike."""

    first: str
    rows: dict  # {label: {column names (a tuple): number}}
    title: str | None = None
    only_in: tuple = ("csv", "xlsx", "page")


@dataclass
class Question:
    """An address (page, query) and what it must answer."""

    page: str
    query: dict
    tables: list = field(default_factory=list)
    # {name of an organisation: {column: text}}, None where none are listed
    listed: dict | None = None
    # the same of a list below the tables of a file
    told: dict | None = None
    has_file: bool = True

    def address(self, ending=None):
        page = f"{self.page}tai-ve.{ending}" if ending else self.page
        return f"{page}?{urlencode(self.query)}"


def known_at(day):
    """The last moment of a day in Vietnam (§3); None for now."""
    return day and datetime.combine(day, time.max, VIETNAM)


def written(day):
    return f"{day:%d/%m/%Y}"


def share(part, whole):
    """The share in percent, half up (§9)."""
    exact = Decimal(part) * 100 / Decimal(whole)
    return exact.quantize(Decimal("0.01"), ROUND_HALF_UP)


def with_total(rows):
    """The rows and their sum."""
    total = Counter()
    for cells in rows.values():
        total.update(cells)
    return rows | {TOTAL: dict(total)}


def tallied(counts):
    """The rows of a table of one day, with the total and the shares."""
    rows = with_total({label: _tally(tally) for label, tally in counts.items()})
    for cells in rows.values():
        if whole := cells.get(("Tổng số",)):
            part = cells.get(("Đang hoạt động",), 0)
            cells[("Tỷ lệ hoạt động",)] = share(part, whole)
    return rows


def _tally(tally):
    return {
        ("Tổng số",): tally["active"] + tally["stopped"],
        ("Đang hoạt động",): tally["active"],
        ("Ngừng hoạt động",): tally["stopped"],
        ("Đã giải thể",): tally["dissolved"],
    }


def measured(tally):
    """The measures of a series of a tally."""
    return {
        "Đang hoạt động": tally["active"],
        "Ngừng hoạt động": tally["stopped"],
        "Tổng số": tally["active"] + tally["stopped"],
    }


def series_tables(step, points):
    """The tables of a series: all measures of all sectors, and each by sector.

    `points` is {(first day, last day): {sector: {measure: number}}}. Files name the day
    that is counted at, pages the period.
    """
    days = {f"{ends:%Y-%m-%d}": point for (_, ends), point in points.items()}
    names = {period_name(step, days[0]): point for days, point in points.items()}
    tables = [
        Expected("Đếm đến ngày", _all_sectors(days), only_in=("csv", "xlsx")),
        Expected("Cuối kỳ", _all_sectors(names), only_in=("page",)),
    ]
    for measure in MEASURES:
        by_sector = {
            day: {(sector,): cells.get(measure, 0) for sector, cells in point.items()}
            for day, point in days.items()
        }
        table = Expected("Đếm đến ngày", by_sector, measure, only_in=("csv", "xlsx"))
        tables.append(table)
    return tables


def _all_sectors(points):
    return {
        label: {
            (measure,): sum(cells.get(measure, 0) for cells in point.values())
            for measure in MEASURES
        }
        for label, point in points.items()
    }


MEASURES = ("Đang hoạt động", "Ngừng hoạt động", "Tổng số", "Thành lập mới")


def period_name(step, first):
    """The name of the month, quarter or year that begins on a day."""
    if step == "thang":
        return f"Tháng {first:%m/%Y}"
    if step == "nam":
        return f"Năm {first.year}"
    return f"Quý {['I', 'II', 'III', 'IV'][first.month // 3]}/{first.year}"


def beside(counts):
    """Two counts beside each other: {row: {(measure, which): number}}."""
    columns = [(m, which) for m in _MEASURES.values() for which in range(len(counts))]
    rows = {TOTAL: dict.fromkeys(columns, 0)}
    for which, count in enumerate(counts):
        for label, tally in count.items():
            row = rows.setdefault(label, {})
            for measure in ("active", "stopped"):
                row[_MEASURES[measure], which] = tally[measure]
    return with_total(rows)


_MEASURES = {"active": "Đang hoạt động", "stopped": "Ngừng hoạt động"}


def periods(step, first, last):
    """(first day, day counted at) of each month, quarter or year from that which holds
    `first` to that which holds `last`; the last one is counted at `last`."""
    months = STEPS[step]
    month = (first.month - 1) // months * months
    begins = date(first.year, month + 1, 1)
    while begins <= last:
        number = begins.year * 12 + begins.month - 1 + months
        following = date(number // 12, number % 12 + 1, 1)
        yield begins, min(following - timedelta(days=1), last)
        begins = following
