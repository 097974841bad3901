"""The columns of a list of organisations: what leaves the register, and for whom.

A field of the models is in a file only where a column below shows it; what the public
gets is public by `privacy`, which a test holds.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import NamedTuple

from ..models import Organisation, Size, Standing, StandingEntry, Survey


class OrganisationRow(NamedTuple):
    """One organisation in a list, how it stood (None: not yet; with its size), its
    founding, the latest survey of it and, for keepers, the latest entry."""

    organisation: Organisation
    standing: Standing | None
    founded_on: date | None
    survey: Survey | None
    standingentry: StandingEntry | None = None


@dataclass(frozen=True)
class Column:
    """A header in Vietnamese, the model field that it shows, its width in Excel, and
    how it is read, where not from that field: by `get` from the row's organisation,
    standing, survey or entry, by `get_of_row` from all of them."""

    header: str
    shows: str
    width: int
    get: Callable | None = None
    get_of_row: Callable[[OrganisationRow], str | date | None] | None = None

    def read(self, row):
        """Returns the value of the row's cell; None where there is no such fact."""
        if self.get_of_row:
            return self.get_of_row(row)
        fact, _, field = self.shows.partition(".")
        source = getattr(row, fact)
        if source is None:
            return None
        return self.get(source) if self.get else getattr(source, field)


def _notes(row):
    """Returns the notes on a row: that it is invented, or in the unit of today only by
    assumption."""
    notes = {
        "Minh hoạ": row.organisation.is_demo,
        "Địa bàn hiện nay là giả định": getattr(row.standing, "is_assumed", False),
    }
    return "; ".join(note for note, holds in notes.items() if holds) or None


# What anybody may take away.
PUBLIC = [
    Column("Tên", "organisation.name", 48),
    Column("Tên viết tắt", "organisation.short_name", 20),
    Column("Loại hình", "organisation.kind", 14, lambda o: o.get_kind_display()),
    Column("Mã số thuế", "organisation.tax_code", 15),
    Column("Mã dữ liệu mở", "organisation.tax_code", 20, lambda o: o.org_id),
    Column("Số giấy chứng nhận", "organisation.certificate_number", 18),
    Column(
        "Ngày thành lập",
        "standing.effective_from",
        13,
        get_of_row=lambda row: row.founded_on,
    ),
    Column("Lĩnh vực", "standing.sector", 24, lambda s: s.sector and s.sector.name),
    Column("Địa bàn", "standing.area", 30, lambda s: s.area.name),
    Column(
        "Tình trạng hoạt động",
        "standing.operating_status",
        18,
        lambda s: s.get_operating_status_display(),
    ),
    Column(
        "Tình trạng pháp lý",
        "standing.legal_status",
        26,
        lambda s: s.get_legal_status_display(),
    ),
    Column("Mốc gần nhất có hiệu lực từ", "standing.effective_from", 14),
    Column("Thuộc liên hiệp", "standing.union", 36, lambda s: s.union and s.union.name),
    Column(
        "Quy mô",
        "survey.members",
        14,
        get_of_row=lambda row: row.standing and Size(row.standing.size).label,
    ),
    Column("Vốn điều lệ (đồng)", "survey.charter_capital", 18),
    Column("Số thành viên", "survey.members", 11),
    Column("Số lao động", "survey.workers", 11),
    Column("Khảo sát tính đến ngày", "survey.effective_from", 13),
    Column("Trụ sở", "organisation.address", 48),
    Column("Điện thoại", "organisation.phone", 16),
    Column("Thư điện tử", "organisation.email", 28),
    Column("Trang web", "organisation.website", 28),
    Column("Ngành nghề chính", "organisation.main_trade", 40),
    Column("Người đại diện theo pháp luật", "organisation.representative_name", 26),
    Column("Chức danh", "organisation.representative_title", 22),
    Column("Mã hồ sơ", "organisation.public_id", 12),
    Column("Ghi chú", "organisation.is_demo", 12, get_of_row=_notes),
]

# What those who may see the register's desk take away besides.
KEEPERS = [
    *PUBLIC,
    Column(
        "Liên hệ của người đại diện (không công khai)",
        "organisation.representative_contact",
        28,
    ),
    Column("Số quyết định", "standingentry.decision_number", 18),
    Column("Lý do, ghi chú", "standingentry.reason", 36),
    Column("Ghi nhận lúc", "standingentry.recorded_at", 17),
    Column(
        "Người ghi nhận",
        "standingentry.recorded_by",
        22,
        lambda e: e.recorded_by and str(e.recorded_by),
    ),
]
