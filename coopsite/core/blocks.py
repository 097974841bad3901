"""Takes cleaned HTML apart into its blocks: paragraphs, headings, lists, tables."""

import re

_INLINE = "strong|em|b|i|u|s|sub|sup|a|small|img"
_BLOCK = re.compile(rf"(</?(?!(?:{_INLINE})\b)[a-z][^>]*>)")
# A tag as the cleaner writes it; of a block, unless it is one of these or a line break.
_TAG = re.compile(r'<(/?)([a-z][a-z0-9]*)(?:\s[a-z]+="[^"]*")*>')
_IN_BLOCKS = {*_INLINE.split("|"), "br"}
_EMPTY = {"br", "hr", "img"}


def join_blocks(html):
    """Returns `html` without the white space around its blocks: the editor puts line
    breaks there, the old site's pages and our own do not."""
    texts = _BLOCK.split(html)
    last = len(texts) - 1
    for place in range(0, last + 1, 2):  # between them stand the tags
        if place > 0:
            texts[place] = texts[place].lstrip()
        if place < last:
            texts[place] = texts[place].rstrip()
    return "".join(texts)


def split_blocks(cleaned_html):
    """Returns the top-level blocks of a cleaned HTML, each with the white space behind
    it. Words or a picture in no block, up to the next one, are one, too."""
    edges = [0, *_edges(cleaned_html), len(cleaned_html)]
    blocks = []
    for start, end in zip(edges, edges[1:], strict=False):
        piece = cleaned_html[start:end]
        if blocks and not piece.strip():
            blocks[-1] += piece
        elif piece:
            blocks.append(piece)
    return blocks


def _edges(html):
    """Yields in order where a top-level block begins or ends."""
    depth = 0
    for tag in _TAG.finditer(html):
        is_end, is_empty = bool(tag[1]), tag[2] in _EMPTY
        depth -= is_end
        if depth == 0 and tag[2] not in _IN_BLOCKS:
            if not is_end:
                yield tag.start()
            if is_end or is_empty:
                yield tag.end()
        depth += not is_end and not is_empty


def is_block(html):
    """Returns whether a piece of `split_blocks` is a block, not words in none."""
    tag = _TAG.match(html)
    return bool(tag) and tag[2] not in _IN_BLOCKS
