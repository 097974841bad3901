"""The figures of the register, on any day, as known then or now."""

from datetime import date

from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from coopsite.core.caching import public_page

from ...charts import stacked_bars
from ...models import Kind, OperatingStatus, Sector
from .. import breakdowns, counts, links
from ..forms import FiguresForm
from ..links import LinkedNumber

# Bars of a long table: those of its largest rows.
MOST_BARS = 12
NOUNS = {Kind.COOPERATIVE: "hợp tác xã", Kind.UNION: "liên hiệp hợp tác xã"}


@require_safe
@public_page
def figures(request):
    """The counts of any day by any dimension, each number a link to its list."""
    form = FiguresForm(request.GET)
    if not form.is_valid():
        context = {"form": form}
        return render(
            request, "cooperatives/statistics/figures.html", context, status=400
        )
    context = _by_dimension(form)
    if form.has_besides:
        context |= _besides(form)
    return render(request, "cooperatives/statistics/figures.html", context)


def _by_dimension(form):
    """The table that is asked for, and its bars."""
    day, scope = form.day, form.scope
    rows = breakdowns.table(form.dimension, day, form.known_at, scope)
    total = sum((row.tally for row in rows), counts.Tally())
    drawn = rows if len(rows) <= MOST_BARS else _largest(rows)
    return {
        "form": form,
        "day": day,
        "asked": _asked(form),
        "year_start": f"01/01/{day.year}",
        "year_ends": _year_ends(),
        "dimension": form.dimension,
        "noun": NOUNS[scope.kind],
        "rows": [_cells(form, row.name, row.tally, row.filters, row) for row in rows],
        "cooperatives": total,
        "total": _cells(form, "", total, {}),
        "assumed": sum(row.assumed or 0 for row in rows),
        "has_assumed": form.dimension == breakdowns.Dimension.UNIT,
        "dissolved": _list(form, OperatingStatus.DISSOLVED),
        "chart": stacked_bars(
            [(row.name, row.tally.active, row.tally.stopped) for row in drawn]
        ),
        "has_all_bars": drawn is rows,
    }


def _largest(rows):
    """The largest rows, apart from those whose place is not known."""
    placed = [row for row in rows if row.name != breakdowns.UNKNOWN]
    return sorted(placed, key=lambda row: row.tally.total, reverse=True)[:MOST_BARS]


def _cells(form, name, tally, filters, row=None):
    """A row's three numbers, each with its list; none where no filter says the same."""
    words = f"{NOUNS[form.scope.kind]} {name}".strip()
    parts = [
        (tally.total, None, words),
        (tally.active, OperatingStatus.ACTIVE, f"{words}, đang hoạt động"),
        (tally.stopped, OperatingStatus.STOPPED, f"{words}, ngừng hoạt động"),
    ]
    return {
        "name": name,
        "row": row,
        "tally": tally,
        "numbers": [
            LinkedNumber(
                number,
                None if filters is None else _list(form, status, **filters),
                said,
            )
            for number, status, said in parts
        ],
    }


def _list(form, status, **filters):
    return links.directory(
        form.day,
        form.cleaned_data["biet_den"],
        form.scope.kind,
        **form.filters | filters,
        tinh_trang=status and status.value,
    )


def _besides(form):
    """The smaller tables of the report: unions by status, foundings of the year."""
    day, known_at = form.day, form.known_at
    founded = counts.founded_by_sector(date(day.year, 1, 1), day, known_at)
    return {
        "unions": counts.by_kind(day, known_at)[Kind.UNION],
        "founded": sum(founded.values()),
        "founded_rows": [
            {"sector": sector, "founded": founded[sector.pk]}
            for sector in Sector.objects.all()
            if sector.pk in founded
        ],
    }


def _asked(form):
    """What every link carries, so that the list answers the same question."""
    asked = {"ngay": f"{form.day:%d/%m/%Y}"}
    if known_on := form.cleaned_data["biet_den"]:
        asked["biet_den"] = f"{known_on:%d/%m/%Y}"
    return asked


def _year_ends():
    """The last five year-ends, which most readers come for."""
    this_year = timezone.localdate().year
    return [date(year, 12, 31) for year in range(this_year - 1, this_year - 6, -1)]
