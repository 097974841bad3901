"""Joins the lines that PDF viewers put on the clipboard into paragraphs."""

import re
from dataclasses import replace

from .inline import tidy
from .parts import Item, Paragraph, Run

# PostScript names of fonts, as no editor writes them: TimesNewRomanPSMT, ArialMT.
_PDF_FONT = re.compile(r"(?:PSMT|PS-\w+MT|(?<=[a-z])MT|-Roman|-Identity-H)$")
_ENDS = re.compile(r"[.:;!?…”\"»]$")
_LOWER_START = re.compile(r"[(\"“‘]?(?=[^\W\d_])")
_NEW_PART = re.compile(
    r"(?:Điều|Chương|Mục|Phần|Khoản)\s+\w+|[-–+•▪●*]\s|\(?\d+(?:\.\d+)*[.)]\s|[a-zđ]\)\s"
)
_PAGE_NUMBER = re.compile(
    r"(?:[-–—]\s*\d{1,4}\s*[-–—]|(?:Trang|Page)\s+\d+(?:\s*/\s*\d+)?)", re.I
)
_BULLET = re.compile(r"[•▪●◦‣\uf0b7]")
_FULL = 0.75  # of the longest line: a shorter one may be the last of its paragraph


def join_lines(blocks, counts):
    """Returns the blocks; where they are lines of a PDF, as paragraphs."""
    lines = [block for block in blocks if _is_line(block)]
    if len(lines) < 2:
        return blocks
    counts["lines of PDF"] += 1
    width = max(len(line.text) for line in lines)
    joined, before = [], ""
    for block in blocks:
        last = joined[-1] if joined else None
        if not _is_line(block):
            joined.append(block)
        elif _PAGE_NUMBER.fullmatch(block.text.strip()):
            continue
        elif _is_line(last) and _BULLET.fullmatch(last.text.strip()):
            joined[-1] = replace(block, item=Item(1, 0.0, is_ordered=False))
        elif _is_line(last) and _goes_on(before, block.text, width):
            joined[-1] = replace(last, runs=_join(last.runs, block.runs))
        else:
            joined.append(block)
        before = block.text if isinstance(block, Paragraph) else ""
    return joined


def _is_line(block):
    return (
        isinstance(block, Paragraph)
        and block.tag == "p"
        and (block.role == "line" or bool(_PDF_FONT.search(block.font)))
    )


def _goes_on(line, following, width):
    """Returns whether the paragraph of `line` goes on in the line that follows."""
    line, following = line.rstrip(), following.lstrip()
    if line.endswith("\xad"):
        return True
    if _NEW_PART.match(following) or _BULLET.match(following):
        return False
    start = _LOWER_START.match(following)
    if start and following[start.end()].islower():
        return not re.search(r"[:;]$", line)
    return len(line) >= width * _FULL and not _ENDS.search(line)


def _join(runs, more):
    last = runs[-1]
    if isinstance(last, Run) and last.text.endswith("\xad"):
        return tidy([*runs[:-1], replace(last, text=last.text[:-1]), *more])
    return tidy([*runs, Run(" "), *more])
