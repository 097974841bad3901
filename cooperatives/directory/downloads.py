"""The directory's lists as files to download."""

from django.shortcuts import render
from django.views.decorators.http import require_safe

from coopsite.core.addresses import PAGE, address_of, address_with
from coopsite.core.page_cache import public_file
from coopsite.core.responses import download
from coopsite.core.site_address import absolute

from ..models import Kind
from .exports import export_directory
from .forms import DirectoryForm


@require_safe
@public_file(params=[*DirectoryForm.base_fields, PAGE])
def list_of_kind(request, ending, kind):
    """Answers the directory of a kind as a file, with the directory's own filters; the
    directory itself where the address asks for what cannot be."""
    form = DirectoryForm(request.GET)
    if not form.is_valid():
        context = {"form": form, "kind": kind}
        return render(request, "cooperatives/directory/list.html", context, status=400)
    page = "cooperatives" if kind == Kind.COOPERATIVE else "unions"
    return download(export_directory(kind, form, page_address(request, page)), ending)


def page_address(request, page):
    """Returns where the list or the tables stand as a page."""
    query = request.GET.copy()
    query.pop(PAGE, None)
    return absolute(address_with(address_of(f"cooperatives:{page}"), query))
