"""What one edition says otherwise than the one before: how much of it is told."""

import re
from itertools import islice

from coopsite.core import richtext
from coopsite.core.word_changes import Budget, opcodes

# Where a sentence ends, and the next word has its capital from that.
_ENDS = tuple(".!?:…")
_TEXTS = ["lead", "cover_alt", "cover_caption", "cover_credit", "byline", "source"]
_BLOCK_ENDS = re.compile(r"</(?:p|li|h[1-6]|td|th|figcaption|blockquote)>")
# Beside a word they say nothing of it: "An," is the name that "An" is, 5% is not 5.
_PUNCTUATION = ".,;:!?…()“”\"'‘’"
_SIGNS = re.compile(r"^\W+|\W+$")
_SHOWN = 5  # of the words that are no small change


def is_small(before, after):
    """Returns whether a change may go without a note to the public: the title is the
    same, and no word that came or went has a digit, or a capital inside a sentence.

    `before` and `after` are `Wording`s. A misspelt word, a comma: small. A number, a
    day, a name: not.
    """
    return not describe_large(before, after)


def describe_large(before, after):
    """Returns what makes the change more than a small one, as the end of a sentence; ""
    of a small one."""
    if before.title != after.title:
        return "tiêu đề đã đổi"
    words = list(dict.fromkeys(islice(_telling_words(before, after), _SHOWN)))
    return f"có số hoặc tên riêng đã đổi: {', '.join(words)}" if words else ""


def _telling_words(before, after):
    """Yields the words that came or went and are no small change."""
    pairs = [([getattr(before, name)], [getattr(after, name)]) for name in _TEXTS]
    pairs.append((blocks(before.body), blocks(after.body)))
    budget = Budget()
    changed = (word for old, new in pairs for word in _changed(old, new, budget))
    return (
        _SIGNS.sub("", word) for word, is_first in changed if _tells(word, is_first)
    )


def blocks(html):
    """Returns the words of each block of `html`, as one text."""
    return [richtext.plain_text(block) for block in _BLOCK_ENDS.split(html)]


def _changed(old, new, budget):
    """Yields the words in the one list of texts and not at their place in the other,
    each as (word, whether a sentence begins with it)."""
    for tag, a, b, c, d in opcodes(old, new, budget):
        if tag != "equal":
            yield from _changed_words(_words(old[a:b]), _words(new[c:d]), budget)


def _changed_words(old, new, budget):
    for tag, a, b, c, d in opcodes(old, new, budget):
        if tag != "equal":
            yield from old[a:b] + new[c:d]


def _words(texts):
    found = []
    for words in map(str.split, texts):
        starts = [True, *(word.endswith(_ENDS) for word in words)]
        bare = (word.strip(_PUNCTUATION) for word in words)
        found += zip(bare, starts, strict=False)
    return found


def _tells(word, is_first):
    bare = _SIGNS.sub("", word)
    if any(sign.isdigit() for sign in bare):
        return True
    inside = bare[1:] if is_first else bare
    return inside != inside.lower()
