"""The directory of cooperatives and of unions."""

from django.shortcuts import render
from django.views.decorators.http import require_safe

from coopsite.core.caching import public_page
from coopsite.core.paging import get_page, paged

from ..directory import listed
from ..forms import DirectoryForm
from ..models import Kind

PAGE_SIZE = 25


@require_safe
@public_page
@paged
def cooperatives(request):
    """The directory of cooperatives, by name, filtered as the address says."""
    return _directory(request, Kind.COOPERATIVE)


@require_safe
@public_page
@paged
def unions(request):
    """The directory of unions."""
    return _directory(request, Kind.UNION)


def _directory(request, kind):
    form = DirectoryForm(request.GET)
    if not form.is_valid():
        context = {"form": form, "kind": kind}
        return render(request, "cooperatives/directory.html", context, status=400)
    page = get_page(request, listed(kind, form), PAGE_SIZE)
    context = {
        "form": form,
        "kind": kind,
        "page": page,
        "day": form.day,
        "is_filtered": any(form.cleaned_data.values()),
    }
    return render(request, "cooperatives/directory.html", context)
