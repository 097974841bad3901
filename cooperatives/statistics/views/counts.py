"""The figures of the register, on any day, as known then or now."""

from datetime import date

from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from coopsite.core.charts import stacked_bars
from coopsite.core.content_version import REGISTER
from coopsite.core.page_cache import public_page

from ...models import OperatingStatus
from .. import links
from ..counts import Tally
from ..filters import known_params
from ..forms import FiguresForm
from ..tables import NOUNS, counts

# Bars of a long table: those of its largest rows.
MAX_BARS = 12
PAGE = "cooperatives/statistics/figures.html"


@require_safe
@public_page(REGISTER, params=known_params(FiguresForm))
def figures(request):
    """Returns the counts of any day by any dimension, each number a link to its
    list."""
    form = FiguresForm(request.GET)
    if not form.is_valid():
        return render(request, PAGE, {"form": form}, status=400)
    context = _by_dimension(form)
    if form.has_besides:
        context["besides"] = counts.besides(form)
    return render(request, PAGE, context)


def _by_dimension(form):
    """Returns the table that is asked for, and its bars."""
    day, rows = form.day, counts.get_tallied_rows(form)
    drawn = rows if len(rows) <= MAX_BARS else _largest(rows)
    return {
        "form": form,
        "day": day,
        "year_ends": _year_ends(),
        "dimension": form.dimension,
        "noun": NOUNS[form.kind],
        "table": counts.breakdown(form, rows),
        "tally": sum((row.tally for row in rows), Tally()),
        "dissolved": counts.get_directory_address(
            form, tinh_trang=OperatingStatus.DISSOLVED
        ),
        "chart": stacked_bars(
            [(row.name, row.tally.active, row.tally.stopped) for row in drawn]
        ),
        "has_all_bars": drawn is rows,
        "flows": _flows(form),
        "comparison": _comparison(form),
    }


def _largest(rows):
    """Returns the largest rows, apart from those whose place is not known."""
    placed = [row for row in rows if not row.is_unknown]
    return sorted(placed, key=lambda row: row.tally.total, reverse=True)[:MAX_BARS]


def _flows(form):
    """Returns the address of the flows from the start of the year to the day."""
    params = {"loai_hinh": form.cleaned_data["loai"], **form.filters, **form.basis}
    params.pop("quy_mo")  # which changes with each survey: flows do not ask for it
    return links.page("flows", tu=date(form.day.year, 1, 1), den=form.day, **params)


def _comparison(form):
    """Returns the address that says why a figure as known then differs today."""
    if not form.known_at:
        return None
    params = {"loai_hinh": form.cleaned_data["loai"], **form.filters, **form.basis}
    params.pop("quy_mo")  # which the comparison does not ask for either
    return links.page("comparison", ngay=form.day, **params)


def _year_ends():
    """Returns the last five year-ends, which most readers come for."""
    this_year = timezone.localdate().year
    return [date(year, 12, 31) for year in range(this_year - 1, this_year - 6, -1)]
