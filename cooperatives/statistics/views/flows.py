"""The pages on change: the flows of a period and the organisations behind them."""

from datetime import date, timedelta

from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from coopsite.core.caching import public_page
from coopsite.core.paging import get_page, paged

from ...forms import PeriodForm
from ...models import Sector
from .. import flows
from ..forms import FlowListForm

PAGE_SIZE = 25
# Of the chart, as its template draws it.
BAR_LENGTH, BAR_HEIGHT, BAR_MIDDLE = 140, 48, 180
QUARTERS = [
    ("Quý I", (1, 1), (3, 31)),
    ("Quý II", (4, 1), (6, 30)),
    ("Quý III", (7, 1), (9, 30)),
    ("Quý IV", (10, 1), (12, 31)),
    ("6 tháng đầu năm", (1, 1), (6, 30)),
]


@require_safe
@public_page
def flows_of_period(request):
    """Opening, flows and closing of the active cooperatives, by sector."""
    form = PeriodForm(request.GET)
    if not form.is_valid():
        context = {"form": form, "years": _years()}
        return render(
            request, "cooperatives/statistics/flows.html", context, status=400
        )
    first, last = form.first_day, form.last_day
    found = flows.by_sector(first, last, form.known_at)
    by_sector = [
        (sector, found.get(sector.pk, flows.Flow())) for sector in Sector.objects.all()
    ]
    context = {
        "form": form,
        "first": first,
        "last": last,
        "asked": asked_of(form, tu=first, den=last),
        "rows": [
            {"sector": sector, "cells": _cells(flow)} for sector, flow in by_sector
        ],
        "total": _cells(sum(found.values(), flows.Flow())),
        "bars": _bars(by_sector),
        "chart_height": BAR_HEIGHT * len(by_sector),
        "years": _years(),
        "quarters": _quarters(last.year),
    }
    return render(request, "cooperatives/statistics/flows.html", context)


def asked_of(form, **days):
    """What every number's link carries, so that the list answers the same question."""
    asked = {name: f"{day:%d/%m/%Y}" for name, day in days.items()}
    if known_on := form.cleaned_data["biet_den"]:
        asked["biet_den"] = f"{known_on:%d/%m/%Y}"
    return asked


def _cells(flow):
    return [{"part": part, "number": getattr(flow, part.field)} for part in flows.Part]


def _bars(by_sector):
    """Return the lines of the chart: what a sector lost to the left of the middle,
    what it gained to the right, on one scale. In units of the drawing."""
    most = max((max(flow.gained, flow.lost) for _, flow in by_sector), default=0)
    bars = []
    for place, (sector, flow) in enumerate(by_sector):
        gained, lost = (
            BAR_LENGTH * number // (most or 1) for number in (flow.gained, flow.lost)
        )
        bars.append(
            {
                "name": sector.name,
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


def _years():
    """This year and the four before it, each as its first and last day."""
    this_year = timezone.localdate().year
    return [
        (date(year, 1, 1), date(year, 12, 31))
        for year in range(this_year, this_year - 5, -1)
    ]


def _quarters(year):
    return [
        {"name": name, "first": date(year, *first), "last": date(year, *last)}
        for name, first, last in QUARTERS
    ]


@require_safe
@public_page
@paged
def flow_list(request):
    """The organisations behind a number of the flows, each with what changed."""
    form = FlowListForm(request.GET)
    if not form.is_valid():
        context = {"form": form}
        return render(
            request, "cooperatives/statistics/flow_list.html", context, status=400
        )
    first, last, known_at = form.first_day, form.last_day, form.known_at
    asked = form.cleaned_data
    rows = flows.listed(first, last, asked["loai"], asked["linh_vuc"], known_at)
    page = get_page(request, rows, PAGE_SIZE)
    context = {
        "form": form,
        "first": first,
        "last": last,
        "eve": first - timedelta(1),
        "asked": asked_of(form, tu=first, den=last),
        "heading": dict(form.fields["loai"].choices)[asked["loai"]],
        "page": page,
        "passages": flows.passages(page.object_list, first, last, known_at),
    }
    return render(request, "cooperatives/statistics/flow_list.html", context)
