"""Gives pictures and tables the captions that stand beside them."""

import re

from .parts import Figure, Paragraph, Table

_MAX_CAPTION = 300
_OF_A_PICTURE = re.compile(r"\b(?:ảnh|hình|photo)\b", re.IGNORECASE)
# Upright, too, where it names who took it or its number: "Ảnh: KT", "Hình 2.".
_NAMES_IT = re.compile(r"\b(?:ảnh|photo)\s*:|^(?:ảnh|hình)\s*\d+\s*[.:]", re.IGNORECASE)


def place_captions(blocks):
    """Returns the blocks; a caption below a picture or above a table is part of it."""
    placed = []
    for block in blocks:
        last = placed[-1] if placed else None
        if isinstance(last, Figure) and not last.caption and _is_below(block, last):
            last.caption = block.runs
            continue
        if isinstance(block, Table) and not block.caption and _is_caption(last):
            block.caption = placed.pop().runs
        placed.append(block)
    return placed


def _is_caption(block):
    return isinstance(block, Paragraph) and block.role == "caption"


def _is_below(block, figure):
    """Returns whether a paragraph below a picture says what it shows."""
    if not isinstance(block, Paragraph) or block.tag != "p":
        return False
    if block.role == "caption":
        return True
    if len(block.text) > _MAX_CAPTION:
        return False
    centred = block.align == "center" or figure.is_centred
    if block.is_wholly("em"):
        return centred or bool(_OF_A_PICTURE.search(block.text))
    return centred and bool(_NAMES_IT.search(block.text))
