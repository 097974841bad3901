"""The small links that narrow the results of a search, with how many each leaves."""

from collections import Counter
from typing import NamedTuple

from coopsite.core.full_text.searching import MAX_RESULTS
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


def list_kinds(question):
    """Returns the kinds that have results, after all of them together."""
    filters = [_kind_filter(question, kind) for kind in get_kinds()]
    filters = [one for one in filters if one.number or one.is_current]
    if len(filters) < 2 and not question.kind:
        return []
    whole = question.address(**{KIND: None})
    return [Filter("Tất cả", whole, question.kind is None), *filters]


def _kind_filter(question, kind):
    narrowed = {} if kind.is_news else {SECTION: None, YEAR: None}
    address = question.address(**{KIND: kind.name, **narrowed})
    number = question.of_kind(kind).total
    return Filter(kind.label, address, kind == question.kind, number)


def list_more(question):
    """Returns (label, filters) of the sections and years that the news found have."""
    marks = question.news.marks_of_all() if question.news.total else []
    counts = Counter(mark for each in marks for mark in each)
    is_cut = len(marks) >= MAX_RESULTS
    return [
        (label, filters)
        for label, filters in (
            ("Chuyên mục", _sections(question, counts, is_cut)),
            ("Năm", _years(question, counts, is_cut)),
        )
        if len(filters) > 1 or any(one.is_current for one in filters)
    ]


def _sections(question, counts, is_cut):
    found = (
        (row.name, row.slug, counts[mark_of_section(row.pk)], row == question.section)
        for row in get_sections()
    )
    return _filters(question, SECTION, found, is_cut)


def _years(question, counts, is_cut):
    prefix = mark_of_year(0).removesuffix("0")
    years = {mark.removeprefix(prefix) for mark in counts if mark.startswith(prefix)}
    years |= {str(question.year)} if question.year else set()
    newest = sorted(years, reverse=True)[:MAX_YEARS]
    found = (
        (year, year, counts[f"{prefix}{year}"], year == str(question.year))
        for year in newest
    )
    return _filters(question, YEAR, found, is_cut)


def _filters(question, name, found, is_cut):
    """Returns the filters with results; numbers only where all results were counted."""
    return [
        Filter(
            label,
            question.address(**{name: None if is_current else value}),
            is_current,
            None if is_cut else number,
        )
        for label, value, number, is_current in found
        if number or is_current
    ]
