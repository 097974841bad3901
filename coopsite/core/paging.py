"""Numbered pages: each page has one address, and what does not exist is a 404.

A page of the second half is read from the list's end, in the reverse order, and turned
round again. A database walks past every row that it skips: read from the front, the
last of 4,000 pages would cost as much as all of them. So it costs what the first one
does, and the middle one half. The order must be total for that: it ends in the id.
"""

import re

from django.core.paginator import EmptyPage, Paginator
from django.http import Http404

from .addresses import PAGE, address_with

_NUMBER = re.compile(r"[1-9][0-9]{0,8}")


class FromBothEnds(Paginator):
    """Pages of an ordered queryset, each read from its nearer end."""

    def __init__(self, rows, size, total=None):
        super().__init__(rows, size)
        if total is not None:
            self.count = total  # in the place of the property that asks

    def page(self, number):
        number = self.validate_number(number)
        first = (number - 1) * self.per_page
        last = min(first + self.per_page, self.count)
        if first <= self.count - last:
            return self._get_page(self.object_list[first:last], number, self)
        from_the_end = self.object_list.reverse()
        rows = from_the_end[self.count - last : self.count - first]
        return self._get_page(list(rows)[::-1], number, self)


def get_page(request, rows, size, total=None):
    """Returns the page of `rows` that the request names; Http404 if there is none.

    `rows` is a queryset in a total order; `size` the rows a page holds; `total` how
    many there are, if that is known: else the database is asked.
    """
    number = request.GET.get(PAGE, "1")
    if not _NUMBER.fullmatch(number):
        raise Http404("Không có trang này.")
    try:
        return FromBothEnds(rows, size, total).page(int(number))
    except EmptyPage as error:
        raise Http404("Không có trang này.") from error


def page_address(request, number):
    """Returns the address of page `number`, all other parameters kept."""
    query = request.GET.copy()
    query.pop(PAGE, None)
    if number > 1:
        query[PAGE] = number
    return address_with(request.path, query)
