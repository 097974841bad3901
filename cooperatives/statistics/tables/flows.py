"""The tables of a period: the sum by sector or area, and each organisation in it."""

from itertools import batched

from coopsite.core.tables import Column, Heading, LinkedNumber, Table

from ...forms import UNKNOWN, UNKNOWN_LABEL
from ...models import Area
from .. import flows, links
from ..flow_terms import RARE, By, Flow, Part
from ..transitions import find_transitions
from . import NOUNS, sectors

# Organisations that are in memory at once.
CHUNK = 500


def get_balance_rows(form):
    """Returns (name, what links ask for, `Flow`) of each row of the valid `FlowsForm`:
    all sectors, or the areas that hold anybody."""
    flow_of = flows.flows(form.question)
    if form.by == By.SECTOR:
        keys = sectors.of_scope(form.scope, flow_of)
        return [(name, params, flow_of.get(pk, Flow())) for pk, name, params in keys]
    return _area_rows(flow_of)


def _area_rows(flow_of):
    areas = Area.objects.for_choosing().filter(pk__in=[pk for pk in flow_of if pk])
    rows = [
        (area.label, {"dia_ban_ghi_nhan": area}, flow_of[area.pk])
        for area in areas.order_by("level", "order", "pk")
    ]
    if None in flow_of:
        rows.append((UNKNOWN_LABEL, {"dia_ban_ghi_nhan": UNKNOWN}, flow_of[None]))
    return rows


def balance(form, rows):
    """Returns the table of the sum; parts that nobody is in and most periods have none
    of are left out."""
    total = sum((flow for *_, flow in rows), Flow())
    parts = [part for part in Part if part not in RARE or getattr(total, part.field)]
    return Table(
        f"Cân đối theo {'lĩnh vực' if form.by == By.SECTOR else 'địa bàn'}",
        [
            Column(form.by.label, 30),
            *(Column(part.label_in(form.base), 14, sign=part.sign) for part in parts),
        ],
        [_row(form, parts, *row) for row in rows],
        total=_row(form, parts, "", {}, total),
        empty=f"Không có {NOUNS[form.kind]} nào trong kỳ này.",
    )


def _row(form, parts, name, params, flow):
    where = ""
    if name:
        where = f" lĩnh vực {name}" if form.by == By.SECTOR else f" ở {name}"
    return [
        Heading(name or "Cộng"),
        *(
            LinkedNumber(
                getattr(flow, part.field),
                get_list_address(form, **params, loai=part),
                f"{NOUNS[form.kind]}{where}: {part.label_in(form.base).lower()}",
            )
            for part in parts
        ),
    ]


def ledger(form, table):
    """Returns the sum of the table as a sum is written: one number below the other."""
    terms = [
        [Heading(column.header, sign=column.sign), cell]
        for column, cell in zip(table.columns, table.total, strict=True)
    ]
    columns = [Column("Chỉ tiêu", 30), Column(f"Số {NOUNS[form.kind]}")]
    return Table("Cân đối chung", columns, terms[1:-1], total=terms[-1])


def get_list_address(form, **chosen):
    """Returns the address of the list behind a number of these flows."""
    return links.get_flow_list_address(
        form.first_day, form.last_day, **form.link_params | chosen
    )


# --- each organisation ----------------------------------------------------------------

_STOOD = [("tình trạng", 20), ("lĩnh vực", 24), ("địa bàn", 30)]
CHANGED = [
    Column("Tên", 48),
    *(Column(f"Trước kỳ: {name}", width) for name, width in _STOOD),
    *(Column(f"Cuối kỳ: {name}", width) for name, width in _STOOD),
    Column("Thay đổi từ ngày", 14),
    Column("Số quyết định", 18),
]


def organisations(form, part=None):
    """Returns the table of those whom a part of the sum counts, of all that changed for
    None; each with the record that changed it. Its rows are read once."""
    title = "Từng hợp tác xã" if form.kind == "htx" else "Từng liên hiệp"
    return Table(title, CHANGED, _lines(form.question, part))


def _lines(question, part):
    rows = flows.listed(question, part).iterator(CHUNK)
    for some in batched(rows, CHUNK):
        for transition in find_transitions(some, question):
            change = transition.change
            yield [
                transition.organisation.name,
                *stood(transition.before),
                *stood(transition.after),
                change.effective_from if change else None,
                transition.decision_number or None,
            ]


def stood(standing):
    """Returns the values of status, sector and area; None where it did not stand."""
    if standing is None:
        return [None] * len(_STOOD)
    sector = standing.sector
    return [
        standing.get_operating_status_display(),
        sector.name if sector else None,
        standing.area.name,
    ]
