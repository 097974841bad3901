"""The tables of the figures as files, each number as the page has it."""

from coopsite.core.spreadsheets import Export

from ..file_notes import demo_notes, ground_notes, known_name, name_notes, source_notes
from ..models import Kind
from . import rule_revisions, series
from .breakdowns import Dimension
from .flow_terms import By
from .series import Measure
from .tables import NOUNS, comparisons, counts, flows
from .tables import series as series_tables

_DEFINITION = (
    "Đang hoạt động: theo khảo sát gần nhất của Liên minh, không phải tình trạng pháp "
    "lý. Tổng số gồm đang hoạt động và ngừng hoạt động, không gồm đã giải thể."
)
_IN_NAMES = {Kind.COOPERATIVE: "", Kind.UNION: "-lien-hiep"}


def _export(name, title, conditions, form, address, tables):
    """Returns the `Export` of tables that count: `conditions` are (label, value) pairs
    that say of which days, `form` says as known when and in which territory, `address`
    leads back to the page."""
    narrowed = "; ".join(
        f"{label}: {value}" for label, value in getattr(form, "narrowed", [])
    )
    return Export(
        known_name(name, form),
        [
            ("Bảng", title),
            *conditions,
            *([("Chỉ tính", narrowed)] if narrowed else []),
            *ground_notes(form),
            ("Cách tính", _DEFINITION),
            *name_notes(form),
            *source_notes(address),
            *demo_notes("Các con số tính cả những tổ chức hư cấu."),
        ],
        tables,
    )


def export_figures(form, address):
    """Returns the tables of the day that the valid `FiguresForm` asks for."""
    tables = [counts.breakdown(form, counts.get_tallied_rows(form))]
    if form.has_besides:
        tables += counts.besides(form)
    name = "so-lieu"
    if form.dimension != Dimension.SECTOR:
        name = f"{name}-theo-{form.dimension}"
    return _export(
        f"{name}{_IN_NAMES[form.kind]}-{form.day}",
        f"Số liệu {NOUNS[form.kind]} theo {form.dimension.words}",
        [("Tính đến ngày", form.day)],
        form,
        address,
        tables,
    )


def export_flows(form, address):
    """Returns the sum of a period, and each organisation behind it."""
    return _flows(
        form,
        address,
        "bien-dong",
        "Biến động",
        [flows.balance(form, flows.get_balance_rows(form)), flows.organisations(form)],
    )


def export_flow_list(form, address):
    """Returns the list of those behind one number of the flows."""
    part = form.cleaned_data["loai"]
    title = f"Danh sách biến động, {form.heading.lower()}:"
    name = f"bien-dong-{part}" if part else "bien-dong-danh-sach"
    return _flows(form, address, name, title, [flows.organisations(form, part)])


def _flows(form, address, name, title, tables):
    first, last = form.first_day, form.last_day
    if form.by != By.SECTOR:
        name = f"{name}-theo-{form.by}"
    return _export(
        f"{name}{_IN_NAMES[form.kind]}-{first}-{last}",
        f"{title} của số {NOUNS[form.kind]}, {form.base.label.lower()}",
        [("Từ ngày", first), ("Đến hết ngày", last)],
        form,
        address,
        tables,
    )


def export_series(form, address):
    """Returns the series: in all sectors, and each measure by sector."""
    points = series.points_by_sector(
        form.step, form.first_day, form.last_day, form.known_at, form.scope
    )
    first, last = points[0].period.first, form.last_day
    return _export(
        f"dien-bien-theo-{form.step}{_IN_NAMES[form.kind]}-{first}-{last}",
        f"Diễn biến số {NOUNS[form.kind]} theo {form.step.label.lower()}",
        [("Từ ngày", first), ("Đến hết ngày", last)],
        form,
        address,
        [
            series_tables.whole(form, points),
            *(series_tables.by_sector(form, points, measure) for measure in Measure),
        ],
    )


def export_two_days(form, address):
    """Returns the counts of both days, and the change."""
    earlier, later = form.days
    return _export(
        f"so-sanh{_IN_NAMES[form.kind]}-{earlier}-{later}",
        f"Số {NOUNS[form.kind]} của hai ngày",
        [("Ngày trước", earlier), ("Ngày sau", later)],
        form,
        address,
        [comparisons.compare_days(form)],
    )


def export_comparison(form, address):
    """Returns a day's counts as known at two moments, and each record that lies between
    them."""
    then, now = form.known_on
    changed = rule_revisions.changes(form)
    later = f"hết ngày {now:%d/%m/%Y}" if now else "lúc lập tệp"
    return _export(
        f"doi-chieu{_IN_NAMES[form.kind]}-{form.day}",
        "Đối chiếu số đã ghi nhận và số cập nhật",
        [("Tính đến ngày", form.day), ("So với số ghi nhận đến", later)],
        form,
        address,
        [
            comparisons.recounted(form),
            *([comparisons.rules(changed)] if changed else []),
            comparisons.differences(form),
        ],
    )
