"""Joins the lines that PDF viewers put on the clipboard into paragraphs."""

import re
from dataclasses import replace
from itertools import pairwise

from .inline import tidy
from .parts import Item, Paragraph, Run

# PostScript names of fonts, as no editor writes them: TimesNewRomanPSMT, ArialMT.
_PDF_FONT = re.compile(
    r"^[A-Z]{6}\+|(?:PSMT|PS-\w+MT|(?<=[a-z])MT|-Roman|-Identity-H)$"
)
_ENDS = re.compile(r"[.:;!?…”\"»]$")
_LOWER_START = re.compile(r"[(\"“‘]?(?=[^\W\d_])")
_NEW_PART = re.compile(
    r"(?:Điều|Chương|Mục|Phần|Khoản)\s+\w+|[-–+•▪●*]\s|\(?\d+(?:\.\d+)*[.)]\s|[a-zđ]\)\s"
)
_PAGE_NUMBER = re.compile(
    r"(?:[-–—]\s*\d{1,4}\s*[-–—]|(?:Trang|Page)\s+\d+(?:\s*/\s*\d+)?)", re.I
)
_BULLET = re.compile(r"[•▪●◦‣\uf0b7]")
# Without a font that tells, lines are known by how often they cut a sentence.
_MIN_CUT, _MIN_CUTS, _MIN_SHARE = 40, 3, 0.4
_FULL = 0.75  # of the longest line: a shorter one may be the last of its paragraph


def join_lines(blocks, counts):
    """Returns the blocks; where they are lines of a PDF, as paragraphs."""
    lines = [block for block in blocks if _is_line(block)]
    if len(lines) < 2:
        lines = _broken_lines(blocks)
    if len(lines) < 2:
        return blocks
    counts["lines of PDF"] += 1
    are_lines = {id(line) for line in lines}
    width = max(len(line.text) for line in lines)
    joined, last, before = [], None, ""
    for block in blocks:
        if id(block) not in are_lines:
            joined.append(block)
            last = None
        elif _PAGE_NUMBER.fullmatch(block.text.strip()):
            continue
        elif last and _BULLET.fullmatch(last.text.strip()):
            joined[-1] = last = replace(block, item=Item(1, 0.0, is_ordered=False))
        elif last and _goes_on(before, block.text, width):
            joined[-1] = last = replace(last, runs=_join(last.runs, block.runs))
        else:
            joined.append(block)
            last = block
        before = block.text if isinstance(block, Paragraph) else ""
    return joined


def is_pdf_font(font):
    """Returns whether a font is named as PDF names it."""
    return bool(_PDF_FONT.search(font))


def _is_line(block):
    return _is_plain(block) and (block.role == "line" or is_pdf_font(block.font))


def _is_plain(block):
    return isinstance(block, Paragraph) and block.tag == "p" and not block.item


def _broken_lines(blocks):
    """Returns the paragraphs of a text that is cut in the midst of its sentences again
    and again, as only lines are."""
    plain = [block for block in blocks if _is_plain(block)]
    texts = [block.text.strip() for block in plain]
    cuts = sum(
        len(text) >= _MIN_CUT and text[-1:].isalpha() and _starts_small(following)
        for text, following in pairwise(texts)
    )
    return plain if cuts >= _MIN_CUTS and cuts >= _MIN_SHARE * len(plain) else []


def _starts_small(text):
    start = _LOWER_START.match(text)
    return bool(start) and text[start.end()].islower()


def _goes_on(line, following, width):
    """Returns whether the paragraph of `line` goes on in the line that follows."""
    line, following = line.rstrip(), following.lstrip()
    if line.endswith("\xad"):
        return True
    if _NEW_PART.match(following) or _BULLET.match(following):
        return False
    if _starts_small(following):
        return not re.search(r"[:;]$", line)
    return len(line) >= width * _FULL and not _ENDS.search(line)


def _join(runs, more):
    last = runs[-1]
    if isinstance(last, Run) and last.text.endswith("\xad"):
        return tidy([*runs[:-1], replace(last, text=last.text[:-1]), *more])
    return tidy([*runs, Run(" "), *more])
