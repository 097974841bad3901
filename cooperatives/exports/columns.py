"""The columns of a list of organisations: what leaves the register, and for whom.

A field of the models is in a file only where a column below shows it. A test fails
for a field that neither a column shows nor `NEVER` names, so a new one is decided.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import NamedTuple

from ..models import Organisation, Standing


class Row(NamedTuple):
    """One organisation in a list, how it stood (None: not yet), its founding."""

    organisation: Organisation
    standing: Standing | None
    founded_on: date | None


@dataclass(frozen=True)
class Column:
    """A header in Vietnamese, the model field that it shows, its width in Excel, and
    how it is read from an organisation or a standing (see `of` and `stood`)."""

    header: str
    shows: str
    width: int
    read: Callable[[Row], str | date | None]


def of(get):
    """Read from the organisation."""
    return lambda row: get(row.organisation)


def stood(get):
    """Read from how it stood; nothing before its founding."""
    return lambda row: get(row.standing) if row.standing else None


def _name(thing):
    return thing.name if thing else None


# What anybody may take away.
PUBLIC = [
    Column("Tên", "organisation.name", 48, of(lambda o: o.name)),
    Column("Loại hình", "organisation.kind", 14, of(lambda o: o.get_kind_display())),
    Column("Mã số thuế", "organisation.tax_code", 15, of(lambda o: o.tax_code)),
    Column("Mã dữ liệu mở", "organisation.tax_code", 20, of(lambda o: o.org_id)),
    Column("Ngày thành lập", "standing.effective_from", 13, lambda r: r.founded_on),
    Column("Lĩnh vực", "standing.sector", 24, stood(lambda s: _name(s.sector))),
    Column("Địa bàn", "standing.area", 30, stood(lambda s: s.area.name)),
    Column(
        "Tình trạng hoạt động",
        "standing.operating_status",
        18,
        stood(lambda s: s.get_operating_status_display()),
    ),
    Column(
        "Tình trạng pháp lý",
        "standing.legal_status",
        26,
        stood(lambda s: s.get_legal_status_display()),
    ),
    Column(
        "Mốc gần nhất có hiệu lực từ",
        "standing.effective_from",
        14,
        stood(lambda s: s.effective_from),
    ),
    Column("Thuộc liên hiệp", "standing.union", 36, stood(lambda s: _name(s.union))),
    Column("Trụ sở", "organisation.address", 48, of(lambda o: o.address)),
    Column("Mã hồ sơ", "organisation.public_id", 12, of(lambda o: o.public_id)),
    Column(
        "Ghi chú",
        "organisation.is_demo",
        12,
        of(lambda o: "Minh hoạ" if o.is_demo else None),
    ),
]

# What those who may see the register's desk take away besides.
KEEPERS = [
    *PUBLIC,
    Column(
        "Số giấy chứng nhận",
        "organisation.certificate_number",
        18,
        of(lambda o: o.certificate_number),
    ),
    Column(
        "Số quyết định",
        "standing.decision_number",
        18,
        stood(lambda s: s.decision_number),
    ),
    Column("Lý do, ghi chú", "standing.reason", 36, stood(lambda s: s.reason)),
    Column("Ghi nhận lúc", "standing.recorded_at", 17, stood(lambda s: s.recorded_at)),
    Column(
        "Người ghi nhận",
        "standing.recorded_by",
        22,
        stood(lambda s: s.recorded_by and str(s.recorded_by)),
    ),
]

# What no list shows: keys and what follows from other fields; what only rows that
# are no longer held true have.
NEVER = {
    "organisation.id",
    "organisation.search_name",
    "organisation.sort_name",
    "organisation.created_at",
    "organisation.updated_at",
    "standing.id",
    "standing.organisation",
    "standing.kind",
    "standing.superseded_at",
    "standing.superseded_by",
    "standing.corrects",
}
