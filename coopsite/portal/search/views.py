"""The page of the search, and what it suggests while one types."""

from django.core.paginator import Paginator
from django.http import JsonResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from coopsite.core.content_version import NEWS, REGISTER
from coopsite.core.full_text.excerpts import has_words, make_excerpt, mark_words
from coopsite.core.full_text.query import MAX_TYPED
from coopsite.core.full_text.searching import MAX_RESULTS
from coopsite.core.full_text.tiers import Tier
from coopsite.core.numbers import format_bounded
from coopsite.core.page_cache import public_page
from coopsite.core.paging import choose_page

from . import articles, clips, organisations  # noqa: F401  # the kinds that there are
from .filters import list_kinds, list_more
from .kinds import get_kinds, show_matches
from .places import list_places
from .questions import KIND, PARAMS, SECTION, WORDS, YEAR, Question
from .suggestions import complete, list_fewer, suggest_words

PAGE_SIZE = 10
# Of the register, above or below the news.
MAX_BESIDE = 3


@require_safe
@public_page(REGISTER, NEWS, params=PARAMS)
def search(request):
    """Returns what the words of the address find, the best first."""
    question = Question(request.GET)
    context = {"question": question, "maxlength": MAX_TYPED}
    if not question.is_empty:
        context |= _results(request, question)
    return render(request, "portal/search.html", context)


def _results(request, question):
    main, beside = question.news, question.register
    if not main.total:
        main, beside = beside, main
    page = choose_page(request, Paginator(_Matches(main), PAGE_SIZE))
    is_first = page.number == 1
    total = main.total + beside.total
    words = question.query.highlights
    near = beside.first(MAX_BESIDE) if is_first else []
    suggestions = suggest_words(question) if is_first else []
    for suggestion in suggestions:
        _mark(suggestion.results, words)
    fewer = [] if total or suggestions else list_fewer(question)
    return {
        "page": page,
        "results": _mark(show_matches(page.object_list), words),
        "main_label": _label(main),
        "beside": _mark(show_matches(near), words),
        "beside_label": _label(beside),
        "beside_address": question.address(**{KIND: beside.kinds[0]} if near else {}),
        "beside_total": beside.total,
        "whole": question.address(**{KIND: None, SECTION: None, YEAR: None}),
        "beside_is_first": bool(near) and _is_better(near, page.object_list),
        "total": _in_words(total),
        "kinds": list_kinds(question),
        "more": list_more(question),
        "places": list_places(question.query) if is_first else [],
        "suggestions": suggestions,
        "fewer": _mark(fewer, words),
    }


class _Matches:
    """The matches of a search as pages take them: no further than one is asked for."""

    def __init__(self, search):
        self._search = search

    def __len__(self):
        return min(self._search.total, MAX_RESULTS)

    def __getitem__(self, part):
        return self._search.first(part.stop)[part]


def _is_better(ones, others):
    return min(one.tier for one in ones) <= min(
        (one.tier for one in others), default=max(Tier)
    )


def _label(search):
    """Returns the names of the kinds that are searched: "Tin bài, video"."""
    labels = [kind.label for kind in get_kinds() if kind.name in search.kinds]
    return ", ".join(labels).capitalize()


def _in_words(total):
    return f"{format_bounded(total, MAX_RESULTS)} kết quả".capitalize() if total else ""


def _mark(results, words):
    """Returns `results`, each with the runs of its title and of an excerpt."""
    for result in results:
        result.title_runs = mark_words(result.title, words)
        is_in_text = not has_words(result.lead, words) and has_words(result.text, words)
        source = result.text if is_in_text or not result.lead else result.lead
        result.runs = make_excerpt(source, words) if source else []
    return results


@require_safe
@public_page(REGISTER, NEWS, params=[WORDS])
def suggestions(request):
    """Returns the names that may be meant by what is typed so far, as JSON."""
    results = complete(request.GET.get(WORDS, ""))
    rows = [
        {"title": one.title, "address": one.address, "kind": one.kind}
        for one in results
    ]
    return JsonResponse({"suggestions": rows})
