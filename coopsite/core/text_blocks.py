"""Reads a cleaned text as its blocks, in plain words: what two texts are compared by.

Nothing of the HTML comes through but words; so whoever shows them escapes them as any
other text.
"""

from dataclasses import dataclass
from html.parser import HTMLParser

_TEXTS = {"p", "h2", "h3", "h4", "li", "blockquote", "figcaption", "caption"}
_CONTAINERS = {"ul", "ol", "blockquote", "figure", "aside", "thead", "tfoot"}
_CELLS = {"td", "th"}
PARAGRAPH, PICTURE, ROW, LINE = "p", "img", "tr", "hr"
CLIP, _CLIP_LINK = "clip", "clip:"


@dataclass(frozen=True)
class Block:
    """A paragraph, heading, item, picture, clip or table row.

    `cells` has the words of each cell of a row, else one tuple: the block's words, of a
    picture those that describe it. A link's address is a word in brackets. `look` is
    what differs where only the look does.
    """

    tag: str
    cells: tuple
    look: tuple = ()
    picture: str = ""

    @property
    def words(self):
        return tuple(word for cell in self.cells for word in cell)


def read_blocks(html):
    """Returns the `Block`s of a text that the cleaner has passed."""
    reader = _Reader()
    reader.feed(html)
    reader.close()
    reader.end_block()
    return reader.blocks


class _Reader(HTMLParser):
    def __init__(self):
        super().__init__()
        self.blocks = []
        self._containers, self._links = [], []
        self._row = None  # the cells so far, inside of a row
        self._start(PARAGRAPH)

    def _start(self, tag, attrs=()):
        self._tag, self._text = tag, []
        self._look = [*self._containers, *attrs]

    def end_block(self):
        """Keeps the words since the last block as one, if there are any."""
        if self._row is not None:
            self._end_cell()
            if any(self._row):
                self._keep(ROW, tuple(self._row))
            self._row = None
        elif words := self._take_words():
            self._keep(self._tag, (words,))
        self._start(PARAGRAPH)

    def _keep(self, tag, cells):
        self.blocks.append(Block(tag, cells, tuple(self._look)))

    def _take_words(self):
        words, self._text = tuple("".join(self._text).split()), []
        return words

    def _end_cell(self):
        if self._row:
            self._row[-1] += self._take_words()

    def handle_starttag(self, tag, attrs):
        if tag in _CONTAINERS:
            self._containers.append(tag)
        if tag == PICTURE:
            self._add_picture(dict(attrs))
        elif tag in _CELLS and self._row is not None:
            self._end_cell()
            self._row.append(())
            self._look += [len(self._row), tag, *attrs]
        elif tag == ROW or (tag in _TEXTS | {LINE} and self._row is None):
            self._start_block(tag, attrs)
        elif tag in _TEXTS or tag == "br":
            self._text.append(" ")
        else:
            self._start_inline(tag, attrs)

    def _start_block(self, tag, attrs):
        self.end_block()
        self._start(tag, attrs)
        if tag == ROW:
            self._row = []
        elif tag == LINE:
            self._keep(LINE, ((),))

    def _start_inline(self, tag, attrs):
        if tag == "a":
            href = dict(attrs).get("href")
            self._links.append(href)
            if _is_clip(href) and self._row is None:
                self.end_block()
                self._start(CLIP, [href])
        elif tag not in _CONTAINERS:
            self._look += [sum(map(len, self._text)), tag]

    def _add_picture(self, attrs):
        words = tuple((attrs.get("alt") or "").split())
        look = (*self._containers, *map(attrs.get, ("width", "height", "role")))
        picture = Block(PICTURE, (words,), look, attrs.get("src") or "")
        self.blocks.append(picture)

    def handle_endtag(self, tag):
        if tag in _CONTAINERS and tag in self._containers:
            self._containers.remove(tag)
        if tag == "a" and self._links:
            href = self._links.pop()
            if _is_clip(href) and self._row is None:
                self.end_block()
            else:
                self._text.append(f" [{href}] " if href else "")
        elif tag == ROW or (tag in _TEXTS and self._row is None):
            self.end_block()

    def handle_data(self, data):
        self._text.append(data)


def _is_clip(href):
    return (href or "").startswith(_CLIP_LINK)
