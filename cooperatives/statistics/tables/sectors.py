"""The rows of tables that count by sector."""

from ...forms import UNKNOWN, UNKNOWN_LABEL
from ...models import Kind
from ...models.sectors import get_sectors
from ..series import Measure


def of(kind, *counted):
    """Returns (sector id, name, what links ask for) of each sector; unions may have
    none, which is a row where any of `counted`, dicts by sector id, has it."""
    rows = [(one.pk, one.name, {"linh_vuc": one}) for one in get_sectors()]
    if kind == Kind.UNION and any(None in counts for counts in counted):
        rows.append((None, UNKNOWN_LABEL, {"linh_vuc": UNKNOWN}))
    return rows


def of_scope(scope, *counted):
    """Returns the rows of `of`; where the scope is narrow only those that hold anybody
    in any of `counted`."""
    rows = of(scope.kind, *counted)
    if not scope.is_narrow:
        return rows
    return [row for row in rows if any(row[0] in counts for counts in counted)]


def describe_number(noun, name, *more):
    """Says what a number counts: "hợp tác xã lĩnh vực Nông nghiệp, đang hoạt động"."""
    where = f" lĩnh vực {name}" if name else ""
    return ", ".join([f"{noun}{where}", *more])


def status_filter(measure, period=None):
    """Returns what the directory has to be asked to list what `measure` counts."""
    if measure == Measure.FOUNDED:
        return {
            "lap_tu": period.first,
            "lap_den": period.last,
            "tinh_trang": "tat-ca",
        }
    return {"tinh_trang": measure.status}
