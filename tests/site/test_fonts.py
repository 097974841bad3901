"""The fonts, cut by scripts/make_fonts.py, draw all that the pages say."""

from itertools import product
from pathlib import Path
from unicodedata import normalize

import pytest
from fontTools.ttLib import TTFont

ROOT = Path(__file__).resolve().parents[2]
FONTS = {path.stem: TTFont(path) for path in (ROOT / "static/fonts").glob("*.woff2")}
TONES = ["", "\u0300", "\u0301", "\u0303", "\u0309", "\u0323"]
TEXTS = [
    "templates/**/*.html",
    "static/js/*.js",
    "coopsite/demo/**/*.vtt",
    "coopsite/demo/**/*.py",
    "coopsite/demo/texts/*.toml",
    "cooperatives/data/*.csv",
    "news/old_site/pages/*",
    "docs/huong-dan/*.md",
    "locale/vi/LC_MESSAGES/*.po",
]
# Signs beside text that the sans serif never had: the reader's own fonts draw them.
SIGNS = set("←↑→↓␣")


def list_characters():
    paths = [path for pattern in TEXTS for path in ROOT.glob(pattern)]
    assert len(paths) > 150
    return {sign for path in paths for sign in path.read_text() if sign.isprintable()}


def list_vietnamese_letters():
    letters = [normalize("NFC", a + b) for a, b in product("aăâeêioôơuưy", TONES)]
    return {*letters, *"".join(letters).upper(), "đ", "Đ"}


@pytest.mark.parametrize("name", sorted(FONTS))
def test_each_font_has_all_that_pages_say(name):
    drawn = {chr(code) for code in FONTS[name].getBestCmap()}
    assert list_characters() - SIGNS - drawn == set()


@pytest.mark.parametrize("name", sorted(FONTS))
def test_each_font_has_vietnamese_in_one_piece_and_in_parts(name):
    drawn = {chr(code) for code in FONTS[name].getBestCmap()}
    letters = list_vietnamese_letters()
    assert len(letters) == 2 * (12 * 6 + 1)
    parts = {part for letter in letters for part in normalize("NFD", letter)}
    assert (letters | parts) - drawn == set()
    records = FONTS[name]["GPOS"].table.FeatureList.FeatureRecord
    assert {record.FeatureTag for record in records} == {"kern", "mark", "mkmk"}


@pytest.mark.parametrize("name", sorted(FONTS))
def test_an_opening_quote_leaves_the_space_before_it_alone(name):
    font = FONTS[name]
    opening, closing = (font.getBestCmap()[ord(quote)] for quote in "“”")
    assert font["hmtx"][opening][1] > 0
    assert font["hmtx"][opening][0] == font["hmtx"][closing][0]
