"""Words as they are indexed: matched (without marks) and spelt (with them)."""

import re
import unicodedata
from functools import lru_cache
from hashlib import blake2b

from coopsite.core.vietnamese import TONES, clean_text, match

# Begins words that only the index has: a letter to each database, and nobody's word.
SIGN = "ǁ"
# Of one text no more is indexed: PostgreSQL refuses larger vectors.
MAX_TEXT = 100_000
MAX_WORD = 60
_NO_WORD = re.compile(r"[\W_]+")
_Y = re.compile(r"(?<=[bcdghklmnpqrstvxđ])y|(?<=\bqu)y|\by\b")
# Short forms, as they are spelt when written out.
_SHORT = {
    "htx": "hợp tác xã",
    "lhhtx": "liên hiệp hợp tác xã",
    "qtdnd": "quỹ tín dụng nhân dân",
    "tdnd": "tín dụng nhân dân",
    "tphcm": "thành phố hồ chí minh",
}


def spell(text):
    """Returns the words of `text` with their marks, each in one way of spelling: hoà
    and hòa, quỹ and quĩ are one. "Hoà Bình" → "hoa1 binh1"."""
    words = _NO_WORD.sub(" ", unicodedata.normalize("NFKC", clean_text(text)).lower())
    spelt = []
    for word in words.split():
        spelt += [_spell_word(one) for one in _SHORT.get(word, word).split()]
    return cut_words(" ".join(spelt))


@lru_cache(maxsize=20_000)
def _spell_word(word):
    tone, letters = "", []
    for sign in unicodedata.normalize("NFD", word):
        if sign in TONES:
            tone = str(TONES[sign])
        else:
            letters.append(sign)
    return _Y.sub("i", unicodedata.normalize("NFC", "".join(letters))) + tone


def matched(text):
    """Returns the words of `text` as they are indexed."""
    return cut_words(match(text[:MAX_TEXT]))


def cut_words(text):
    """Returns `text` with each word cut at the length that an index takes."""
    return " ".join(word[:MAX_WORD] for word in text.replace(SIGN, " ").split())


def names_with_wholes(names, prepare=matched):
    """Returns the words of `names`, each name followed by the word that stands for all
    of it; no phrase leads from one name into the next."""
    words = dict.fromkeys(filter(None, map(prepare, names)))
    return " ".join(f"{one} {whole_word(one.split())}" for one in words)


def whole_word(words):
    """Returns the one word that stands for a whole name of those `words`: a database
    finds it at once, where a phrase of common words takes a look at every row."""
    digest = blake2b(" ".join(words).encode(), digest_size=10).hexdigest()
    return f"{SIGN}w{digest}"


def is_word(word):
    """Returns whether somebody wrote `word`, and not the index alone has it."""
    return not word.startswith(SIGN)


def mark_of(kind, value):
    """Returns the word by which a search is narrowed to what has that `value`."""
    return f"{SIGN}{kind}{str(value).replace('-', '')}"
