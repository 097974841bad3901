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
# Who finds so many has hardly mistyped.
MANY = 100
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
    if question.is_narrowed or total > MANY or _is_in_a_name(question):
        return []
    kinds = [kind.name for kind in get_kinds()]
    scope = Search(question.query, kinds, at=question.at).scope
    near = find_near(question.query, scope, in_order=total > 0)
    if not near:
        return []
    search = Search(as_query(near[0]), kinds, need=MAX_SHOWN, at=question.at)
    results = show_matches(search.matches[:MAX_SHOWN])
    texts = [*(result.title for result in results), question.query.text]
    return [
        Suggestion(words_as_written(words, texts), [] if place else results)
        for place, words in enumerate(near[:MAX_SUGGESTIONS])
    ]


def _is_in_a_name(question):
    matches = [*question.register.matches[:1], *question.news.matches[:1]]
    return any(match.tier.is_in_a_name for match in matches)


def list_near(question):
    """Returns results that have nearly all words, where nothing has all."""
    kinds = [kind.name for kind in get_kinds()]
    search = Search(question.query, kinds, at=question.at)
    rows = ask_keys(nearly(question.query), search.scope, MAX_NEAR)
    pairs = dict.fromkeys(tuple(pair) for _, *pair in rows)
    matches = [Match(*pair, Tier.TEXT, LAST) for pair in pairs]
    return show_matches(matches[:MAX_NEAR])


def complete(typed):
    """Returns the results whose names may be meant by what is typed so far."""
    question = Question({WORDS: typed}, MAX_WHILE_TYPING)
    searches = question.register, question.news
    matches = [one for search in searches for one in search.names[:MAX_WHILE_TYPING]]
    return show_matches(matches)
