"""Turns the pruned tree into the parts of an article, in reading order."""

import re
from dataclasses import replace

from . import tables
from .inline import paragraphs_of, tidy
from .links import tidy_address
from .lists import gather, join_listings, read_list
from .markers import read_level, read_list_name, read_marker, take_typed_marker
from .paragraph_styles import (
    HEADINGS,
    heading_of,
    indent_of,
    is_line,
    role_of,
    side_of,
)
from .parts import (
    Aside,
    Break,
    Figure,
    Item,
    NoteMark,
    Paragraph,
    Picture,
    Quote,
    Rule,
    Run,
    Table,
)
from .pdf_lines import is_pdf_font
from .pruning import TEXT_BOX
from .tree import Text, tag_of

_LINES = {
    *("p", "div", "center", "section", "article", "header", "footer", "main", "aside"),
    *("nav", "address", "pre", "dl", "dt", "dd", "details", "summary", "form", "body"),
    *("fieldset", "legend", "figcaption", "caption", "td", "th", "li", TEXT_BOX),
    *(
        "marquee",
        "dir",
        "hgroup",
        "search",
        "menu",
        "dialog",
        "tr",
        "tbody",
        "thead",
        "tfoot",
        "note",
    ),
}
_MARKS = {
    "bold": "strong",
    "italic": "em",
    "strike": "s",
    "underline": "u",
}


class Builder:
    """Makes blocks of elements; `pictures` decides on each picture it meets."""

    def __init__(self, pictures, counts, *, lists=None, own_hosts=(), is_inner=False):
        self.pictures, self.counts = pictures, counts
        self.lists, self.own_hosts = lists or {}, own_hosts
        self.is_inner = is_inner  # of an item or a cell, where lines end in breaks
        self.blocks, self.paragraph, self._contexts, self._href = [], None, [], ""
        self._top = None  # of the line of a PDF that was read last

    def build(self, element, leave_out=()):
        """Returns the blocks of what stands in `element`; not of those children."""
        inner = Builder(
            self.pictures,
            self.counts,
            lists=self.lists,
            own_hosts=self.own_hosts,
            is_inner=self.is_inner or element.tag in ("li", "td", "th"),
        )
        inner._contexts.append(element)
        inner._href = self._href
        inner._add_children(element, leave_out)
        inner._flush()
        return join_listings(gather(inner.blocks))

    # --- elements

    def _add_children(self, element, leave_out=()):
        for child in element.children:
            if child in leave_out:
                continue
            if isinstance(child, Text):
                self._add_text(child)
            else:
                self._add(child)

    def _add(self, element):
        tag = element.tag
        if add := getattr(self, f"_add_{tag.replace('-', '_')}", None):
            add(element)
        elif tag in HEADINGS or tag in _LINES or is_line(element):
            self._add_lines(element)
        else:
            if element.attributes.get("role") == "presentation":
                self._part_lines(element)
            self._add_children(element)

    def _add_lines(self, element):
        self._flush()
        self._contexts.append(element)
        self._add_children(element)
        self._flush()
        self._contexts.pop()

    def _part_lines(self, element):
        """Parts lines of a PDF that lie over each other without a line end."""
        top, before = element.style.get("top"), self._top
        runs = self.paragraph.runs if self.paragraph else []
        if top and before and runs and isinstance(runs[-1], Run):
            self._put(Run(" ") if top == before else Break(is_hard=True))
        self._top = top

    def _add_br(self, element):
        is_hard = element.attributes.get("role") == "presentation"
        self.counts["lines of PDF"] += is_hard
        self._put(Break(is_hard))

    def _add_img(self, element):
        found = self.pictures(element)
        if isinstance(found, str):  # an emoji
            marks = frozenset()
            self._put(Run(found, marks, self._href))
        elif found:
            self._put(found)

    def _add_a(self, element):
        before = self._href
        href = element.attributes.get("href", "")
        self._href = tidy_address(href, self.own_hosts) or before
        self._add_children(element)
        self._href = before

    def _add_x_note(self, element):
        is_first = "first" in element.attributes
        self._put(NoteMark(int(element.attributes["number"]), is_first))

    def _add_x_marker(self, element):
        if self._contexts[-1].tag in ("li", "td", "th") and not self._in_list():
            return
        paragraph = self._open()
        level, paragraph.level = paragraph.level, None
        _, number_format = self._level_of(self._contexts[-1].style)
        item = read_marker(
            element.words,
            level=level,
            indent=paragraph.indent,
            number_format=number_format,
        )
        if item and paragraph.tag == "p":
            name = read_list_name(self._contexts[-1].style)
            paragraph.item = replace(item, list_name=name)
        else:  # the number of a heading, or words: they are read
            paragraph.runs.append(Run(element.words.replace("\xa0", " ") + " "))

    def _unmarked_item(self, paragraph):
        """Returns the item that only the style of a paragraph speaks of."""
        defined, number_format = self._level_of(self._contexts[-1].style)
        is_ordered = defined and number_format not in ("bullet", "none", "image")
        name = read_list_name(self._contexts[-1].style)
        return Item(paragraph.level, paragraph.indent, is_ordered, list_name=name)

    def _in_list(self):
        return "mso-list" in self._contexts[-1].style

    def _level_of(self, style):
        """Returns whether the sheet defines the level of a list, and how it counts."""
        found = re.search(r"\b(l\d+) (level\d+)", style.get("mso-list", ""))
        name = f"{found[1]}:{found[2]}" if found else ""
        number_format = self.lists.get(name, {}).get("mso-level-number-format", "")
        return name in self.lists, number_format

    def _add_hr(self, element):
        self._flush()
        self.blocks.append(Rule())

    def _add_blockquote(self, element):
        self._flush()
        if blocks := self.build(element):
            self.blocks.append(Quote(blocks))

    def _add_aside(self, element):
        if "note" not in element.attributes.get("class", "").split():
            self._add_lines(element)
            return
        self._flush()
        if blocks := self.build(element):
            self.blocks.append(Aside(blocks))

    def _add_table(self, element):
        self._flush()
        self.blocks += tables.read_table(element, self.build, self.counts)

    def _add_figure(self, element):
        self._flush()
        captions = [one for one in element.children if tag_of(one) == "figcaption"]
        caption = [block for one in captions for block in self.build(one)]
        blocks = self.build(element, captions)
        words = [one for one in caption if isinstance(one, Paragraph)]
        for block in blocks:
            if isinstance(block, Figure):
                block.side = side_of(element)
            if (
                isinstance(block, Figure | Table | Quote)
                and words
                and not block.caption
            ):
                block.caption, caption = words[0].runs, words[1:]
                break
        self.blocks += blocks + caption

    def _add_ul(self, element):
        self._flush()
        self.blocks += read_list(element, self.build)

    _add_ol = _add_menu = _add_ul

    # --- words

    def _add_text(self, node):
        if self.paragraph is None and not node.text.strip():
            return
        style = node.parent.style
        marks = {tag for name, tag in _MARKS.items() if style.get(name)}
        marks |= {style["script"]} if "script" in style else set()
        keeps_lines = bool(style.get("lines")) and node.parent.tag != "table"
        text = " " if "mso-tab-count" in style else node.text
        paragraph = self._open()
        paragraph.font = paragraph.font or node.font
        self._put(Run(text, frozenset(marks), self._href, keeps_lines))

    def _put(self, run):
        self._open().runs.append(run)

    def _open(self):
        if self.paragraph is None:
            self.paragraph = self._new_paragraph()
        return self.paragraph

    def _new_paragraph(self):
        block = self._contexts[-1]
        heading = next(
            (one for one in reversed(self._contexts) if heading_of(one)), None
        )
        tag = heading_of(heading) if heading else "p"
        align = block.style.get("align", "")
        paragraph = Paragraph(tag, "" if align == "left" else align)
        paragraph.role = role_of(block)
        if block.tag == "div" and {"left", "top"} <= block.style.keys():
            paragraph.role = "line"  # of a PDF, laid over its picture
        paragraph.indent = indent_of(block.style)
        if tag == "p" and block.tag != "li":
            paragraph.level = read_level(block.style)
        return paragraph

    def _flush(self):
        """Ends the paragraph, which may turn out to be several, or pictures."""
        paragraph, self.paragraph = self.paragraph, None
        if paragraph is None:
            return
        take_typed_marker(paragraph)
        if paragraph.level is not None and not paragraph.item:
            paragraph.item = self._unmarked_item(paragraph)
        if is_pdf_font(paragraph.font):
            paragraph.runs = [_hard(run) for run in paragraph.runs]
        runs = tidy(paragraph.runs)
        for part in paragraphs_of(runs):
            if isinstance(part[0], Picture):
                centred = paragraph.align == "center"
                self.blocks.append(Figure(part[0], is_centred=centred))
            elif any(not isinstance(run, Run | Break) or run.text.strip()
                     for run in part if not isinstance(run, Break)):  # fmt: skip
                self.blocks.append(_part_of(paragraph, part))
                paragraph.item = None


def _hard(run):
    return Break(is_hard=True) if isinstance(run, Break) else run


def _part_of(paragraph, runs):
    role = (
        "line"
        if any(isinstance(r, Break) and r.is_hard for r in paragraph.runs)
        else ""
    )
    return replace(paragraph, runs=tidy(runs), role=paragraph.role or role)
