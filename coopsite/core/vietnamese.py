"""Vietnamese text: cleaning what was typed, folding it, slugs and sorting.

One folding serves slugs, search, the admin's search and the matching of imported
rows, because every part tried elsewhere gets the letter đ or the tones wrong.
"""

import re
import unicodedata

# Word and web pages leave these between letters; none of them is ever meant.
_INVISIBLE = dict.fromkeys(map(ord, "\u200b\u200c\u200d\u2060\ufeff\u00ad"))
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]")
_SPACES = re.compile(r"[^\S\n]+")

MAX_WORDS = 60

_NOT_SLUG = re.compile(r"[^a-z0-9]+")

# ICU's root order, then the Vietnamese alphabet with the foreign letters in place.
_PUNCTUATION = " _-–—,;:!?.'‘’\"“”()[]{}@*/\\&#%`^+<=>|~$"
_LETTERS = "aăâbcdđeêfghijklmnoôơpqrstuưvwxyz"
_RANK = {
    char: rank for rank, char in enumerate(_PUNCTUATION + "0123456789" + _LETTERS, 1)
}
_TONES = {"\u0300": 1, "\u0309": 2, "\u0303": 3, "\u0301": 4, "\u0323": 5}
_VOWEL_MARKS = "\u0302\u0306\u031b"  # circumflex, breve and horn make letters


def clean_lines(text):
    """Returns `text` in NFC, without invisible characters or runs of spaces.

    No-break spaces become spaces (the old site's pages are full of them); line
    breaks stay.
    """
    text = text.translate(_INVISIBLE).replace("\r\n", "\n").replace("\r", "\n")
    text = unicodedata.normalize("NFC", _CONTROL.sub("", text))
    return "\n".join(line.strip() for line in _SPACES.sub(" ", text).split("\n"))


def clean_text(text):
    """Returns `text` cleaned as by `clean_lines` and joined into one line."""
    return " ".join(clean_lines(text).split())


def fold(text):
    """Returns `text` without marks, in lower case, for matching: "Đại  Hội" → "dai
    hoi".

    *hoà* and *hòa*, *Uỷ* and *Ủy* fold alike, so a search finds both spellings.
    """
    decomposed = unicodedata.normalize("NFD", text.translate(_INVISIBLE).lower())
    plain = "".join(c for c in decomposed if unicodedata.category(c) != "Mn")
    return " ".join(plain.replace("đ", "d").split())


def words_of(text):
    """Returns the folded words to search for, each once. Of a whole page that was
    pasted only the first: no database asks for a thousand words at once."""
    return list(dict.fromkeys(fold(text).split()))[:MAX_WORDS]


def slugify(text, max_length=80):
    """Returns `text` as an address part of a-z, 0-9 and "-", cut between words.

    Empty when `text` has no letter or digit that folds to ASCII.
    """
    slug = _NOT_SLUG.sub("-", fold(text)).strip("-")
    if len(slug) <= max_length:
        return slug
    return slug[: max_length + 1].rpartition("-")[0] or slug[:max_length]


def sort_key(text):
    """Returns a string that sorts as ICU sorts `text` in Vietnamese.

    Word by word, letters before tones before case: "An Bình" < "Anh Đào". Made of
    0-9 and a-f only, so every database collation orders it alike.
    """
    letters, tones, cases = [], [], []
    for char in clean_text(text).replace("…", "..."):  # one sign, three dots to ICU
        base, tone = _split_tone(char)
        lower = base.lower()
        rank = _RANK.get(lower)
        letters.append(f"{rank:02x}" if rank else f"ff{ord(base):06x}")
        tones.append(str(tone))
        cases.append("0" if base == lower else "1")
    return "".join(letters) + "00" + "".join(tones) + "".join(cases)


def _split_tone(char):
    """Returns the letter without its tone (but with â's, ă's and ơ's mark), the
    tone."""
    base, *marks = unicodedata.normalize("NFD", char)
    tone = next((_TONES[m] for m in marks if m in _TONES), 0)
    kept = base + "".join(m for m in marks if m in _VOWEL_MARKS)
    letter = unicodedata.normalize("NFC", kept)
    return (letter if letter.lower() in _RANK else base), tone
