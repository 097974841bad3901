"""The pages on change: the flows of a period and the organisations behind them."""

from datetime import date, timedelta

from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from coopsite.core.addresses import PAGE
from coopsite.core.content_version import REGISTER
from coopsite.core.page_cache import public_page
from coopsite.core.paging import get_page

from .. import flows, links
from ..filters import known_params
from ..flow_terms import By
from ..forms import FlowListForm, FlowsForm
from ..tables import NOUNS
from ..tables import flows as tables
from ..transitions import find_transitions

FLOWS = "cooperatives/statistics/flows.html"
LIST = "cooperatives/statistics/flow_list.html"
PAGE_SIZE = 25
# Of the chart, as its template draws it; of a long table, its most moved rows.
BAR_LENGTH, BAR_HEIGHT, BAR_MIDDLE, MAX_BARS = 140, 48, 180, 12
QUARTERS = [
    ("Quý I", (1, 1), (3, 31)),
    ("Quý II", (4, 1), (6, 30)),
    ("Quý III", (7, 1), (9, 30)),
    ("Quý IV", (10, 1), (12, 31)),
    ("6 tháng đầu năm", (1, 1), (6, 30)),
]


@require_safe
@public_page(REGISTER, params=known_params(FlowsForm))
def flows_of_period(request):
    """Opening, flows and closing of a base, by sector or area."""
    form = FlowsForm(request.GET)
    if not form.is_valid():
        context = {"form": form, "years": _years(None)}
        return render(request, FLOWS, context, status=400)
    rows = tables.get_balance_rows(form)
    table, bars = tables.balance(form, rows), _bars(rows)
    context = {
        "form": form,
        "first": form.first_day,
        "last": form.last_day,
        "noun": NOUNS[form.kind],
        "table": table,
        "ledger": tables.ledger(form, table),
        "bars": bars,
        "chart_height": BAR_HEIGHT * len(bars),
        "has_all_bars": len(bars) == len(rows),
        "years": _years(form),
        "quarters": _quarters(form),
        "list": tables.get_list_address(form),
        "figures": _figures(form),
    }
    return render(request, FLOWS, context)


def _figures(form):
    """Returns the address of the figures at the end of the period."""
    kind = form.cleaned_data["loai_hinh"]
    params = {"loai": kind, **form.filters, **form.basis}
    if form.by == By.AREA:
        params["theo"] = form.by
    return links.page("figures", ngay=form.last_day, **params)


def _bars(rows):
    """Returns the lines of the chart: what a row lost to the left of the middle, what
    it gained to the right, on one scale. In units of the drawing."""
    if len(rows) > MAX_BARS:
        moved = [row for row in rows if row[2].gained or row[2].lost]
        moved.sort(key=lambda row: -(row[2].gained + row[2].lost))
        rows = moved[:MAX_BARS]
    most = max((max(flow.gained, flow.lost) for *_, flow in rows), default=0)
    bars = []
    for place, (name, _, flow) in enumerate(rows):
        gained, lost = (
            BAR_LENGTH * number // (most or 1) for number in (flow.gained, flow.lost)
        )
        bars.append(
            {
                "name": name,
                "top": BAR_HEIGHT * place,
                "gained": flow.gained,
                "lost": flow.lost,
                "gained_length": gained,
                "gained_text": BAR_MIDDLE + gained + 6,
                "lost_length": lost,
                "lost_from": BAR_MIDDLE - lost,
                "lost_text": BAR_MIDDLE - lost - 6,
            }
        )
    return bars


def _years(form):
    """This year and the four before it, each with its address."""
    this_year = timezone.localdate().year
    return [
        _period(form, str(year), date(year, 1, 1), date(year, 12, 31))
        for year in range(this_year, this_year - 5, -1)
    ]


def _quarters(form):
    year = form.last_day.year
    return [
        _period(form, name, date(year, *first), date(year, *last))
        for name, first, last in QUARTERS
    ]


def _period(form, name, first, last):
    """Returns a period to go to, all else as it is asked for."""
    return {
        "name": name,
        "address": links.page(
            "flows", tu=first, den=last, **form.link_params if form else {}
        ),
        "is_current": bool(form) and (form.first_day, form.last_day) == (first, last),
    }


@require_safe
@public_page(REGISTER, params=known_params(FlowListForm) | {PAGE})
def flow_list(request):
    """Returns the organisations behind a number of the flows, each with what
    changed."""
    form = FlowListForm(request.GET)
    if not form.is_valid():
        return render(request, LIST, {"form": form}, status=400)
    question = form.question
    whom = question, form.cleaned_data["loai"]
    total = flows.count_listed(*whom)
    page = get_page(request, flows.listed(*whom), PAGE_SIZE, total)
    context = {
        "form": form,
        "first": form.first_day,
        "last": form.last_day,
        "eve": form.first_day - timedelta(1),
        "noun": NOUNS[form.kind],
        "flows": links.page(
            "flows", tu=form.first_day, den=form.last_day, **form.sum_params
        ),
        "page": page,
        "transitions": find_transitions(page.object_list, question),
    }
    return render(request, LIST, context)
