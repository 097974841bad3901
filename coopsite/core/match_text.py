"""The words by which a row is searched, kept beside it.

What is kept begins with the version of the rules ("3| hop tac xa rau sach "), so that
`remake_keys` finds the rows that older rules made; each word stands between spaces.
"""

from django.db import models
from django.db.models import Q

from .vietnamese import MAX_WORDS, clean_text, match, readings

# The version of what `vietnamese.match` and `vietnamese.sort_key` make.
RULES = 3
CURRENT = f"{RULES}| "


class MatchText(models.TextField):
    """Keeps the words of the row's columns `sources`, on every save and in bulk."""

    def __init__(self, *args, sources=(), **kwargs):
        self.sources = sources
        super().__init__(*args, **{"editable": False} | kwargs)

    def deconstruct(self):
        """Returns a plain text field: a migration knows no code of ours."""
        name, _, args, kwargs = super().deconstruct()
        return name, "django.db.models.TextField", args, kwargs

    def pre_save(self, model_instance, add):
        values = (getattr(model_instance, name) for name in self.sources)
        text = CURRENT + " | ".join(filter(None, map(match, filter(None, values))))
        setattr(model_instance, self.attname, f"{text} ")
        return f"{text} "


def containing(text, field="match_text"):
    """Returns the condition that `field` has every word of `text`, or a longer one that
    it is a part of.

    Nothing typed leaves all rows; signs without a letter or digit leave none.
    """
    condition = Q()
    for parts in _parts_of_readings(text):
        words = Q()
        for part in parts:
            words &= Q(**{f"{field}__contains": part})
        condition |= words
    if not condition and clean_text(text):
        return Q(pk__in=[])
    return condition


def has_all_words(text, values):
    """Returns whether the words of `values` have every word of `text`, by the same
    rule; for tables of a few rows, which keep no words."""
    if not clean_text(text):
        return True
    kept = f" {' | '.join(match(value or '') for value in values)} "
    return any(
        parts and all(part in kept for part in parts)
        for parts in _parts_of_readings(text)
    )


def _parts_of_readings(text):
    return [_parts(reading.split()) for reading in readings(text)]


def _parts(words):
    """Returns what to look for: words, a single letter only as a word of its own or,
    beside others, as the beginning of one."""
    words = list(dict.fromkeys(words))[:MAX_WORDS]
    end = " " if len(words) == 1 else ""
    return [word if len(word) > 1 else f" {word}{end}" for word in words]
