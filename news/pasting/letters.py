"""The letters of TCVN3 (ABC) and VNI, the encodings of Vietnamese before Unicode.

A text in one of them is Latin-1 that only its fonts show as Vietnamese. In TCVN3 each
letter is one sign; in VNI most are a letter and the mark behind it.
"""

import re
import unicodedata
from dataclasses import dataclass

_GRAVE, _ACUTE, _TILDE, _HOOK, _DOT = "\u0300\u0301\u0303\u0309\u0323"
_CIRCUMFLEX, _BREVE = "\u0302\u0306"

# Written side by side: what a program reads, and the letter that the font shows.
_TCVN3_READ = (
    "¡¢£¤¥¦§¨©ª«¬\u00ad®µ¸¶·¹»¾¼½ÆÇÊÈÉËÌÐÎÏÑÒÕÓÔÖ×ÝØÜÞßãáâäåèæçéêíëìîïóñòôõøö÷ùúýûüþ"
)
_TCVN3_SHOWN = (
    "ĂÂÊÔƠƯĐăâêôơưđàáảãạằắẳẵặầấẩẫậèéẻẽẹềếểễệìíỉĩịòóỏõọồốổỗộờớởỡợùúủũụừứửữựỳýỷỹỵ"
)
_TCVN3 = dict(zip(_TCVN3_READ, _TCVN3_SHOWN, strict=True))
# What other programs put in the place of µ, of the soft hyphen and of the middle dot.
_TCVN3 |= {"\u03bc": "à", "\u2212": "ư", "\u2219": "ã"}

_VNI_LETTERS = {"ô": "ơ", "ö": "ư", "ñ": "đ", "ò": "ị", "æ": "ỉ", "ó": "ĩ", "î": "ỵ"}
_VNI_TONES = {"ø": _GRAVE, "ù": _ACUTE, "õ": _TILDE, "û": _HOOK, "ï": _DOT}
_VNI_CIRCUMFLEX = {"â": ""} | {
    "à": _GRAVE, "á": _ACUTE, "ã": _TILDE, "å": _HOOK, "ä": _DOT,
}  # fmt: skip
_VNI_BREVE = {"ê": ""} | {
    "è": _GRAVE, "é": _ACUTE, "ü": _TILDE, "ú": _HOOK, "ë": _DOT,
}  # fmt: skip


def _vni_pairs():
    """Yields each letter with its mark, and what both are, in small letters."""
    for letter in ("a", "e", "i", "o", "u", "y", "ô", "ö"):
        base = _VNI_LETTERS.get(letter, letter)
        for mark, tone in _VNI_TONES.items():
            yield letter + mark, base + tone
    for letter in "aeo":
        for mark, tone in _VNI_CIRCUMFLEX.items():
            yield letter + mark, letter + _CIRCUMFLEX + tone
    for mark, tone in _VNI_BREVE.items():
        yield "a" + mark, "a" + _BREVE + tone


_VNI = {pair: unicodedata.normalize("NFC", shown) for pair, shown in _vni_pairs()}
_VNI |= _VNI_LETTERS
# The mark's case says nothing: Word makes capitals of what it takes for one word.
_VNI |= {
    cased: shown.upper()
    for pair, shown in list(_VNI.items())
    for cased in (pair.upper(), pair[0].upper() + pair[1:])
} | {pair[0] + pair[1:].upper(): shown for pair, shown in list(_VNI.items())}


@dataclass(frozen=True, eq=False)
class Encoding:
    """An old encoding: what is read, and the letter it stands for."""

    name: str
    letters: dict
    unit: re.Pattern  # of one letter, or of one sign that is none

    def decode(self, text):
        """Returns `text` as its font shows it."""
        return self.unit.sub(lambda unit: self.letters.get(unit[0], unit[0]), text)


def _encoding(name, letters):
    pairs = "|".join(pair for pair in letters if len(pair) > 1)
    unit = re.compile(f"{pairs}|." if pairs else ".", re.DOTALL)
    return Encoding(name, letters, unit)


TCVN3 = _encoding("TCVN3 (ABC)", _TCVN3)
VNI = _encoding("VNI", _VNI)
