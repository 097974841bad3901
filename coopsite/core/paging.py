"""Numbered pages: each page has one address, and what does not exist is a 404."""

import re
from functools import wraps

from django.core.paginator import EmptyPage, Paginator
from django.http import Http404, HttpResponsePermanentRedirect

PARAMETER = "trang"
_NUMBER = re.compile(r"[1-9][0-9]{0,8}")


def paged(view):
    """Send "?trang=1" to the address without it: page 1 has one address."""

    @wraps(view)
    def wrapper(request, *args, **kwargs):
        if request.GET.get(PARAMETER) == "1":
            return HttpResponsePermanentRedirect(page_address(request, 1))
        return view(request, *args, **kwargs)

    return wrapper


def get_page(request, rows, size):
    """Return the page of `rows` that the request names; Http404 if there is none.

    `rows` is an ordered queryset; `size` the rows a page holds.
    """
    written = request.GET.get(PARAMETER, "1")
    if not _NUMBER.fullmatch(written):
        raise Http404("Không có trang này.")
    try:
        return Paginator(rows, size).page(int(written))
    except EmptyPage as error:
        raise Http404("Không có trang này.") from error


def page_address(request, number):
    """Return the address of page `number`, all other parameters kept."""
    query = request.GET.copy()
    query.pop(PARAMETER, None)
    if number > 1:
        query[PARAMETER] = number
    return f"{request.path}?{query.urlencode()}" if query else request.path
