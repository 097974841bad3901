"""Keeping and taking away the filters that a person named: "Bộ lọc đã lưu"."""

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import IntegrityError, transaction
from django.http import Http404, QueryDict
from django.shortcuts import get_object_or_404, redirect
from django.urls import path, reverse
from django.views.decorators.http import require_POST

from coopsite.core.vietnamese import clean_text

from .models import SavedView

# Of a list's address: which page of it, what opened it, what was wrong with it.
_NO_FILTER = {"p", "e", "all", "_popup", "_to_field"}


def filters_of(query):
    """Returns the filters in an address's query, in an order of their own: two
    addresses with the same filters are one view."""
    params = QueryDict(query)
    pairs = [
        (key, value)
        for key, values in params.lists()
        for value in values
        if key not in _NO_FILTER and value
    ]
    kept = QueryDict(mutable=True)
    for key, value in sorted(pairs):
        kept.appendlist(key, value)
    return kept.urlencode()


@require_POST
def save(request):
    """Keeps the filters of a list under a name; back to the list, which tells."""
    page = request.POST.get("page", "")
    address = _list_address(request, page)
    view = SavedView(
        user=request.user,
        page=page,
        name=clean_text(request.POST.get("name", "")),
        query=filters_of(request.POST.get("query", "")),
    )
    try:
        view.full_clean()
        with transaction.atomic():
            view.save()
    except ValidationError as error:
        messages.error(request, " ".join(error.messages))
    except IntegrityError:  # the same name from another window, at once
        messages.error(request, "Bạn đã có bộ lọc tên này ở đây.")
    else:
        messages.success(request, f"Đã lưu bộ lọc “{view.name}”.")
    # What is too long to be kept is too long for an address.
    return redirect(f"{address}?{view.query}" if len(view.query) <= 2000 else address)


@require_POST
def delete(request, pk):
    """Forget one's own view; the list stays."""
    view = get_object_or_404(SavedView, pk=pk, user=request.user)
    view.delete()
    messages.success(request, f"Đã xoá bộ lọc “{view.name}”.")
    return redirect(_list_address(request, view.page))


def _list_address(request, page):
    """Returns the address of the list `page`; refuses what is no list of theirs."""
    for model, model_admin in admin.site._registry.items():
        if page == model._meta.label_lower:
            if not model_admin.has_view_permission(request):
                raise PermissionDenied
            return reverse(f"admin:{page.replace('.', '_')}_changelist")
    raise Http404("Không có trang này.")


def urls(wrap):
    """Returns the addresses, each view wrapped as the admin site does."""
    return [
        path("bo-loc/luu/", wrap(save), name="saved_view_save"),
        path("bo-loc/<int:pk>/xoa/", wrap(delete), name="saved_view_delete"),
    ]
