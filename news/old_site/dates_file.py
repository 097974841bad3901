"""The file that states dates and old addresses of many pages at once: a CSV."""

import csv
import io
import unicodedata
from dataclasses import dataclass
from datetime import datetime
from itertools import batched

from coopsite.core.vietnamese import clean_text

from .addresses import find_fault, find_fault_of_target, normalise
from .files import CannotRead, Problem, read_bytes
from .models import OldAddress, OldPage
from .parsing import MAX_BYTES
from .publication_dates import parse_moment

NAME, DAY, ADDRESS, TARGET = COLUMNS = "trang", "ngay_dang", "dia_chi_cu", "dan_den"
HELP = (
    "Tệp CSV (UTF-8; cột cách bằng dấu phẩy hoặc chấm phẩy) cho ngày đăng và địa chỉ "
    "cũ của nhiều trang một lúc. Dòng đầu là tên cột: trang (tên tệp của trang, bỏ "
    "đuôi), ngay_dang (31/12/2023 hoặc 31/12/2023 08:30), dia_chi_cu (địa chỉ trên "
    "trang cũ, kể cả phần sau dấu ?), dan_den (nếu địa chỉ cũ không phải của bài viết: "
    "địa chỉ trang của cổng này, bắt đầu bằng /; khi ấy để trống cột trang). Một trang "
    "có nhiều địa chỉ cũ thì ghi nhiều dòng. Có một dòng sai là không nhập gì cả."
)
_HEADINGS = f"dòng đầu phải là tên các cột: {', '.join(COLUMNS)}"


@dataclass(frozen=True)
class Row:
    """What a line states; `target` and `name` exclude each other."""

    line: int
    name: str
    moment: datetime | None
    address: str
    target: str


def read_rows(path):
    """Returns the rows of the file, and the `Problem`s of those that are wrong."""
    try:
        raw = read_bytes(path)
        if len(raw) > MAX_BYTES:
            return [], [Problem(path, "tệp quá lớn: hãy chia thành nhiều tệp")]
        text = raw.decode("utf-8-sig")
        lines = list(csv.reader(io.StringIO(text, newline=""), delimiter=_mark(text)))
    except CannotRead as error:
        return [], [Problem(path, error.reason)]
    except UnicodeDecodeError:
        return [], [Problem(path, "không phải chữ UTF-8: hãy lưu lại dạng CSV UTF-8")]
    except csv.Error as error:
        return [], [Problem(path, f"không đọc được dạng CSV ({error})")]
    headings = [clean_text(cell).lower() for cell in lines[0]] if lines else []
    if not {NAME, ADDRESS} <= set(headings) or set(headings) - {*COLUMNS, ""}:
        return [], [Problem(path, _HEADINGS, 1)]
    return _read_lines(path, headings, lines[1:])


def _mark(text):
    first = text.partition("\n")[0]
    return ";" if first.count(";") > first.count(",") else ","


def _read_lines(path, headings, lines):
    rows, problems = [], []
    for number, cells in enumerate(lines, 2):
        typed = {n: clean_text(c) for n, c in zip(headings, cells, strict=False)}
        if not any(typed.values()):
            continue
        try:
            rows.append(_read_row(number, typed))
        except ValueError as error:
            problems.append(Problem(path, str(error), number))
    return rows, problems + _find_contradictions(path, rows)


def _read_row(number, typed):
    """Returns the row; ValueError, in Vietnamese, where it is wrong."""
    name = unicodedata.normalize("NFC", typed.get(NAME, ""))
    day, target = typed.get(DAY, ""), typed.get(TARGET, "")
    address = normalise(typed.get(ADDRESS, ""))
    if bool(name) == bool(target):
        raise ValueError(f"ghi một trong hai cột {NAME} và {TARGET}")
    if day and target:
        raise ValueError(f"cột {DAY} chỉ dùng cùng cột {NAME}")
    if not (day or typed.get(ADDRESS)):
        raise ValueError(f"ghi cột {DAY} hoặc cột {ADDRESS}")
    if typed.get(ADDRESS) and (fault := find_fault(address)):
        raise ValueError(f"{ADDRESS}: {fault}")
    if target and (fault := find_fault_of_target(target)):
        raise ValueError(f"{TARGET}: {fault}")
    return Row(number, name, parse_moment(day) if day else None, address, target)


def _find_contradictions(path, rows):
    """Returns the `Problem`s of rows that say otherwise than one before them, or than
    what is known already."""
    problems, moments, targets = [], {}, {}
    for row in rows:
        if row.moment and moments.setdefault(row.name, row.moment) != row.moment:
            reason = f"trang “{row.name}” đã có ngày đăng khác ở dòng trên"
            problems.append(Problem(path, reason, row.line))
        leads = (row.name, row.target)
        if row.address and targets.setdefault(row.address, leads) != leads:
            reason = f"địa chỉ cũ {row.address} đã dẫn đến nơi khác ở dòng trên"
            problems.append(Problem(path, reason, row.line))
    return problems


def find_conflicts(path, rows, names, dates):
    """Returns the `Problem`s of rows whose page is none of `names` and was never
    imported, whose day is another in `dates`, or whose address leads elsewhere."""
    articles, stored = _articles_by_name(), _stored(rows)
    checks = (
        (row, _conflict(row, stored.get(row.address), articles, names, dates))
        for row in rows
    )
    return [Problem(path, reason, row.line) for row, reason in checks if reason]


def _conflict(row, stored, articles, names, dates):
    if row.name and not (row.name in names or row.name in articles):
        return f"không có trang nào tên “{row.name}”, đang nhập hay đã nhập"
    if row.moment and dates.get(row.name, row.moment) != row.moment:
        return f"trang “{row.name}” có ngày đăng khác ở --published-on"
    leads = (articles.get(row.name) if row.name else None, row.target)
    if stored and (stored.article_id, stored.leads_to) != leads:
        return (
            f"địa chỉ cũ {row.address} đã dẫn đến “{stored.article or stored.leads_to}”"
            ": hãy bỏ dòng này, hoặc xoá địa chỉ ấy ở mục “Địa chỉ của trang cũ”"
        )
    return ""


def _articles_by_name():
    """Returns {name of a page: the key of the article that it became last, or None}."""
    rows = OldPage.objects.order_by("reading")
    return dict(rows.values_list("name", "article"))


def _stored(rows):
    found = {}
    for some in batched(rows, 500, strict=False):
        kept = OldAddress.objects.filter(address__in=[row.address for row in some])
        found |= {one.address: one for one in kept.select_related("article")}
    return found


def record_addresses(rows):
    """Writes the old addresses of rows whose pages are imported; returns how many are
    new."""
    articles, stored = _articles_by_name(), _stored(rows)
    new = {
        row.address: OldAddress(
            address=row.address, article_id=articles.get(row.name), leads_to=row.target
        )
        for row in rows
        if row.address and row.address not in stored
        if row.target or articles.get(row.name)
    }
    OldAddress.objects.bulk_create(new.values(), batch_size=500)
    return len(new)
