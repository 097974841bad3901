"""The files to download: the directory's lists and the tables of the figures."""

from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from coopsite.core.caching import public_page
from coopsite.core.paging import PARAMETER

from ..exports import changes, series
from ..exports.answers import download
from ..exports.figures import figures as of_day
from ..exports.lists import directory as directory_export
from ..figure_forms import ComparisonForm, FiguresForm, SeriesForm, TwoDaysForm
from ..forms import DirectoryForm, PeriodForm
from ..models import Kind


@require_safe
@public_page
def cooperatives(request, ending):
    """The directory of cooperatives as a file, with the directory's own filters."""
    return _directory(request, Kind.COOPERATIVE, ending)


@require_safe
@public_page
def unions(request, ending):
    """The directory of unions as a file."""
    return _directory(request, Kind.UNION, ending)


def _directory(request, kind, ending):
    form = DirectoryForm(request.GET)
    if not form.is_valid():
        context = {"form": form, "kind": kind}
        return render(request, "cooperatives/directory.html", context, status=400)
    page = "cooperatives" if kind == Kind.COOPERATIVE else "unions"
    return download(directory_export(kind, form, _address(request, page)), ending)


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
        template = f"cooperatives/{page.replace('-', '_')}.html"
        return render(request, template, {"form": form}, status=400)
    return download(export(form, _address(request, page)), ending)


def _address(request, page):
    """Return where the list or the tables stand as a page."""
    query = request.GET.copy()
    query.pop(PARAMETER, None)
    asked = f"?{query.urlencode()}" if query else ""
    return request.build_absolute_uri(reverse(f"cooperatives:{page}") + asked)
