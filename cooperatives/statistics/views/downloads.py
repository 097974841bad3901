"""The tables of the figures as files to download."""

from django.shortcuts import render
from django.views.decorators.http import require_safe

from coopsite.core.addresses import PAGE
from coopsite.core.page_cache import public_file
from coopsite.core.responses import download

from ...directory.downloads import page_address
from .. import exports
from ..filters import known_params
from ..forms import (
    ComparisonFileForm,
    FiguresForm,
    FlowListForm,
    FlowsForm,
    SeriesForm,
    TwoDaysForm,
)

# Of each page: the form that reads its address, and what makes the tables.
_FILES = {
    "figures": (FiguresForm, exports.export_figures),
    "flows": (FlowsForm, exports.export_flows),
    "flow-list": (FlowListForm, exports.export_flow_list),
    "series": (SeriesForm, exports.export_series),
    "two-days": (TwoDaysForm, exports.export_two_days),
    "comparison": (ComparisonFileForm, exports.export_comparison),
}
_PARAMS = {PAGE}.union(*(known_params(form) for form, _ in _FILES.values()))


@require_safe
@public_file(params=_PARAMS)
def tables_of_page(request, ending, page):
    """Answers the tables of a page of figures as a file; the page itself, with its
    errors, where the address asks for what cannot be."""
    form_class, export = _FILES[page]
    form = form_class(request.GET)
    if not form.is_valid():
        template = f"cooperatives/statistics/{page.replace('-', '_')}.html"
        return render(request, template, {"form": form}, status=400)
    return download(export(form, page_address(request, page)), ending)
