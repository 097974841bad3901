"""The directory of cooperatives and of unions."""

from django.shortcuts import render
from django.views.decorators.http import require_safe

from coopsite.core.addresses import PAGE, address_of, address_with
from coopsite.core.content_version import REGISTER
from coopsite.core.numbers import format_number
from coopsite.core.page_cache import public_page
from coopsite.core.paging import get_page
from coopsite.core.vietnamese import own_part

from ..forms import UNKNOWN
from ..models import Kind, OperatingStatus
from ..models.search_keys import initials_of
from .forms import ANY_STATUS, DirectoryForm, Order
from .letters import get_letters
from .places import name_places
from .queries import counts, list_organisations, matching_former_name

PAGE_SIZE = 25
# The fields whose choices say how many they leave, and by what those are counted.
COUNTED = {"linh_vuc": "sector", "tinh_trang": "status", "quy_mo": "size"}
PARAMS = [*DirectoryForm.base_fields, PAGE]
PAGES = {Kind.COOPERATIVE: "cooperatives", Kind.UNION: "unions"}


@require_safe
@public_page(REGISTER, params=PARAMS)
def cooperatives(request):
    """Returns the directory of cooperatives, by name, filtered as the address says."""
    return _directory(request, Kind.COOPERATIVE)


@require_safe
@public_page(REGISTER, params=PARAMS)
def unions(request):
    """Returns the directory of unions."""
    return _directory(request, Kind.UNION)


def _directory(request, kind):
    form = DirectoryForm(request.GET)
    if not form.is_valid():
        context = {"form": form, "kind": kind, "tabs": _tabs(request, kind)}
        return render(request, "cooperatives/directory/list.html", context, status=400)
    left = counts(kind, form)
    rows = list_organisations(kind, form).prefetch_related("area")
    page = get_page(request, rows, PAGE_SIZE, left.number())
    name_places(page.object_list, form)
    _say_former_names(page.object_list, form.cleaned_data["tim"])
    _say_counts(form, left)
    context = {
        "form": form,
        "kind": kind,
        "page": page,
        "example": _example(page.object_list),
        "day": form.day,
        "is_past": form.is_past,
        "tabs": _tabs(request, kind, left),
        "chips": _chips(request, form, kind),
        "orders": _orders(request, form),
        "letters": _letters(request, form, kind),
        "order": form.order,
        "dissolved": left.number(status=OperatingStatus.DISSOLVED),
        "address_of_all": _address(request, tinh_trang=ANY_STATUS),
    }
    return render(request, "cooperatives/directory/list.html", context)


def _say_former_names(rows, words):
    for standing in rows:
        standing.former_name = matching_former_name(standing.organisation, words)


def _example(rows):
    """Returns initials that find one of the rows, as "vts1"; "" where no name has as
    many words."""
    found = (initials_of(own_part(row.organisation.name)) for row in rows)
    return next((initials for initials in found if len(initials) > 2), "")


def _say_counts(form, left):
    """Lets each choice of sector, status and size say how many it leaves.

    Few unions have a sector, so their page does not ask for one.
    """
    for name, dimension in COUNTED.items():
        field = form.fields[name]
        if name == "linh_vuc" and left.chosen["kind"] == Kind.UNION:
            continue
        field.widget.choices = [
            (value, f"{label} ({format_number(number)})")
            for value, label in field.choices
            if (number := left.number(**{dimension: _key(value)})) or value != UNKNOWN
        ]


def _key(value):
    """Returns what a choice is counted by: a sector by its id, a word by itself."""
    return value.instance.pk if hasattr(value, "instance") else value


# --- addresses that keep what else is asked -------------------------------------------


def _address(request, page=None, **changed):
    """Returns this address, or another page's, with parameters changed (None: without);
    page numbers go."""
    query = request.GET.copy()
    for name, value in {PAGE: None, **changed}.items():
        query.pop(name, None)
        if value:
            query[name] = value
    path = address_of(f"cooperatives:{page}") if page else request.path
    return address_with(path, query)


def _tabs(request, kind, left=None):
    """Returns the two kinds; their numbers where the question could be read."""
    return [
        {
            "name": name,
            "address": _address(request, PAGES[one], **others),
            "is_current": one == kind,
            "number": left and left.number(kind=one),
        }
        for one, name, others in (
            (Kind.COOPERATIVE, "Hợp tác xã", {}),
            (Kind.UNION, "Liên hiệp hợp tác xã", {"lien_hiep": None}),
        )
    ]


def _chips(request, form, kind):
    """Returns each filter that is set, and the address without it."""
    return [
        {"label": label, "words": words, "address": _address(request, **{name: None})}
        for name, label, words in form.set_filters()
        if name != "lien_hiep" or kind == Kind.COOPERATIVE
    ]


def _letters(request, form, kind):
    """Returns each letter that names begin with, and the address of theirs."""
    begun = get_letters(kind)
    return [
        {
            "name": name,
            "address": _address(request, chu=letter),
            "is_current": letter == form.cleaned_data["chu"],
        }
        for letter, name in form.fields["chu"].choices
        if letter in begun
    ]


def _orders(request, form):
    return [
        {
            "name": order.label,
            "address": _address(
                request, thu_tu=None if order == Order.NAME else order.value
            ),
            "is_current": order == form.order,
        }
        for order in Order
    ]
