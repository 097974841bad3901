"""Reads the printed signs of list items: "1.", "a)", "ii)", "·", "o"."""

import re

from .parts import VIETNAMESE, Item, Run

_NUMBER = re.compile(r"[(\[]?(?:\d{1,3}\.)*(\d{1,4}|[a-zđ]{1,6})\s*[.)\]:/-]*", re.I)
_ROMAN = re.compile(r"m{0,3}(cm|cd|d?c{0,3})(xc|xl|l?x{0,3})(ix|iv|v?i{0,3})", re.I)
_ROMAN_VALUES = {"i": 1, "v": 5, "x": 10, "l": 50, "c": 100, "d": 500, "m": 1000}
_LETTERS = "abcdefghijklmnopqrstuvwxyz"
_VIETNAMESE = "abcdđeghiklmnopqrstuvxy"
_BULLET_LETTERS = ("o", "§", "Ø", "ü", "v", "q", "Ÿ")
_LEVEL = re.compile(r"\blevel(\d+)")
# Signs typed or left as text, with the gap that Word prints behind them.
_TYPED = re.compile(
    r"([·•●▪■□◦‣➢➤❖✓§Øüo–-]|\(?(?:\d{1,2}|[a-zđ]|[ivx]{1,4})[.)])[ \t\n\xa0]{2,}(?=\S)"
)


def read_level(style):
    """Returns the level that Word says of a paragraph (`mso-list:l0 level2 lfo1`)."""
    found = _LEVEL.search(style.get("mso-list", ""))
    return int(found[1]) if found else None


def read_list_name(style):
    """Returns which list Word says that a paragraph is of ("l0"), else ""."""
    return style.get("mso-list", "").partition(" ")[0]


def read_marker(marker, *, level=None, indent=0.0, number_format=""):
    """Returns the `Item` of a printed sign; None where it is words of its own ("Điều
    1.", "Bước 1:"), which have to stay."""
    sign = marker.strip().strip("\xa0").strip()
    if number_format == "bullet" or _is_bullet(sign):
        return Item(level, indent, is_ordered=False)
    found = _NUMBER.fullmatch(sign)
    if not found:
        return None
    vietnamese = _VIETNAMESE.find(found[1]) + 1 if len(found[1]) == 1 else 0
    if found[1] == "đ":
        return Item(level, indent, True, (vietnamese,), VIETNAMESE, vietnamese)
    numbers = tuple(_values(found[1].lower(), number_format))
    if not numbers:
        return None
    kind = _kind(found[1], numbers[0] != _alphabetical(found[1].lower()))
    return Item(level, indent, True, numbers, kind, vietnamese)


def _is_bullet(sign):
    return sign in _BULLET_LETTERS or not any(one.isalnum() for one in sign)


def _values(sign, number_format):
    """Yields the numbers a sign may be, the likelier first: "i" is 1, "c" is 3."""
    if sign.isdigit():
        yield int(sign)
        return
    roman, letter = _roman(sign), _alphabetical(sign)
    if "alpha" in number_format:
        roman = None
    elif "roman" in number_format:
        letter = None
    likelier = (roman, letter) if sign == "i" else (letter, roman)
    yield from filter(None, likelier)


def _alphabetical(sign):
    return _LETTERS.index(sign) + 1 if len(sign) == 1 and sign in _LETTERS else None


def _roman(sign):
    if not _ROMAN.fullmatch(sign):
        return None
    values = [_ROMAN_VALUES[letter] for letter in sign]
    pairs = zip(values, [*values[1:], 0], strict=True)
    return sum(-one if one < after else one for one, after in pairs)


def _kind(sign, is_roman):
    if sign.isdigit():
        return ""
    kind = "i" if is_roman else "a"
    return kind.upper() if sign.isupper() else kind


def take_typed_marker(paragraph):
    """Reads the sign of a list paragraph whose program left nothing but the text."""
    if paragraph.role != "continued" or paragraph.item:
        return
    found = _TYPED.match(paragraph.text)
    if not found:
        return
    item = read_marker(found[1], indent=paragraph.indent)
    if item:
        paragraph.item, left = item, found.end()
        runs = []
        for run in paragraph.runs:
            if isinstance(run, Run):
                cut = min(left, len(run.text))
                left -= cut
                run = Run(run.text[cut:], run.marks, run.href, run.keeps_lines)
            runs.append(run)
        paragraph.runs = runs
