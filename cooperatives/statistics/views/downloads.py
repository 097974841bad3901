"""The tables of the figures as files to download."""

from django.shortcuts import render
from django.views.decorators.http import require_safe

from coopsite.core.caching import public_page
from coopsite.core.responses import download

from ...directory.downloads import page_address
from .. import exports
from ..forms import (
    ComparisonFileForm,
    FiguresForm,
    FlowListForm,
    FlowsForm,
    SeriesForm,
    TwoDaysForm,
)


@require_safe
@public_page
def figures(request, ending):
    """Returns the tables of the figures' page as a file."""
    return _figures(request, ending, FiguresForm, exports.export_figures, "figures")


@require_safe
@public_page
def flows(request, ending):
    """Returns the flows of a period and each organisation behind them as a file."""
    return _figures(request, ending, FlowsForm, exports.export_flows, "flows")


@require_safe
@public_page
def flow_list(request, ending):
    """Returns the organisations behind a number of the flows as a file."""
    return _figures(
        request, ending, FlowListForm, exports.export_flow_list, "flow-list"
    )


@require_safe
@public_page
def course(request, ending):
    """Returns the series as a file."""
    return _figures(request, ending, SeriesForm, exports.export_series, "series")


@require_safe
@public_page
def two_days(request, ending):
    """Two days side by side as a file."""
    return _figures(request, ending, TwoDaysForm, exports.export_two_days, "two-days")


@require_safe
@public_page
def comparison(request, ending):
    """Returns a day as known at two moments, and each record between, as a file."""
    form, export = ComparisonFileForm, exports.export_comparison
    return _figures(request, ending, form, export, "comparison")


def _figures(request, ending, form_class, export, page):
    """Answers what `export` makes of the form; the page with errors if it is wrong."""
    form = form_class(request.GET)
    if not form.is_valid():
        template = f"cooperatives/statistics/{page.replace('-', '_')}.html"
        return render(request, template, {"form": form}, status=400)
    return download(export(form, page_address(request, page)), ending)
