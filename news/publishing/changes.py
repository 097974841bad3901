"""What one edition says otherwise than the one before: how much of it is told."""

import re
from difflib import SequenceMatcher

from coopsite.core import richtext

# Where a sentence ends, and the next word has its capital from that.
_ENDS = tuple(".!?:…")
_TEXTS = ["lead", "cover_alt", "cover_caption", "cover_credit", "byline", "source"]
_SIGNS = re.compile(r"^\W+|\W+$")


def is_small(before, after):
    """Returns whether a change may go without a note to the public: the title is the
    same, and no word that came or went has a digit, or a capital inside a sentence.

    `before` and `after` are `Wording`s. A misspelt word, a comma: small. A number, a
    day, a name: not.
    """
    if before.title != after.title:
        return False
    pairs = [(getattr(before, name), getattr(after, name)) for name in _TEXTS]
    pairs.append((_blocks(before.body), _blocks(after.body)))
    return not any(_tells(word) for old, new in pairs for word in _changed(old, new))


def _blocks(html):
    """Returns the words of `html`, each block ending a sentence."""
    marked = re.sub(r"(</(?:p|li|h[1-6]|td|th|figcaption|blockquote)>)", r" .\1", html)
    return richtext.plain_text(marked)


def _changed(old, new):
    """Returns the words in one text and not at their place in the other, each as
    (word, whether a sentence begins with it)."""
    old, new = _words(old), _words(new)
    matcher = SequenceMatcher(None, old, new, autojunk=False)
    for tag, a, b, c, d in matcher.get_opcodes():
        if tag != "equal":
            yield from old[a:b] + new[c:d]


def _words(text):
    words = text.split()
    starts = [True, *(word.endswith(_ENDS) for word in words)]
    return [(word, first) for word, first in zip(words, starts, strict=False)]


def _tells(changed):
    word, is_first = changed
    bare = _SIGNS.sub("", word)
    if any(sign.isdigit() for sign in bare):
        return True
    inside = bare[1:] if is_first else bare
    return inside != inside.lower()
