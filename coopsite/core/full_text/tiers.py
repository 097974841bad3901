"""The tiers in which things are found, the best first, as conditions of the index.

A condition is a tree of plain values, which each database writes in its own way:
("all", parts), ("any", parts), ("in", column, phrase, whether it is a beginning).
"""

from enum import IntEnum

from .words import whole_word

# Of a word with fewer letters the beginnings are too many to be of use.
MIN_BEGINNING = 2
MIN_CODE_BEGINNING = 4
# Column names that stand for several of the entry's columns.
SPELT, TITLE, LEAD, TEXT, CODES = "spelt", "title", "lead", "text", "codes"


class Tier(IntEnum):
    """What is found, the best first."""

    CODE, NAME, TITLE, LEAD, TEXT, TITLE_BEGUN, BEGUN, MIDDLE = range(8)

    @property
    def is_in_a_name(self):
        return self not in (Tier.LEAD, Tier.TEXT, Tier.BEGUN)


def tiers_of(query):
    """Returns the tiers of `query` in their order, each as (tier, condition), in steps:
    the tiers of one are asked at once, those of the next where they are not enough. The
    last condition holds all."""
    return [
        [
            (Tier.CODE, _codes(query)),
            (Tier.NAME, in_any(SPELT, map(_whole, query.spelt_wholes))),
            (Tier.NAME, whole_name(query)),
            (Tier.CODE, _begin_with_code(query)),
            (Tier.TITLE, _in_order(SPELT, query.spelt_wholes)),
            (Tier.TITLE, _all_words(SPELT, query.spelt)),
        ],
        _words_in(Tier.TITLE, TITLE, query),
        _words_in(Tier.LEAD, LEAD, query),
        _words_in(Tier.TEXT, TEXT, query),
        [(Tier.TITLE_BEGUN, _begun_in_order(TITLE, query.wholes))],
        [
            (Tier.TITLE_BEGUN, _all_begun(TITLE, query.readings)),
            (Tier.BEGUN, broadest(query)),
        ],
    ]


def _words_in(tier, column, query):
    """Returns the tiers of all words in a column: one after the other, then in any
    order."""
    return [
        (tier, _in_order(column, query.wholes)),
        (tier, _all_words(column, query.readings)),
    ]


def whole_name(query):
    """Returns the condition that a name is what was typed, all of it."""
    return in_any(TITLE, map(_whole, query.wholes))


def broadest(query):
    """Returns the condition that holds all tiers, as a question to all words."""
    words = _all_begun(TEXT, query.readings)
    return any_of([words, _codes(query, TEXT), _begin_with_code(query, TEXT)])


def names_begun(query):
    """Returns the tiers of what may be meant while somebody types, in one step."""
    return [
        [
            (Tier.CODE, _codes(query)),
            (Tier.NAME, whole_name(query)),
            (Tier.CODE, _begin_with_code(query)),
            (Tier.TITLE, _begun_in_order(SPELT, query.spelt_wholes)),
            (Tier.TITLE, _begun_in_order(TITLE, query.wholes)),
            (Tier.TITLE, _all_begun(SPELT, query.spelt, only_last=True)),
            (Tier.TITLE, _all_begun(TITLE, query.readings, only_last=True)),
        ]
    ]


def _codes(query, column=CODES):
    return in_any(column, [(code,) for code in query.codes])


def in_any(column, phrases):
    return any_of([("in", column, phrase, False) for phrase in phrases])


def any_of(parts):
    parts = list(filter(None, parts))
    return ("any", parts) if parts else None


def all_of(parts):
    parts = list(filter(None, parts))
    return ("all", parts) if parts else None


def columns_of(condition):
    """Yields the column of each phrase in `condition`."""
    if condition[0] == "in":
        yield condition[1]
        return
    for part in condition[1]:
        yield from columns_of(part)


def _whole(words):
    return (whole_word(words),)


def _in_order(column, wholes):
    return in_any(column, (words for words in wholes if len(words) > 1))


def _begun_in_order(column, wholes):
    """Returns the condition that the words stand there one after the other, the last as
    a whole or as a beginning: of names a single letter, too."""
    return any_of([("in", column, words, True) for words in wholes if len(words) > 1])


def _all_words(column, ways):
    return any_of([all_of([in_any(column, term) for term in terms]) for terms in ways])


def _all_begun(column, ways, *, only_last=False):
    return any_of([_begun(column, terms, only_last) for terms in ways])


def _begun(column, terms, only_last):
    """Returns the condition that each word stands there or begins a longer one; a
    letter at the end asks for nothing, until more is typed."""
    if len(terms) > 1 and len(terms[-1][0][-1]) < MIN_BEGINNING:
        terms = terms[:-1]
    last = len(terms) - 1
    return all_of(
        [
            any_of([_phrase(column, one, not only_last or at == last) for one in term])
            for at, term in enumerate(terms)
        ]
    )


def _phrase(column, words, is_beginning):
    is_long = len(words[-1]) >= MIN_BEGINNING and not words[-1].isdigit()
    return ("in", column, words, is_beginning and is_long)


def _begin_with_code(query, column=CODES):
    return any_of(
        [
            ("in", column, (code,), True)
            for code in query.codes
            if len(code) >= MIN_CODE_BEGINNING and any(c.isdigit() for c in code)
        ]
    )
