"""Vietnamese text, in three steps: cleaned when it is typed or imported, folded for
addresses, matched for searching and comparing; and sorted.

One ground for all parts, because every part tried elsewhere gets the letter đ or the
tones wrong. What `match` and `sort_key` make is stored: whoever changes them raises
`core.match_text.RULES`.
"""

import re
import unicodedata

# What other keyboards and old fonts put in the place of Đ and Ư; the soft hyphen.
_LOOK_ALIKES = dict(zip("ÐðƉɖƢƣ\u00ad", [*"ĐđĐđƯư", ""], strict=True))
_LOOK_ALIKE = re.compile(f"[{''.join(_LOOK_ALIKES)}]")
_OUR_MARKS = re.compile("[\u0300-\u036f]")
# Signs that show nothing, or turn the text around; none of them is ever meant.
_UNSEEN = re.compile(
    "[\u115f\u1160\u200b\u200c\u200e\u200f\u202a-\u202e\u2060-\u2069\u2800\u3164\ufeff]"
)
_EMOJI = "\u2600-\u27bf\ufe0f\U0001f000-\U0001faff"
# The joiner that makes one picture of several stays between them.
_JOINER = re.compile(f"(?<![{_EMOJI}])\u200d|\u200d(?![{_EMOJI}])")
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]")
_SPACES = re.compile(r"[^\S\n]+")
_VIETNAMESE = re.compile("[\u0102-\u01b0\u1ea0-\u1ef9]")
# The old encoding TCVN3 wrote letters as signs: "Thµnh phè", "ph\u00adêng".
_OLD_LETTERS = re.compile(
    "[A-Za-z][¨©ª«¬®µ¶·¸¹»¼½¾]|[¨©ª«¬®µ¶·¸¹»¼½¾][A-Za-z]|[A-Za-z]\u00ad(?![A-Za-z])"
)
_PIECE = re.compile(r"[^<>\n]+")  # between the tags of HTML
MAX_MARKS = 4  # on one letter; no language that is written here has more
MAX_WORDS = 60
_NOT_SLUG = re.compile(r"[^a-z0-9]+")

# ICU's root order, then the Vietnamese alphabet with the foreign letters in place.
_PUNCTUATION = " _-–—,;:!?.'‘’\"“”()[]{}@*/\\&#%`^+<=>|~$"
_LETTERS = "aăâbcdđeêfghijklmnoôơpqrstuưvwxyz"
_RANK = {
    char: rank for rank, char in enumerate(_PUNCTUATION + "0123456789" + _LETTERS, 1)
}
# Beyond these planes are no marks; looking there would slow each start.
_MARKS = "".join(
    re.escape(chr(code))
    for code in range(0x300, 0x20000)
    if unicodedata.combining(chr(code))
)
# Nearly no text has two such signs in a row: a look at two ranges is a hundred times
# quicker than at each mark. Between them lie the composed letters.
_MAY_BE_MARKS = re.compile("[\u0300-\u1dff\u20d0-\U0001ffff]{2}")
# From two marks on: with those in a composed letter they may be more than four.
_MANY_MARKS = re.compile(f"[^{_MARKS}]?[{_MARKS}]{{2,}}")
TONES = {"\u0300": 1, "\u0309": 2, "\u0303": 3, "\u0301": 4, "\u0323": 5}
_VOWEL_MARKS = "\u0302\u0306\u031b"  # circumflex, breve and horn make letters


def clean_lines(text):
    """Returns `text` in NFC, with Đ and Ư where look-alikes stood, without signs that
    show nothing or runs of spaces.

    No-break spaces become spaces (the old site's pages are full of them); line breaks
    stay. A letter keeps four marks at most: more are no word, and cost time to order.
    """
    if not text.isascii():
        text = _clean_signs(text)
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    text = unicodedata.normalize("NFC", _CONTROL.sub("", text))
    return "\n".join(line.strip() for line in _SPACES.sub(" ", text).split("\n"))


def clean_text(text):
    """Returns `text` cleaned as by `clean_lines` and joined into one line."""
    return " ".join(clean_lines(text).split())


def _clean_signs(text):
    text = _keep_few_marks(_JOINER.sub("", drop_unseen(text)))
    text = unicodedata.normalize("NFC", text)
    if _is_in_old_encoding(text):
        return text
    # A paragraph of TCVN3 may stand beside others in Unicode.
    return _PIECE.sub(lambda piece: _mend_look_alikes(piece[0]), text)


def _mend_look_alikes(piece):
    return piece if _is_in_old_encoding(piece) else _replace_look_alikes(piece)


def _replace_look_alikes(text):
    return _LOOK_ALIKE.sub(lambda found: _LOOK_ALIKES[found[0]], text)


def drop_unseen(text):
    """Returns `text` without the signs that show nothing or turn it around."""
    return _UNSEEN.sub("", text)


def _is_in_old_encoding(text):
    """Whether the text is in TCVN3, where the soft hyphen and Ð are letters."""
    return bool(_OLD_LETTERS.search(text)) and not _VIETNAMESE.search(text)


def _keep_few_marks(text):
    """Drops the marks of a letter beyond the fourth, in the one order of Unicode, so
    that a text reads alike however it was typed; composed letters have marks, too."""
    if not _MAY_BE_MARKS.search(text):
        return text
    return _MANY_MARKS.sub(lambda found: _first_marks(found[0]), text)


def _first_marks(cluster):
    # Ordering marks takes long where there are thousands: no word has thirty.
    signs = unicodedata.normalize("NFD", cluster[:30])
    marks = [sign for sign in signs if unicodedata.combining(sign)]
    letter = signs[: len(signs) - len(marks)]
    return letter + "".join(marks[:MAX_MARKS])


def fold(text):
    """Returns `text` without marks, in lower case: "Đại  Hội" → "dai hoi".

    *hoà* and *hòa*, *Uỷ* and *Ủy* fold alike. Punctuation stays, and so does y: this
    is for addresses; `match` is for searching.
    """
    if not text.isascii():
        text = _keep_few_marks(_UNSEEN.sub("", _replace_look_alikes(text)))
        text = unicodedata.normalize("NFD", text.lower())
        text = _OUR_MARKS.sub("", text).replace("đ", "d")
    if not text.isascii():
        text = "".join(c for c in text if not _is_mark(c))
    return " ".join(text.lower().split())


def _is_mark(char):
    return char == "\u200d" or unicodedata.category(char) == "Mn"


def has_words(text):
    """Returns whether a reader sees a letter or a digit in `text`: a name of signs only
    is none."""
    return any(char.isalnum() for char in text)


# --- matching -------------------------------------------------------------------------

# "T.P.", "T.X.", "T.T." are one word.
_DOTTED = re.compile(r"\bt\. ?(?=[pxt]\b)")
# "P. Bến Nghé", and once signs are spaces "q 1", "q1".
_BEFORE_NAME = re.compile(r"\b([fpqx])\.\s*(?=[a-z])")
_BEFORE_NUMBER = re.compile(r"\b([fpqx]|kp) ?(?=[0-9])")
_SHORT_PLACES = {
    "f": "phuong ",
    "p": "phuong ",
    "q": "quan ",
    "x": "xa ",
    "kp": "khu pho ",
}
# I to XX by their values.
_ONES = ["", "i", "ii", "iii", "iv", "v", "vi", "vii", "viii", "ix"]
_NUMERALS = [*_ONES, *(f"x{one}" for one in _ONES), "xx"]
NUMERALS = {numeral: str(value) for value, numeral in enumerate(_NUMERALS) if value}
# Words that a number follows. "Phương", "quân" and "hợp tác xã" are none, so that of
# "Hợp tác xã Vi Na" nothing is a number.
_PLACES = "phường|phuong|quận|quan|huyện|huyen|khu|phố|pho|ấp|ap|tổ|to|thôn|thon"
_PLACES += "|kp|[fpqx]|(?<!tác )(?<!tac )(?:xã|xa)"
# "Quận III", "Q.III", "QIII", "P.04"; with its mark "Xã Vị Thanh" is a name.
_NUMERAL = re.compile(
    rf"(?<![^\W_])((?:{_PLACES})[\W_]*)"
    r"(?:0+(?=[0-9])|(?:(?<=[\W_])|(?<=\b[fpq])(?=[ivx]{3}))([ivx]{1,5})(?![^\W_]))"
)
_NO_WORD = re.compile(r"[\W_]+")
# Short forms, in the words that `fold` leaves; each is matched as its long form.
_SHORT_FORMS = {
    "htx": "hop tac xa",
    "lhhtx": "lien hiep hop tac xa",
    "lh hop tac xa": "lien hiep hop tac xa",
    "qtdnd": "quy tin dung nhan dan",
    "quy tdnd": "quy tin dung nhan dan",
    "tphcm": "thanh pho ho chi minh",
    "tp hcm": "thanh pho ho chi minh",
    "tp ho chi minh": "thanh pho ho chi minh",
}
_SHORT_FORM = re.compile(rf"\b({'|'.join(_SHORT_FORMS)})\b")
# i and y are one sound after a consonant, after qu, and alone.
_Y = re.compile(r"(?<=[bcdghklmnpqrstvx])y|(?<=\bqu)y|\by\b")


def _write_place(short):
    return _SHORT_PLACES[short[1]]


def _write_number(place):
    numeral = place[2] or ""
    return place[1] + NUMERALS.get(numeral, numeral)


def _write_numerals(text):
    """Returns the text with the numbers of places as 1 to 20, without a leading nought:
    "Quận III" → "quận 3", "P.04" → "p.4"."""
    return _NUMERAL.sub(_write_number, " ".join(text.lower().split()))


def match(text, *, reads_numerals=True):
    """Returns the words by which `text` is searched and compared: "TM – DV Mỹ Tho" →
    "tm dv mi tho".

    Folded, with punctuation as spaces, short forms written out (HTX, LH HTX, QTDND,
    TP.HCM; P., Q. and X. before a name or number), I to XX after the word for a place
    as a number, and i for y where they sound alike.
    """
    if not text.isascii():  # "Ⅲ", "m²" and full-width letters are others' ways to type
        text = unicodedata.normalize("NFKC", _keep_few_marks(text))
    if reads_numerals:
        text = _write_numerals(text)
    text = _BEFORE_NAME.sub(_write_place, _DOTTED.sub("t", fold(text)))
    text = _BEFORE_NUMBER.sub(_write_place, _NO_WORD.sub(" ", text).strip())
    for _ in range(2):  # "LH HTX" holds a short form
        text = _SHORT_FORM.sub(lambda short: _SHORT_FORMS[short[1]], text)
    return _Y.sub("i", text)


def readings(typed):
    """Returns what may be meant by words that somebody searches for, as `match` has
    them: "xa vi" may be Xã 6, or the beginning of Xã Vĩnh Lộc; "nguyen y" Nguyễn Ý, or
    the beginning of Nguyễn Yến.

    Of a whole page that was pasted only the first words: no database asks for a
    thousand at once.
    """
    typed = " ".join(typed.split()[:MAX_WORDS])
    found = [match(typed), match(typed, reads_numerals=False)]
    if found[1].endswith(" i") and fold(typed).endswith(" y"):
        found.append(found[1].removesuffix("i") + "y")
    return list(dict.fromkeys(found))


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


# The legal forms before a name, folded; the longest first.
_LEGAL_FORMS = [
    form.split()
    for form in (
        "lien hiep hop tac xa",
        "lien hiep htx",
        "quy tin dung nhan dan",
        "hop tac xa",
        "quy tdnd",
        "lh htx",
        "lhhtx",
        "qtdnd",
        "htx",
    )
]


def own_part(name):
    """Returns the name without the legal form before it: "HTX Sao Mai" → "Sao Mai"; the
    whole name where nothing else is in it."""
    words = name.split()
    folded = [fold(word) for word in words[: len(_LEGAL_FORMS[0])]]
    for form in _LEGAL_FORMS:
        if folded[: len(form)] == form and len(words) > len(form):
            return " ".join(words[len(form) :])
    return name


def _split_tone(char):
    """Returns the letter without its tone (but with â's, ă's and ơ's mark), the
    tone."""
    base, *marks = unicodedata.normalize("NFD", char)
    tone = next((TONES[m] for m in marks if m in TONES), 0)
    kept = base + "".join(m for m in marks if m in _VOWEL_MARKS)
    letter = unicodedata.normalize("NFC", kept)
    return (letter if letter.lower() in _RANK else base), tone
