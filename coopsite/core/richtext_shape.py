"""Says in the tags that the house keeps what pasted HTML says otherwise: headings from
h1 on, lines in div, alignment in styles.

Works on what the cleaner has parsed and written: its tags are balanced and its text
escaped. Whatever comes out is cleaned once more.
"""

import re
from html import escape
from html.parser import HTMLParser

_VOID = {"br", "hr", "img"}
_HEADINGS = ["h1", "h2", "h3", "h4"]  # below them every level is the last
_INLINE = {"strong", "em", "b", "i", "u", "s", "sub", "sup", "a", "small", "br", "img"}
# Of what stands in these, no part is a paragraph.
_OF_WORDS = _INLINE | {"p", "h1", "h2", "h3", "h4", "h5", "h6", "figcaption", "caption"}
_NO_PARAGRAPHS = {"figure", "ul", "ol", "table", "thead", "tbody", "tfoot", "tr"}
# What stands in these is a paragraph only beside another one.
_CELLS = {"li", "td", "th"}
LINES = {"div", "center", "section", "article", "header", "footer", "main", "aside"}
LINES |= {"nav", "address", "pre", "dl", "dt", "dd", "details", "summary"}
ALIGNABLE = ("p", "h2", "h3", "h4", "li", "td", "th", "caption", "figcaption")
ALIGNED = ("align-left", "align-center", "align-right")
# The frame in which the editor centres a picture with its caption.
CENTRED_PICTURE = "image-center"
# The frame of a note, which stands beside the text; any other one is lines.
NOTE = "note"
_ALIGNMENT = re.compile(r"text-align:\s*(?:-webkit-|-moz-)?([a-z]+)", re.IGNORECASE)
_CLASS_OF = {"center": "align-center", "right": "align-right", "end": "align-right"}
_FOUND = re.compile(
    rf"<(?:h[156]|{'|'.join(LINES)})\b|<[^<>]*\s(?:style|align)=", re.IGNORECASE
)


def has_foreign_shape(html):
    """Returns whether there may be anything to say otherwise."""
    return bool(_FOUND.search(html))


def shape(html):
    """Returns the parsed `html` with the house's headings, paragraphs and classes.

    Where there is an h1, every heading goes one level down; a div is a paragraph, or
    as many as its blocks part it into; what is aligned by a style or attribute bears
    the class.
    """
    tree = _Tree(html).root
    _shift_headings(tree)
    _align(tree)
    _make_paragraphs(tree)
    return tree.inner()


class _Node:
    """An element: its children are elements, and escaped text."""

    def __init__(self, tag, attributes=()):
        self.tag, self.attributes, self.children = tag, dict(attributes), []

    @property
    def elements(self):
        return [child for child in self.children if isinstance(child, _Node)]

    @property
    def is_frame(self):
        """Whether it is a frame of the house: of a centred picture, or of a note."""
        classes = (self.attributes.get("class") or "").split()
        tags = {child.tag for child in self.elements}
        if self.tag == "aside":
            return NOTE in classes and _has_content(self.children)
        return self.tag == "div" and CENTRED_PICTURE in classes and "figure" in tags

    def walk(self):
        yield self
        for child in self.elements:
            yield from child.walk()

    def inner(self):
        return "".join(
            child.outer() if isinstance(child, _Node) else child
            for child in self.children
        )

    def outer(self):
        attributes = "".join(
            f' {name}="{escape(value or "")}"'
            for name, value in self.attributes.items()
        )
        start = f"<{self.tag}{attributes}>"
        return start if self.tag in _VOID else f"{start}{self.inner()}</{self.tag}>"


class _Tree(HTMLParser):
    """Reads balanced HTML; its text stays as it is escaped."""

    def __init__(self, html):
        super().__init__(convert_charrefs=False)
        self.root = _Node("")
        self._open = [self.root]
        self.feed(html)
        self.close()

    def handle_starttag(self, tag, attrs):
        node = _Node(tag, attrs)
        self._open[-1].children.append(node)
        if tag not in _VOID:
            self._open.append(node)

    def handle_endtag(self, tag):
        if self._open[-1].tag == tag:
            self._open.pop()

    def handle_data(self, data):
        self._open[-1].children.append(data)

    def handle_entityref(self, name):
        self.handle_data(f"&{name};")

    def handle_charref(self, name):
        self.handle_data(f"&#{name};")


def _shift_headings(tree):
    headings = [node for node in tree.walk() if re.fullmatch("h[1-6]", node.tag)]
    shift = any(node.tag == "h1" and _has_content(node.children) for node in headings)
    for node in headings:
        level = int(node.tag[1]) + shift
        node.tag = _HEADINGS[min(max(level, 2), len(_HEADINGS)) - 1]


def _align(tree):
    """Writes alignment as classes; a line's own goes to all that stands in it."""
    for node in tree.walk():
        style = node.attributes.pop("style", None) or ""
        attribute = node.attributes.pop("align", None) or ""
        if node.tag == "center":
            attribute = "center"
        told = _ALIGNMENT.search(style)
        told = (told[1] if told else attribute).lower()
        if node.tag in LINES and told in _CLASS_OF:
            for child in node.elements:
                if child.tag in (*ALIGNABLE, *LINES):
                    child.attributes.setdefault("align", told)
        if told and node.tag in (*ALIGNABLE, *LINES):
            _set_alignment(node, _CLASS_OF.get(told))


def _set_alignment(node, alignment):
    classes = (node.attributes.pop("class", None) or "").split()
    classes = [name for name in classes if name not in ALIGNED]
    if classes := [*classes, *filter(None, [alignment])]:
        node.attributes["class"] = " ".join(classes)


def _make_paragraphs(node):
    for child in node.elements:
        _make_paragraphs(child)
    if not any(child.tag in LINES for child in node.elements):
        return
    if node.tag in _OF_WORDS or node.tag in _NO_PARAGRAPHS:
        node.children = list(_joined(node.children, node.tag in _OF_WORDS))
        return
    made = []
    node.children = list(_parted(node.children, made))
    if node.tag in _CELLS and len(made) == 1:
        _unwrap(node, made[0])


def _joined(children, with_breaks):
    """Yields what stands in lines, each from a new line on."""
    has_words = False
    for child in children:
        is_line = isinstance(child, _Node) and child.tag in LINES
        if is_line and with_breaks and has_words:
            yield _Node("br")
        has_words = has_words or _has_content([child])
        yield from child.children if is_line else [child]


def _parted(children, made, attributes=()):
    """Yields blocks, and each run of words between them as a paragraph with those
    attributes, which `made` names too."""
    run = []
    for child in children:
        if isinstance(child, str) or child.tag in _INLINE:
            run.append(child)
            continue
        yield from _paragraph(run, made, attributes)
        run = []
        if child.tag in LINES and not child.is_frame:
            own = [one for one in child.attributes.items() if one[0] == "class"]
            yield from _parted(child.children, made, own)
        else:
            yield child
    yield from _paragraph(run, made, attributes)


def _paragraph(run, made, attributes):
    if not _has_content(run):
        yield from (one for one in run if isinstance(one, str))
        return
    while isinstance(run[-1], _Node) and run[-1].tag == "br":
        run.pop()
    paragraph = _Node("p", attributes)
    paragraph.children = run
    made.append(paragraph)
    yield paragraph


def _unwrap(cell, paragraph):
    at = cell.children.index(paragraph)
    cell.children[at : at + 1] = paragraph.children
    alignment = paragraph.attributes.get("class")
    if alignment and "class" not in cell.attributes:
        cell.attributes["class"] = alignment


def _has_content(nodes):
    """Returns whether there is anything to see: words or a picture."""
    return any(
        node.strip()
        if isinstance(node, str)
        else node.tag in ("img", "hr") or _has_content(node.children)
        for node in nodes
    )
