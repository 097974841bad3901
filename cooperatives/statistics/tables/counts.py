"""The tables of one day: by what is asked, unions by status, foundings of the year."""

from datetime import date

from coopsite.core.tables import Column, Heading, LinkedNumber, Share, Table

from ...models import Kind, OperatingStatus
from .. import breakdowns, counts, links
from ..breakdowns import Dimension
from . import NOUNS, sectors

# What a sheet may be called: 31 letters, no slash.
_TITLES = {
    Dimension.SECTOR: "Theo lĩnh vực",
    Dimension.AREA: "Theo địa bàn lúc ghi nhận",
    Dimension.UNIT: "Theo địa bàn hiện nay",
    Dimension.SIZE: "Theo quy mô",
    Dimension.GROUP: "Theo nhóm của Nghị định 113",
}
NOTHING = counts.Tally()


def get_tallied_rows(form):
    """Returns the `TalliedRow`s that the valid `FiguresForm` asks for."""
    return breakdowns.table(form.dimension, form.day, form.known_at, form.scope)


def breakdown(form, rows):
    """Returns the table of a day by what is asked; `rows`: see `get_tallied_rows`."""
    noun = NOUNS[form.kind]
    columns = [
        Column(form.dimension.label, 30),
        Column("Tổng số"),
        Column("Đang hoạt động"),
        Column("Ngừng hoạt động"),
        Column("Tỷ lệ hoạt động (%)"),
        Column("Đã giải thể", is_only_in_file=True),
    ]
    total = sum((row.tally for row in rows), NOTHING)
    assumed = None
    if form.dimension == Dimension.UNIT:
        columns.append(Column("Trong đó giả định"))
        assumed = sum(row.assumed for row in rows)
    return Table(
        _TITLES[form.dimension],
        columns,
        [_row(form, row.name, row.tally, row.filters, row.assumed, row.note)
         for row in rows],
        total=_row(form, "", total, {}, assumed),
        empty=f"Không có {noun} nào vào ngày này.",
    )  # fmt: skip


def _row(form, name, tally, filters, assumed, note=""):
    def number(value, words="", **chosen):
        words_of_number = f"{NOUNS[form.kind]} {name}".strip() + words
        return LinkedNumber(
            value, get_directory_address(form, **filters | chosen), words_of_number
        )

    cells = [
        Heading(name or "Cộng", note),
        number(tally.total),
        number(tally.active, ", đang hoạt động", tinh_trang=OperatingStatus.ACTIVE),
        number(tally.stopped, ", ngừng hoạt động", tinh_trang=OperatingStatus.STOPPED),
        Share(tally.active, tally.total),
        number(tally.dissolved, ", giải thể", tinh_trang=OperatingStatus.DISSOLVED),
    ]
    if assumed is not None:
        cells.append(number(assumed, ", địa bàn là giả định", gia_dinh="co"))
    return cells


def get_directory_address(form, **chosen):
    """Returns the address of the directory's list of the form's own question."""
    return links.directory(form.day, form.kind, **form.filters | form.basis | chosen)


def besides(form):
    """Returns the report's smaller tables: unions by status, foundings of the year."""
    return [_unions(form), _founded(form)]


def _unions(form):
    tally = counts.by_kind(form.day, form.known_at, form.is_todays)[Kind.UNION]

    def row(name, value, status=None):
        address = links.directory(form.day, Kind.UNION, **form.basis, tinh_trang=status)
        words = f"liên hiệp hợp tác xã {name.lower() if status else ''}".strip()
        return [Heading(name), LinkedNumber(value, address, words)]

    return Table(
        "Liên hiệp hợp tác xã",
        [Column("Tình trạng", 30), Column("Số liên hiệp")],
        [
            row("Đang hoạt động", tally.active, OperatingStatus.ACTIVE),
            row("Ngừng hoạt động", tally.stopped, OperatingStatus.STOPPED),
        ],
        total=row("Cộng", tally.total),
        after=[row("Đã giải thể, ngoài tổng số", tally.dissolved,
                   OperatingStatus.DISSOLVED)],
    )  # fmt: skip


def _founded(form):
    first = date(form.day.year, 1, 1)
    numbers = counts.founded_by_sector(first, form.day, form.known_at, form.is_todays)

    def row(name, value, filters):
        address = links.directory(
            form.day,
            **form.basis,
            **filters,
            thanh_lap=form.day.year,
            tinh_trang="tat-ca",
        )
        words = sectors.describe_number(
            NOUNS[Kind.COOPERATIVE],
            name if filters else "",
            f"thành lập trong năm {form.day.year}",
        )
        return [Heading(name), LinkedNumber(value, address, words)]

    return Table(
        f"Thành lập trong năm {form.day.year}",
        [Column("Lĩnh vực lúc thành lập", 30), Column("Thành lập mới")],
        [
            row(name, numbers[pk], filters)
            for pk, name, filters in sectors.of(Kind.COOPERATIVE)
            if pk in numbers
        ],
        total=row("Cộng", sum(numbers.values()), {}),
        empty="Chưa có hợp tác xã nào thành lập.",
    )
