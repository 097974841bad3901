"""Makes the fonts of static/fonts, small, from the full ones.

    python scripts/make_fonts.py FOLDER   # Source Serif 4.004, Be Vietnam Pro 1.002

FOLDER holds, at any depth, the files of `FONTS` as their authors give them out. What is
kept: the letters of Vietnamese and of western Europe, the signs that texts use,
kerning, marks, and of the serif's weights those from normal to semi-bold. What goes:
other alphabets, other shapes of numerals, hints for screens of few points. The files
stay under the licences beside them (*-OFL.txt), by which a changed font has a name of
its own.
"""

import sys
from pathlib import Path
from typing import NamedTuple

from fontTools import subset
from fontTools.ttLib import TTFont
from fontTools.varLib.instancer import instantiateVariableFont

OUT = Path(__file__).resolve().parent.parent / "static" / "fonts"


class Font(NamedTuple):
    """A font: its full file, the name of ours, on which axes it is limited to what."""

    source: str
    name: str
    limits: dict


_SERIF, _ITALIC = "SourceSerif4[opsz,wght].ttf", "SourceSerif4-Italic[opsz,wght].ttf"
# Text is 18 to 19 pixels high: 14 points is its optical size. Italics are a few words
# of a few pages: one weight a file is half of what both would be in one.
FONTS = [
    Font(_SERIF, "source-serif-4", {"opsz": 14, "wght": (400, 600)}),
    Font(_ITALIC, "source-serif-4-italic-400", {"opsz": 14, "wght": 400}),
    Font(_ITALIC, "source-serif-4-italic-600", {"opsz": 14, "wght": 600}),
    Font("BeVietnamPro-Regular.ttf", "be-vietnam-pro-400", {}),
    Font("BeVietnamPro-SemiBold.ttf", "be-vietnam-pro-600", {}),
]
RANGES = [
    (0x20, 0x7E),  # ASCII
    (0xC0, 0xFF),  # western Europe
    (0x1EA0, 0x1EF9),  # Vietnamese, with its tones
]
LETTERS = "ĂăĐđĨĩŨũƠơƯư"
# What a letter and its marks are where they come apart (NFD): ` ´ ˆ ~ ˘ ̉ ̛ ̣
MARKS = "\u0300\u0301\u0302\u0303\u0306\u0309\u031b\u0323"
SIGNS = "\u00a0–—‘’“”…•·−±²³₂½≤≥≈₫€£←→↑↓°‰§«»‹›©®™№†"
FEATURES = ["ccmp", "kern", "mark", "mkmk"]
COPYRIGHT_AND_LICENCE = [0, 13, 14]


def main(folder):
    for font in FONTS:
        path = next(folder.rglob(font.source.replace("[", "[[]")), None)
        if path is None:
            sys.exit(f"{folder} holds no {font.source}")
        target = OUT / f"{font.name}.woff2"
        make(path, font, target)
        print(f"{target.name}: {target.stat().st_size:,} bytes")


def make(path, font, target):
    full = TTFont(path, recalcTimestamp=False)
    if font.limits:
        full = instantiateVariableFont(full, font.limits)
    _space_opening_quotes(full)
    options = _options()
    subsetter = subset.Subsetter(options)
    subsetter.populate(unicodes=list_characters())
    subsetter.subset(full)
    _rename(full, font.name)
    subset.save_font(full, target, options)


def list_characters():
    """Returns the code points that our fonts keep."""
    in_ranges = [code for first, last in RANGES for code in range(first, last + 1)]
    return {*in_ranges, *map(ord, LETTERS + MARKS + SIGNS)}


def _options():
    options = subset.Options()
    options.flavor = "woff2"
    options.hinting = False
    options.layout_features = FEATURES
    options.name_IDs = COPYRIGHT_AND_LICENCE
    options.drop_tables += ["BASE", "DSIG", "STAT"]
    return options


def _space_opening_quotes(font):
    """Gives “ the room on its sides that ” has, mirrored.

    Be Vietnam Pro lets it reach 25 units to the left of its box, which swallows a
    part of the word space before it.
    """
    opening, closing = (font.getBestCmap()[ord(quote)] for quote in "“”")
    glyph, metrics = font["glyf"][opening], font["hmtx"]
    if glyph.isComposite() or metrics[opening][1] >= 0:
        return
    width, bearing = metrics[closing]
    mirror = font["glyf"][closing]
    left = width - bearing - (mirror.xMax - mirror.xMin)
    glyph.coordinates.translate((left - metrics[opening][1], 0))
    glyph.recalcBounds(font["glyf"])
    metrics[opening] = (width, left)


def _rename(font, name):
    """Names a changed font after its file: its own name is its authors'."""
    names = {1: f"Coopsite {name}", 2: "Regular", 6: f"Coopsite-{name}"}
    names[4] = names[1]
    for code, text in names.items():
        font["name"].setName(text, code, 3, 1, 0x409)


if __name__ == "__main__":
    if len(sys.argv) != 2 or not Path(sys.argv[1]).is_dir():
        sys.exit(__doc__)
    main(Path(sys.argv[1]))
