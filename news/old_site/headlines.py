"""Sets a headline of the old site, With Capitals Everywhere, in sentence case."""

import re

from cooperatives.models import Area
from coopsite.core.vietnamese import fold

# Names of more than one word that a headline of the Alliance has; those of areas come
# from the register.
NAMES = [
    "Việt Nam", "Hồ Chí Minh", "Thành phố Hồ Chí Minh", "Hà Nội", "Đà Nẵng",
    "Bình Dương", "Bà Rịa", "Vũng Tàu", "Đồng Nai", "Long An", "Tây Ninh",
    "Cửu Long", "Sài Gòn", "Nam Bộ", "Đông Nam Bộ", "Quốc hội", "Chính phủ",
    "Đảng bộ", "Đảng ủy", "Đảng uỷ", "Nhà nước", "Mặt trận Tổ quốc",
    "Liên minh Hợp tác xã", "Bác Hồ", "Tết Nguyên đán", "Ủy ban nhân dân",
    "Uỷ ban nhân dân", "Hội đồng nhân dân", "Bộ Tài chính", "Bộ Chính trị",
]  # fmt: skip
# So much of a headline is capitalised only where somebody has capitalised each word.
_MOST = 0.75
_WORD = re.compile(r"[^\W_]+(?:[./-][^\W_]+)*")
# After these a sentence, or what somebody says, begins.
_BEGINS = re.compile(r"[.?!:“\"]\s*$")


def sentence_case(title):
    """Returns `title` with capitals only where a sentence begins and in names, numbers
    and abbreviations; a title that is not set in capitals as it is."""
    words = list(_WORD.finditer(title))
    if not _is_title_case([word[0] for word in words]):
        return title
    named = _find_names(words)
    parts, end = [], 0
    for place, word in enumerate(words):
        between = title[end : word.start()]
        begins = place == 0 or _BEGINS.search(between)
        written = named.get(place) or _lower(word[0])
        parts += [between, written[:1].upper() + written[1:] if begins else written]
        end = word.end()
    return "".join(parts) + title[end:]


def _is_title_case(words):
    letters = [word for word in words if word[0].isalpha() and not word.isupper()]
    capitals = [word for word in letters if word[0].isupper()]
    return len(letters) > 2 and len(capitals) >= _MOST * len(letters)


def _lower(word):
    """Returns a word small, an abbreviation or what has numerals as it is."""
    is_word = word.isalpha() and word[1:] == word[1:].lower()
    return word.lower() if is_word else word


def _find_names(words):
    """Returns {place of a word: how the name writes it}, of the longest names."""
    folded = [fold(word[0]) for word in words]
    names = _get_names()
    longest = max(map(len, names))
    named, place = {}, 0
    while place < len(words):
        for size in range(min(longest, len(words) - place), 0, -1):
            if name := names.get(tuple(folded[place : place + size])):
                named |= {place + i: word for i, word in enumerate(name)}
                break
        place += size
    return named


def _get_names():
    """Returns {folded words of a name: its words}."""
    areas = Area.objects.values_list("name", flat=True)
    own = (_own_words(name) for name in areas)
    words = [*(name.split() for name in NAMES), *own]
    return {tuple(map(fold, name)): name for name in words if len(name) > 1}


# What kind of area a name begins with, folded.
_KINDS = ("thanh pho", "thi xa", "thi tran", "dac khu", "quan", "huyen", "phuong", "xa",
          "tinh")  # fmt: skip


def _own_words(name):
    """Returns the words of an area's name behind its kind: "Huyện Cần Giờ" → Cần,
    Giờ; "Quận 3" has none but a number, and is none."""
    plain = fold(name)
    kind = next((kind for kind in _KINDS if plain.startswith(f"{kind} ")), "")
    return name.split()[len(kind.split()) :]
