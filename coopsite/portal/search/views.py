"""The page of the search, and what it suggests while one types."""

from django.core.paginator import Paginator
from django.http import JsonResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from coopsite.core.addresses import PAGE
from coopsite.core.content_version import NEWS, PAGES, REGISTER
from coopsite.core.full_text.excerpts import Marker
from coopsite.core.full_text.query import MAX_TYPED, Query
from coopsite.core.full_text.searching import LAST, MAX_RESULTS
from coopsite.core.numbers import format_bounded
from coopsite.core.page_cache import public_page
from coopsite.core.paging import choose_page

from . import articles, clips, organisations, pages  # noqa: F401  # the kinds that there are
from .filters import Filters
from .kinds import get_kinds, show_matches
from .places import list_places
from .questions import KIND, PARAMS, SECTION, WORDS, YEAR, Question
from .suggestions import complete, list_near, suggest_words

PAGE_SIZE = 10
# Of the register, above or below the news.
MAX_BESIDE = 3


@require_safe
@public_page(REGISTER, NEWS, PAGES, params=PARAMS)
def search(request):
    """Returns what the words of the address find, the best first."""
    question = Question(request.GET, _read_need(request))
    context = {"question": question, "maxlength": MAX_TYPED}
    if not question.is_empty:
        context |= _results(request, question)
    return render(request, "portal/search.html", context)


def _read_need(request):
    """Returns how many results the page that is asked for takes."""
    number = request.GET.get(PAGE, "1")
    is_number = number.isascii() and number.isdigit() and len(number) < 4
    return PAGE_SIZE * (int(number) if is_number else 1)


def _results(request, question):
    main, beside = question.news, question.register
    if not main.total:
        main, beside = beside, main
    page = choose_page(request, Paginator(_Matches(main), PAGE_SIZE))
    is_first = page.number == 1
    total = main.total + beside.total
    query = question.query
    near = beside.matches[:MAX_BESIDE] if is_first else []
    places = list_places(query) if is_first else []
    suggestions = suggest_words(question, total) if is_first and not places else []
    for suggestion in suggestions:
        _mark(suggestion.results, Query(suggestion.words))
    filters = Filters(question)
    nearly = [] if total or suggestions else list_near(question)
    return {
        "page": page,
        "results": _mark(show_matches(page.object_list), query),
        "main_label": _label(main),
        "beside": _mark(show_matches(near), query),
        "beside_label": _label(beside),
        "beside_address": question.address(**{KIND: beside.kinds[0]} if near else {}),
        "beside_total": beside.total,
        "whole": question.address(**{KIND: None, SECTION: None, YEAR: None}),
        "beside_is_first": bool(near) and _is_better(near, page.object_list),
        "total": _in_words(total),
        "kinds": filters.list_kinds(),
        "more": filters.list_more(),
        "places": places,
        "suggestions": suggestions,
        "nearly": _mark(nearly, query),
    }


class _Matches:
    """The matches of a search as pages take them: no further than one is asked for."""

    def __init__(self, search):
        self._search = search

    def __len__(self):
        return min(self._search.total, MAX_RESULTS)

    def __getitem__(self, part):
        return self._search.matches[part]


def _is_better(ones, others):
    """Returns whether the best of `ones` fits as well as the best of `others`."""
    return min(one.place for one in ones) <= min(
        (one.place for one in others), default=LAST
    )


def _label(search):
    """Returns the names of the kinds that are searched: "Tin bài, video"."""
    labels = [kind.label for kind in get_kinds() if kind.name in search.kinds]
    return ", ".join(labels).capitalize()


def _in_words(total):
    return f"{format_bounded(total, MAX_RESULTS)} kết quả".capitalize() if total else ""


def _mark(results, query):
    """Returns `results`, each with the runs of its title and of an excerpt."""
    for result in results:
        marker = Marker(query, [result.title, result.lead, result.text])
        result.title_runs = marker.mark(result.title)
        is_in_lead = marker.has_words(result.lead) or not marker.has_words(result.text)
        source = result.lead if result.lead and is_in_lead else result.text
        result.runs = marker.excerpt(source)
    return results


@require_safe
@public_page(REGISTER, NEWS, PAGES, params=[WORDS])
def suggestions(request):
    """Returns the names that may be meant by what is typed so far, as JSON."""
    results = complete(request.GET.get(WORDS, ""))
    rows = [
        {"title": one.title, "address": one.address, "kind": one.kind}
        for one in results
    ]
    return JsonResponse({"suggestions": rows})
