"""What may have been meant: by a slip of typing, or by what is not typed to its end."""

from typing import NamedTuple

from django.utils.http import urlencode

from coopsite.core.full_text.asking import ask_keys
from coopsite.core.full_text.excerpts import words_as_written
from coopsite.core.full_text.near import as_query, find_near, nearly
from coopsite.core.full_text.searching import LAST, Match, Search
from coopsite.core.full_text.tiers import Tier

from .kinds import get_kinds, show_matches
from .questions import WORDS, Question

MAX_SUGGESTIONS, MAX_SHOWN, MAX_NEAR = 3, 3, 6
MAX_WHILE_TYPING = 4  # of the register, and of the news


class Suggestion(NamedTuple):
    """Other words that find something, and what they find first."""

    words: str
    results: list

    @property
    def query(self):
        return urlencode({WORDS: self.words})


def suggest_words(question, total):
    """Returns what may have been meant where no name has the words typed, which find
    `total` results; empty where one has, or the results are narrowed."""
    if question.is_narrowed or _is_in_a_name(question):
        return []
    kinds = [kind.name for kind in get_kinds()]
    marks = Search(question.query, kinds).marks
    near = find_near(question.query, marks, question.at, in_order=total > 0)
    suggestions = (_suggest(words, kinds, question) for words in near[:MAX_SUGGESTIONS])
    return [one for one in suggestions if one.results]


def _suggest(words, kinds, question):
    search = Search(as_query(words), kinds, at=question.at)
    results = show_matches(search.first(MAX_SHOWN))
    titles = [result.title for result in results]
    return Suggestion(words_as_written(words, [*titles, question.query.text]), results)


def _is_in_a_name(question):
    searches = question.register, question.news
    matches = [match for search in searches for match in search.first(1)]
    return any(match.tier.is_in_a_name for match in matches)


def list_near(question):
    """Returns results that have nearly all words, where nothing has all."""
    kinds = [kind.name for kind in get_kinds()]
    search = Search(question.query, kinds, at=question.at)
    keys = {}
    for condition in nearly(question.query):
        keys |= dict.fromkeys(ask_keys(condition, search.marks, search.at, MAX_NEAR))
        if len(keys) >= MAX_NEAR:
            break
    matches = [Match(*pair, Tier.TEXT, LAST) for pair in keys]
    return show_matches(matches[:MAX_NEAR])


def complete(typed):
    """Returns the results whose names may be meant by what is typed so far."""
    question = Question({WORDS: typed})
    searches = question.register, question.news
    return [
        result
        for search in searches
        for result in show_matches(search.first_names(MAX_WHILE_TYPING))
    ]
