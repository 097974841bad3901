"""The tables of the figures as files to download."""

from django.shortcuts import render
from django.views.decorators.http import require_safe

from coopsite.core.caching import public_page

from ...exports import changes, series
from ...exports.answers import download
from ...exports.figures import figures as of_day
from ...forms import PeriodForm
from ...views.exports import page_address
from ..forms import ComparisonForm, FiguresForm, SeriesForm, TwoDaysForm


@require_safe
@public_page
def figures(request, ending):
    """The tables of the figures' page as a file."""
    return _figures(request, ending, FiguresForm, of_day, "figures")


@require_safe
@public_page
def flows(request, ending):
    """The flows of a period and each organisation behind them as a file."""
    return _figures(request, ending, PeriodForm, changes.flows_of_period, "flows")


@require_safe
@public_page
def course(request, ending):
    """The series as a file."""
    return _figures(request, ending, SeriesForm, series.course, "series")


@require_safe
@public_page
def two_days(request, ending):
    """Two days side by side as a file."""
    return _figures(request, ending, TwoDaysForm, series.two_days, "two-days")


@require_safe
@public_page
def comparison(request, ending):
    """A day as known then and now, and each record between, as a file."""
    return _figures(request, ending, ComparisonForm, changes.then_and_now, "comparison")


def _figures(request, ending, form_class, export, page):
    """Answer what `export` makes of the form; the page with errors if it is wrong."""
    form = form_class(request.GET)
    if not form.is_valid():
        template = f"cooperatives/statistics/{page.replace('-', '_')}.html"
        return render(request, template, {"form": form}, status=400)
    return download(export(form, page_address(request, page)), ending)
