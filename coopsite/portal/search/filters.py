"""The small links that narrow the results of a search, with how many each leaves."""

from typing import NamedTuple

from coopsite.core.full_text.sources import mark_of_kind
from news.lists import get_sections
from news.search import mark_of_section, mark_of_year

from .kinds import get_kinds
from .questions import KIND, SECTION, YEAR

MAX_YEARS = 8


class Filter(NamedTuple):
    """A link that narrows the results, or that takes back what narrows them."""

    label: str
    address: str
    is_current: bool
    number: int | None = None


class Filters:
    """The links that narrow the results of a question, from one look at all of them."""

    def __init__(self, question):
        self._question = question
        census = question.everything.census
        self._is_cut, self._counts = census.is_cut, census.counts

    def list_kinds(self):
        """Returns the kinds that have results, after all of them together."""
        filters = [self._of_kind(kind) for kind in get_kinds()]
        filters = [one for one in filters if one.number != 0 or one.is_current]
        if len(filters) < 2 and not self._question.kind:
            return []
        whole = self._question.address(**{KIND: None})
        return [Filter("Tất cả", whole, self._question.kind is None), *filters]

    def _of_kind(self, kind):
        narrowed = {} if kind.is_news else {SECTION: None, YEAR: None}
        address = self._question.address(**{KIND: kind.name, **narrowed})
        number = None if self._is_cut else self._counts[mark_of_kind(kind.name)]
        return Filter(kind.label, address, kind == self._question.kind, number)

    def list_more(self):
        """Returns (label, filters) of the sections and years that the results have."""
        if self._question.kind and not self._question.kind.is_news:
            return []
        return [
            (label, filters)
            for label, filters in (
                ("Chuyên mục", self._sections()),
                ("Năm", self._years()),
            )
            if len(filters) > 1 or any(one.is_current for one in filters)
        ]

    def _sections(self):
        current = self._question.section
        return self._filters(
            SECTION,
            (
                (row.name, row.slug, mark_of_section(row.pk), row == current)
                for row in get_sections()
            ),
        )

    def _years(self):
        current, prefix = self._question.year, mark_of_year(0).removesuffix("0")
        marks = [mark for mark in self._counts if mark.startswith(prefix)]
        years = {int(mark.removeprefix(prefix)) for mark in marks}
        newest = sorted(years | ({current} if current else set()), reverse=True)
        return self._filters(
            YEAR,
            (
                (str(year), year, mark_of_year(year), year == current)
                for year in newest[:MAX_YEARS]
            ),
        )

    def _filters(self, name, found):
        """Returns the filters with results; numbers only where all were counted."""
        return [
            Filter(
                label,
                self._question.address(**{name: None if is_current else value}),
                is_current,
                None if self._is_cut else self._counts[mark],
            )
            for label, value, mark, is_current in found
            if self._counts[mark] or is_current
        ]
