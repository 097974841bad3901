"""Numbered pages: each page has one address, and what does not exist is a 404.

A page of the second half is read from the list's end, in the reverse order, and turned
round again. A database walks past every row that it skips: read from the front, the
last of 4,000 pages would cost as much as all of them. So it costs what the first one
does, and the middle one half. The order must be total for that: it ends in the id.

A list that is remembered has anchors besides: the keys of some of its rows, from the
nearest of which a page is read. So the middle one costs no more, either.
"""

import re
from math import inf
from typing import NamedTuple

from django.core.paginator import EmptyPage, Paginator
from django.db.models import Q
from django.http import Http404
from django.utils.functional import cached_property

from .addresses import PAGE, address_with
from .numbers import format_number

# A page that has no more rows than this on one side needs no anchor.
FAR = 1_000
# No more rows than this are skipped with all that is read of them.
NEAR = 100
_NUMBER = re.compile(r"[1-9][0-9]{0,8}")


class Anchor(NamedTuple):
    """A row of a list: how many come before it, and its values of the two fields that
    the list is ordered by; without a key an end of the list."""

    position: int
    key: tuple | None = None


class FromBothEnds(Paginator):
    """Pages of an ordered queryset, each read from its nearer end or anchor."""

    def __init__(self, rows, size, total=None, head=(), anchors=None):
        super().__init__(rows, size)
        self._head, self._anchors = head, anchors
        if total is not None:
            self.count = total  # in the place of the property that asks

    def _check_object_list_is_ordered(self):
        """Looks at nothing: the rows are in a total order, and to be asked whether they
        are a queryset has to be put together that a page at hand does without."""

    def page(self, number):
        number = self.validate_number(number)
        first = (number - 1) * self.per_page
        last = min(first + self.per_page, self.count)
        if last <= len(self._head):
            return self._get_page(self._head[first:last], number, self)
        rows, before, behind = self.object_list, *self._around(first, last)
        if first - before.position <= behind.position - last:
            rows = _seek(rows, before.key, "lt", "lte")
            rows = self._cut(rows, first - before.position, last - before.position)
            return self._get_page(rows, number, self)
        rows = _seek(rows, behind.key, "gt", "gt").reverse()
        rows = self._cut(rows, behind.position - last, behind.position - first)
        return self._get_page(list(rows)[::-1], number, self)

    def _around(self, first, last):
        """Returns the nearest anchor before the row `first` and the nearest behind
        those before `last`."""
        start, end = Anchor(0), self._end
        if not self._anchors or min(first, self.count - last) <= FAR:
            return start, end
        anchors = [start, *self._anchors(), end]
        before = [anchor for anchor in anchors if anchor.position <= first]
        behind = [anchor for anchor in anchors if anchor.position >= last]
        return before[-1], behind[0]

    @property
    def _end(self):
        return Anchor(self.count)

    def _cut(self, rows, first, last):
        """Returns a slice of `rows`. Of a list with anchors an index tells the keys, so
        that of many rows that are skipped nothing is read besides."""
        if not self._anchors or first <= NEAR:
            return rows[first:last]
        return rows.filter(pk__in=rows.values("pk")[first:last])


class BoundedPages(FromBothEnds):
    """Pages of a list that is counted up to a bound only, which is as far as they go: a
    count costs no more than that, however long the list."""

    def __init__(self, rows, size, bound):
        super().__init__(rows, size)
        self.bound = bound

    @cached_property
    def _counted(self):
        return self.object_list.order_by()[: self.bound + 1].count()

    @cached_property
    def count(self):
        return min(self._counted, self.bound)

    @property
    def is_cut(self):
        """Whether there are more rows than the pages show."""
        return self._counted > self.bound

    @property
    def _end(self):
        return Anchor(inf) if self.is_cut else super()._end

    @property
    def count_in_words(self):
        """How many rows there are: "1.757", "hơn 10.000"."""
        return f"{'hơn ' * self.is_cut}{format_number(self.count)}"


class BoundedLists:
    """A mixin of model admins whose lists count up to a bound."""

    max_count = 10_000
    show_full_result_count = False

    def get_paginator(self, request, queryset, per_page, *args, **kwargs):
        """Far pages cost what near ones do; the admin makes each order a total one."""
        return BoundedPages(queryset, per_page, self.max_count)


def _seek(rows, key, beyond, last):
    """Narrows `rows`, descending by two fields, to those on one side of `key`."""
    if key is None:
        return rows
    major, minor = (name.removeprefix("-") for name in rows.query.order_by)
    # The first condition is what an index is searched by.
    return rows.filter(
        Q(**{f"{major}__{beyond}e": key[0]}),
        Q(**{f"{major}__{beyond}": key[0]}) | Q(**{f"{minor}__{last}": key[1]}),
    )


def get_page(request, rows, size, total=None, *, bound=None, **known):
    """Returns the page of `rows` that the request names; Http404 if there is none.

    `rows` is a queryset in a total order; `size` the rows a page holds; `total` how
    many there are, if that is known: else the database is asked, to the `bound` if
    there is one. Of a list newest first may be `known`: its first rows, `head`, and
    `anchors`, a function that returns them in order.
    """
    if bound:
        return choose_page(request, BoundedPages(rows, size, bound))
    return choose_page(request, FromBothEnds(rows, size, total, **known))


def choose_page(request, pages):
    """Returns the one of `pages` that the request names; Http404 if there is none."""
    number = request.GET.get(PAGE, "1")
    if not _NUMBER.fullmatch(number):
        raise Http404("Không có trang này.")
    try:
        return pages.page(int(number))
    except EmptyPage as error:
        raise Http404("Không có trang này.") from error


def page_address(request, number):
    """Returns the address of page `number`, all other parameters kept."""
    query = request.GET.copy()
    query.pop(PAGE, None)
    if number > 1:
        query[PAGE] = number
    return address_with(request.path, query)
