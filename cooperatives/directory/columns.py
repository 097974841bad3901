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
    entry: StandingEntry | None = None


@dataclass(frozen=True)
class Column:
    """A header in Vietnamese, the model field that it shows, its width in Excel, and
    how it is read from an organisation or a standing (see `identity`, `standing`)."""

    header: str
    shows: str
    width: int
    read: Callable[[OrganisationRow], str | date | None]


def identity(get):
    """Reads from the organisation."""
    return lambda row: get(row.organisation)


def standing(get):
    """Reads from how it stood; nothing before its founding."""
    return lambda row: get(row.standing) if row.standing else None


def surveyed(get):
    """Reads from its latest survey; nothing without one."""
    return lambda row: get(row.survey) if row.survey else None


def stated(get):
    """Reads from the latest entry; nothing without one."""
    return lambda row: get(row.entry) if row.entry else None


def _name(thing):
    return thing.name if thing else None


def _capital(survey):
    return survey.charter_capital


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
    Column("Tên", "organisation.name", 48, identity(lambda o: o.name)),
    Column(
        "Tên viết tắt",
        "organisation.short_name",
        20,
        identity(lambda o: o.short_name),
    ),
    Column(
        "Loại hình",
        "organisation.kind",
        14,
        identity(lambda o: o.get_kind_display()),
    ),
    Column("Mã số thuế", "organisation.tax_code", 15, identity(lambda o: o.tax_code)),
    Column(
        "Mã dữ liệu mở",
        "organisation.tax_code",
        20,
        identity(lambda o: o.org_id),
    ),
    Column(
        "Số giấy chứng nhận",
        "organisation.certificate_number",
        18,
        identity(lambda o: o.certificate_number),
    ),
    Column("Ngày thành lập", "standing.effective_from", 13, lambda r: r.founded_on),
    Column("Lĩnh vực", "standing.sector", 24, standing(lambda s: _name(s.sector))),
    Column("Địa bàn", "standing.area", 30, standing(lambda s: s.area.name)),
    Column(
        "Tình trạng hoạt động",
        "standing.operating_status",
        18,
        standing(lambda s: s.get_operating_status_display()),
    ),
    Column(
        "Tình trạng pháp lý",
        "standing.legal_status",
        26,
        standing(lambda s: s.get_legal_status_display()),
    ),
    Column(
        "Mốc gần nhất có hiệu lực từ",
        "standing.effective_from",
        14,
        standing(lambda s: s.effective_from),
    ),
    Column("Thuộc liên hiệp", "standing.union", 36, standing(lambda s: _name(s.union))),
    Column("Quy mô", "survey.members", 14, standing(lambda s: Size(s.size).label)),
    Column("Vốn điều lệ (đồng)", "survey.charter_capital", 18, surveyed(_capital)),
    Column("Số thành viên", "survey.members", 11, surveyed(lambda s: s.members)),
    Column("Số lao động", "survey.workers", 11, surveyed(lambda s: s.workers)),
    Column(
        "Khảo sát tính đến ngày",
        "survey.effective_from",
        13,
        surveyed(lambda s: s.effective_from),
    ),
    Column("Trụ sở", "organisation.address", 48, identity(lambda o: o.address)),
    Column("Điện thoại", "organisation.phone", 16, identity(lambda o: o.phone)),
    Column("Thư điện tử", "organisation.email", 28, identity(lambda o: o.email)),
    Column("Trang web", "organisation.website", 28, identity(lambda o: o.website)),
    Column(
        "Ngành nghề chính",
        "organisation.main_trade",
        40,
        identity(lambda o: o.main_trade),
    ),
    Column(
        "Người đại diện theo pháp luật",
        "organisation.representative_name",
        26,
        identity(lambda o: o.representative_name),
    ),
    Column(
        "Chức danh",
        "organisation.representative_title",
        22,
        identity(lambda o: o.representative_title),
    ),
    Column("Mã hồ sơ", "organisation.public_id", 12, identity(lambda o: o.public_id)),
    Column(
        "Ghi chú",
        "organisation.is_demo",
        12,
        _notes,
    ),
]

# What those who may see the register's desk take away besides.
KEEPERS = [
    *PUBLIC,
    Column(
        "Liên hệ của người đại diện (không công khai)",
        "organisation.representative_contact",
        28,
        identity(lambda o: o.representative_contact),
    ),
    Column(
        "Số quyết định",
        "standingentry.decision_number",
        18,
        stated(lambda e: e.decision_number),
    ),
    Column("Lý do, ghi chú", "standingentry.reason", 36, stated(lambda e: e.reason)),
    Column(
        "Ghi nhận lúc",
        "standingentry.recorded_at",
        17,
        stated(lambda e: e.recorded_at),
    ),
    Column(
        "Người ghi nhận",
        "standingentry.recorded_by",
        22,
        stated(lambda e: e.recorded_by and str(e.recorded_by)),
    ),
]
