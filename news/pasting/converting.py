"""Leads what is pasted through all steps, once or, in an old encoding, twice."""

from collections import Counter
from dataclasses import dataclass
from urllib.parse import urlsplit

from django.conf import settings

from coopsite.core.richtext import clean

from .blocks import Builder
from .captions import place_captions
from .encodings import END, find_conversion
from .footnotes import take_footnotes
from .lists import gather, join_listings
from .notes import write_notes
from .parts import Paragraph, Quote, Rule
from .pdf_lines import join_lines
from .pictures import Pictures
from .pruning import prune
from .reading import read
from .rendering import render, render_notes
from .tree import Element, Text

_PARAGRAPHS = {
    *(
        "p",
        "div",
        "li",
        "td",
        "th",
        "h1",
        "h2",
        "h3",
        "h4",
        "h5",
        "h6",
        "br",
        "caption",
    ),
    *("blockquote", "table", "tr", "center", "figcaption", "ul", "ol"),
}


@dataclass(frozen=True)
class Offer:
    """Text in an old encoding, and the same converted, for the writer to choose.

    `before` and `after` are a sample of both; `html` is the whole text converted.
    """

    encoding: str
    before: str
    after: str
    html: str


@dataclass(frozen=True)
class Pasted:
    """The HTML of an article, and what the writer has to know of it."""

    html: str
    notes: list[str]
    offer: Offer | None = None


def convert(html, *, by, rtf="", host="", first_note=1, counts=None, find_picture=None):
    """Returns the `Pasted` made of `html` as the clipboard or mammoth gives it.

    `rtf` is the same text as Word puts it beside: it holds the pictures. Pictures go
    to the library, in the name of `by`. `host` is another name of our own site, whose
    pictures stay. Footnotes are numbered from `first_note` on. `counts` is a Counter of
    what was left out before, `find_picture` returns the bytes of what is named
    "picture:…". ValidationError where the text is too large.
    """
    hosts = {urlsplit(settings.SITE_ADDRESS).netloc.lower(), host.lower()} - {""}
    counts = Counter() if counts is None else counts
    root, sheet = read(html)
    prune(root, counts)
    notes = take_footnotes(root, counts, first_note)
    pictures = Pictures(
        root, counts, by=by, rtf=rtf, own_hosts=hosts, find=find_picture
    )

    def write(counts):
        builder = Builder(pictures, counts, lists=sheet.lists, own_hosts=hosts)
        return clean(_write(builder, root, notes, first_note))

    html = write(counts)
    if found := _convert_encoding(root, notes):
        html, converted = pictures.store(html, write(Counter()))
        offer = Offer(found.encoding, found.before, found.after, converted)
        return Pasted(html, write_notes(counts), offer)
    [html] = pictures.store(html)
    return Pasted(html, write_notes(counts))


def _write(builder, root, notes, first_note):
    blocks = _finished(builder.build(root), builder.counts)
    listed = [(note.number, builder.build(note.element)) for note in notes]
    return "\n".join(filter(None, (render(blocks), render_notes(listed, first_note))))


def _finished(blocks, counts):
    """Returns blocks that stand right beside each other."""
    blocks = join_listings(gather(join_lines(blocks, counts)))
    blocks = place_captions(_joined_initials(_quoted(blocks)))
    while blocks and isinstance(blocks[-1], Rule):
        blocks.pop()
    return blocks


def _quoted(blocks):
    """Returns the blocks with paragraphs in Word's style of quotes as such."""
    quoted = []
    for block in blocks:
        if not isinstance(block, Paragraph) or block.role != "quote":
            quoted.append(block)
        elif quoted and isinstance(quoted[-1], Quote):
            quoted[-1].blocks.append(block)
        else:
            quoted.append(Quote([block]))
    return quoted


def _joined_initials(blocks):
    """Returns the blocks; a large first letter is part of its paragraph again."""
    joined = []
    for block in blocks:
        last = joined[-1] if joined else None
        if (
            isinstance(last, Paragraph)
            and last.role == "drop-cap"
            and isinstance(block, Paragraph)
        ):
            block.runs = [*last.runs, *block.runs]
            joined.pop()
        joined.append(block)
    return joined


def _convert_encoding(root, notes):
    """Converts the tree of a text in an old encoding; returns the `Conversion`."""
    nodes, runs = [], []
    for part in (root, *(note.element for note in notes)):
        for node in part.walk():
            if isinstance(node, Text):
                nodes.append(node)
                runs.append((node.font, node.text if node.text.strip() else " "))
            elif isinstance(node, Element) and node.tag in _PARAGRAPHS:
                nodes.append(None)
                runs.append(("", END))
    found = find_conversion(runs)
    if found:
        for node, text in zip(nodes, found.texts, strict=True):
            if node is not None:
                node.text = text
    return found
