"""Finds text of old encodings, TCVN3 and VNI, and says what it reads in Unicode.

Text comes as runs, (font, text), in order; a run "\\n" ends a paragraph. The font says
which encoding is likely, the words decide: conversion makes Vietnamese syllables of
what was none. Nothing is converted here without being asked: the writer is offered it.
"""

import re
from bisect import bisect_right
from collections import Counter, defaultdict
from dataclasses import dataclass
from functools import lru_cache
from itertools import accumulate, groupby

from .letters import TCVN3, VNI
from .syllables import is_syllable

END = "\n"
# Letters that only Unicode has; composed marks too.
_UNICODE = re.compile("[\u0102-\u01b0\u0300-\u036f\u1ea0-\u1ef9]")
_OLD_SIGNS = "".join(sign for sign in TCVN3.letters if not sign.isalpha())
_OLD_SIGN = re.compile(f"[{re.escape(_OLD_SIGNS)}]")
_WORD = re.compile(f"(?:[^\\W\\d_]|[{re.escape(_OLD_SIGNS)}\u0300-\u036f])+")
_AFTER_NUMBER = re.compile(r"\d\s?$")
_SYMBOLS = re.compile(r"symbol|wingdings|webdings|dingbats", re.IGNORECASE)
# Without a font of an old encoding, this many words have to speak for it.
_MIN_WORDS, _MIN_WORDS_BESIDE_FONT = 3, 2
_SAMPLE = 90


@dataclass(frozen=True)
class Conversion:
    """What a text becomes: each run's text, and a sample to judge it by."""

    encoding: str
    texts: list
    before: str
    after: str
    is_partial: bool  # other text beside it is Unicode


def encoding_of_font(font):
    """Returns the encoding that a font, or the first of a list of fonts, belongs to."""
    name = _first_font(font)
    if name.startswith(".vn"):
        return TCVN3
    return VNI if re.match(r"vni[-_ ]", name) else None


def is_symbol_font(font):
    """Returns whether a font shows signs in place of letters."""
    return bool(_SYMBOLS.search(font or ""))


def _first_font(font):
    return (font or "").split(",")[0].strip(" \t\r\n'\"").lower()


def _shows_capitals(font):
    """Returns whether it is like .VnTimeH: small letters look like capitals."""
    name = _first_font(font)
    return name.startswith(".vn") and name.endswith("h")


def find_conversion(runs):
    """Returns the `Conversion` of `runs`, None where all of it is Unicode."""
    runs = [(font or "", text) for font, text in runs]
    paragraphs = [_Paragraph(part) for part in _split(runs)]
    chosen = _choose(paragraphs)
    if not chosen:
        return None
    texts = [text for _, text in runs]
    for paragraph in paragraphs:
        for encoding, by_font in chosen[paragraph]:
            for numbers in paragraph.stretches(encoding, by_font):
                parts = [runs[number] for number in numbers]
                for number, text in zip(
                    numbers, _decode(encoding, parts, by_font), strict=True
                ):
                    texts[number] = text
    return _conversion(runs, texts, paragraphs, chosen)


def _split(runs):
    """Yields the paragraphs: their runs by their numbers."""
    part = {}
    for number, (font, text) in enumerate(runs):
        if text == END:
            yield part
            part = {}
        else:
            part[number] = (font, text)
    yield part


class _Paragraph:
    """The runs of a paragraph, each with the encoding that it may be in."""

    def __init__(self, runs):
        self.runs = runs
        self.text = "".join(text for _, text in runs.values())
        self.is_unicode = {
            number: bool(_UNICODE.search(text)) or is_symbol_font(font)
            for number, (font, text) in runs.items()
        }
        self.fonts = {
            number: encoding_of_font(font) for number, (font, _) in runs.items()
        }
        self.has_unicode = bool(_UNICODE.search(self.text))

    def words(self):
        """Yields (word, encoding of its font) of words that may be old ones: those with
        other letters than ASCII's and no letter of Unicode in them or their runs."""
        if self.text.isascii():
            return
        numbers = list(self.runs)
        starts = [0, *accumulate(len(text) for _, text in self.runs.values())]
        for word in _WORD.finditer(self.text):
            if word[0].isascii():
                continue
            first = bisect_right(starts, word.start()) - 1
            last = bisect_right(starts, word.end() - 1) - 1
            of_word = numbers[first : last + 1]
            if not any(self.is_unicode[number] for number in of_word):
                yield word[0], self.fonts[of_word[0]]

    def stretches(self, encoding, by_font):
        """Returns the numbers of neighbouring runs to be read in `encoding`."""
        font = encoding if by_font else None

        def is_old(number):
            return self.fonts[number] is font and not self.is_unicode[number]

        return [list(part) for old, part in groupby(self.runs, is_old) if old]


class _Tally(Counter):
    """Counts words by what a conversion does to them."""

    def __init__(self, encoding, words):
        super().__init__()
        self.gained = set()
        for word in words:
            effect = _effect(encoding, word)
            self[effect] += 1
            if effect == "gain":
                self.gained.add(word.lower())

    @property
    def speaks_for(self):
        """Returns whether the words, not the font, are of the encoding."""
        return self["gain"] >= 4 * (self["loss"] + self["strange"])

    @property
    def is_fit(self):
        """Returns whether a paragraph may be read so, where others have to be."""
        if self["gain"]:
            return self["gain"] > self["loss"]
        return not self["loss"] and self["strange"] < 2


@lru_cache(4096)
def _effect(encoding, word):
    decoded = encoding.decode(word)
    # Signs alone and abbreviations (Q§-UBND) say nothing.
    if decoded == word or _OLD_SIGN.fullmatch(word):
        return "none"
    was, becomes = is_syllable(word), is_syllable(decoded)
    if was:
        return "either" if becomes else "loss"
    if becomes:
        return "gain"
    return "none" if decoded.isupper() else "strange"


def _choose(paragraphs):
    """Returns {paragraph: [(encoding, whether by its font)]}, empty without any."""
    by_font = defaultdict(dict)
    for paragraph in paragraphs:
        words = defaultdict(list)
        for word, encoding in paragraph.words():
            words[encoding].append(word)
        for encoding, of_font in words.items():
            by_font[encoding][paragraph] = of_font
    chosen = defaultdict(list)
    for encoding in (TCVN3, VNI):
        _choose_by_font(encoding, paragraphs, by_font[encoding], chosen)
    _choose_by_words(paragraphs, by_font[None], chosen)
    return chosen


def _choose_by_font(encoding, paragraphs, words, chosen):
    tallies = {paragraph: _Tally(encoding, words[paragraph]) for paragraph in words}
    total = _Tally(encoding, [word for some in words.values() for word in some])
    if total["gain"] <= total["loss"] + total["strange"]:
        return
    for paragraph in paragraphs:
        has_font = encoding in paragraph.fonts.values()
        if has_font and (paragraph not in tallies or tallies[paragraph].is_fit):
            chosen[paragraph].append((encoding, True))


def _choose_by_words(paragraphs, words, chosen):
    """Chooses in other fonts the one encoding that the words speak for."""
    every = [word for of_paragraph in words.values() for word in of_paragraph]
    encoding = max((TCVN3, VNI), key=lambda one: _Tally(one, every)["gain"])
    total = _Tally(encoding, every)
    beside_font = any((encoding, True) in choice for choice in chosen.values())
    least = _MIN_WORDS_BESIDE_FONT if beside_font else _MIN_WORDS
    if len(total.gained) < least or not total.speaks_for:
        return
    is_pure = not any(paragraph.has_unicode for paragraph in paragraphs)
    for paragraph, of_paragraph in words.items():
        tally = _Tally(encoding, of_paragraph)
        if tally.is_fit and (tally["gain"] or is_pure):
            chosen[paragraph].append((encoding, False))


def _decode(encoding, runs, by_font):
    """Returns what each of these neighbouring runs becomes. A letter that two runs
    share goes to the first."""
    joined = "".join(text for _, text in runs)
    owners = [number for number, (_, text) in enumerate(runs) for _ in text]
    meant = set() if by_font else _meant_signs(encoding, joined)
    capitals = _capitals(joined) if encoding is TCVN3 else set()
    pieces = [[] for _ in runs]
    for unit in encoding.unit.finditer(joined):
        at = unit.start()
        letter = unit[0] if at in meant else encoding.letters.get(unit[0], unit[0])
        pieces[owners[at]].append(letter.upper() if at in capitals else letter)
    texts = ["".join(piece) for piece in pieces]
    return [
        text.upper() if _shows_capitals(font) else text
        for (font, _), text in zip(runs, texts, strict=True)
    ]


def _meant_signs(encoding, text):
    """Returns the places of signs that mean themselves: without a letter beside them,
    unless they are a word (®· is "đã") or the đ of đồng behind an amount."""
    return {
        at
        for word in _WORD.finditer(text)
        if not any(letter.isalpha() for letter in word[0])
        and not (len(word[0]) > 1 and is_syllable(encoding.decode(word[0])))
        and not (
            word[0] == "®"
            and _AFTER_NUMBER.search(text[max(0, word.start() - 2) : word.start()])
        )
        for at in range(*word.span())
    }


def _capitals(text):
    """Returns the places of TCVN3's letters that are capitals: it has none with tones,
    so "HéI NGHÞ" is typed."""
    letters = [letter for letter in text if letter.isascii() and letter.isalpha()]
    all_capital = len(letters) > 1 and all(letter.isupper() for letter in letters)
    return {
        at
        for word in _WORD.finditer(text)
        if all_capital or _is_capital(word[0])
        for at in range(*word.span())
    }


def _is_capital(word):
    letters = [letter for letter in word if letter.isascii()]
    return len(letters) > 1 and all(letter.isupper() for letter in letters)


def _conversion(runs, texts, paragraphs, chosen):
    encodings = {encoding.name for choice in chosen.values() for encoding, _ in choice}
    first = next(
        paragraph
        for paragraph in sorted(chosen, key=lambda one: len(one.text) < 20)
        if any(texts[number] != runs[number][1] for number in paragraph.runs)
    )
    after = "".join(texts[number] for number in first.runs)
    return Conversion(
        encoding=" và ".join(sorted(encodings)),
        texts=texts,
        before=first.text.strip()[:_SAMPLE],
        after=after.strip()[:_SAMPLE],
        is_partial=any(paragraph.has_unicode for paragraph in paragraphs),
    )
