"""What a paragraph and a run look like: their own properties, and those of their styles
and of what these are based on. mammoth looks at their own only.
"""

import re
from dataclasses import dataclass, field, replace

from coopsite.core.vietnamese import fold

from .names import is_on, value, w

_MAX_CHAIN = 20
_ALIGNMENTS = {"right": "right", "end": "right", "center": "center"}
_HEADING = re.compile(r"heading ([1-9])")
_CONTENTS = re.compile(r"toc (\d|heading)|contents|table of figures|muc luc")
# LibreOffice has a style for the caption of each kind of thing.
_CAPTION = re.compile(
    r"caption|chu thich(?! cuoi| chan)|(illustration|figure|drawing|table)$"
)
_QUOTE = re.compile(r"(intense )?quot(e|ations?)$")


@dataclass(frozen=True)
class RunFormat:
    """How letters look."""

    bold: bool | None = None
    italic: bool | None = None
    struck: bool | None = None
    underlined: bool | None = None
    hidden: bool | None = None
    position: str | None = None  # superscript, subscript
    font: str | None = None

    def with_(self, other):
        """Returns this format, and over it what `other` says."""
        said = {
            name: one
            for name in self.__dataclass_fields__
            if (one := getattr(other, name)) is not None
        }
        return replace(self, **said) if said else self


@dataclass(frozen=True)
class ParagraphFormat:
    """What a paragraph is, and where it stands."""

    kind: str = ""  # title, caption, contents, quote
    heading: int | None = None
    alignment: str | None = None
    list_id: str | None = None
    list_level: int = 0
    indent: int | None = None  # its own, in twentieths of a point
    left: int = 0  # the same, with what its styles say
    letters: RunFormat = field(default_factory=RunFormat)

    @property
    def is_plain(self):
        """Whether it is nothing but text from the left."""
        is_item = self.list_id not in (None, "0")
        return not (self.kind or self.heading or self.alignment or is_item)


class Formats:
    """The styles of a document."""

    def __init__(self, root):
        self._styles, self._default = {}, None
        self._letters, self._known = RunFormat(), {}
        if root is None:
            return
        defaults = root.find(f"{w('docDefaults')}/{w('rPrDefault')}/{w('rPr')}")
        self._letters = _read_letters(defaults)
        for style in root.findall(w("style")):
            self._styles.setdefault(style.get(w("styleId")), style)
            is_default = style.get(w("default")) in ("1", "true", "on")
            if is_default and style.get(w("type")) == "paragraph":
                self._default = style.get(w("styleId"))

    def _chain(self, style_id):
        """Returns a style and those it is based on, the nearest first."""
        chain = []
        while style_id in self._styles and len(chain) < _MAX_CHAIN:
            chain.append(self._styles[style_id])
            style_id = value(chain[-1], "basedOn")
        return chain

    def _style_letters(self, style_id):
        if style_id not in self._known:
            letters = RunFormat()
            for style in reversed(self._chain(style_id)):
                letters = letters.with_(_read_letters(style.find(w("rPr"))))
            self._known[style_id] = letters
        return self._known[style_id]

    def paragraph(self, properties):
        """Returns the `ParagraphFormat` of a paragraph with these w:pPr."""
        style_id = value(properties, "pStyle") or self._default
        chain = self._chain(style_id)
        every = [properties, *(style.find(w("pPr")) for style in chain)]
        names = [fold(value(style, "name") or "") for style in chain]
        numbered = [None if one is None else one.find(w("numPr")) for one in every]
        level = _first(numbered, lambda one: value(one, "ilvl")) or "0"
        jc = _first(every, lambda one: value(one, "jc"))
        kind, heading = _kind(names), _heading(every, names)
        letters = self._letters.with_(self._style_letters(style_id))
        if kind or heading:  # its style makes it bold: no emphasis of the writer's
            letters = replace(letters, bold=None, italic=None)
        return ParagraphFormat(
            kind=kind,
            heading=heading,
            alignment=_ALIGNMENTS.get(jc),
            list_id=_first(numbered, lambda one: value(one, "numId")),
            list_level=int(level) if level.isdigit() else 0,
            indent=_read_indent(properties),
            left=_first(every, _read_indent) or 0,
            letters=letters,
        )

    def run(self, properties, paragraph):
        """Returns the `RunFormat` of a run with these w:rPr in a paragraph."""
        letters = paragraph.letters
        if properties is None:
            return letters
        style_id = value(properties, "rStyle")
        if style_id:
            letters = letters.with_(self._style_letters(style_id))
        return letters.with_(_read_letters(properties))

    def table(self, element):
        """Returns whether a table has a frame, and whether its style makes a heading
        of its first row."""
        properties = element.find(w("tblPr"))
        styles = self._chain(value(properties, "tblStyle"))
        frames = [
            properties,
            *(style.find(w("tblPr")) for style in styles),
            *element.iterfind(f"{w('tr')}/{w('tc')}/{w('tcPr')}"),
        ]
        look = None if properties is None else properties.find(w("tblLook"))
        first_row = [
            part
            for style in styles
            for part in style.findall(w("tblStylePr"))
            if part.get(w("type")) == "firstRow" and is_on(part.find(w("rPr")), "b")
        ]
        return any(map(_has_lines, frames)), bool(first_row) and _looks_first(look)


def _has_lines(properties):
    return properties is not None and any(
        line.get(w("val")) not in (None, "none", "nil")
        for name in ("tblBorders", "tcBorders")
        for line in properties.findall(f"{w(name)}/*")
    )


def _looks_first(look):
    """Returns whether a table's first row has the look that its style gives it."""
    if look is None:
        return False
    said = look.get(w("firstRow"))
    if said is not None:
        return said in ("1", "true", "on")
    try:  # as Word 2007 says it
        return bool(int(look.get(w("val"), "0"), 16) & 0x20)
    except ValueError:
        return False


def _first(elements, read):
    """Returns what the first element that says anything says."""
    return next((said for one in elements if (said := read(one)) is not None), None)


def _kind(names):
    """Returns what kind of paragraph the names of its styles make it."""
    for name in names:
        if name in ("title", "tieu de"):
            return "title"
        if _CONTENTS.match(name):
            return "contents"
        if _CAPTION.match(name):
            return "caption"
        if _QUOTE.match(name):
            return "quote"
    return ""


def _heading(properties, names):
    """Returns the level of a heading, None for other paragraphs."""
    level = _first(properties, lambda one: value(one, "outlineLvl"))
    if level is not None and level.isdigit():
        return int(level) + 1 if int(level) < 9 else None
    named = next((found for name in names if (found := _HEADING.match(name))), None)
    return int(named[1]) if named else None


def _read_indent(properties):
    for name in ("left", "start"):
        text = value(properties, "ind", name)
        if text and text.lstrip("-").isdigit():
            return int(text)
    return None


def _read_letters(properties):
    if properties is None:
        return RunFormat()
    fonts = properties.find(w("rFonts"))
    struck = is_on(properties, "strike")
    return RunFormat(
        bold=is_on(properties, "b"),
        italic=is_on(properties, "i"),
        struck=is_on(properties, "dstrike") if struck is None else struck,
        hidden=is_on(properties, "vanish"),
        underlined=is_on(properties, "u"),
        position=_read_position(properties),
        font=_read_font(fonts),
    )


def _read_position(properties):
    """Returns whether letters are raised or lowered; LibreOffice says by how much."""
    position = value(properties, "vertAlign")
    height = value(properties, "position")
    if position or not height or properties.find(w("sz")) is None:
        return position
    try:
        points = int(height)
    except ValueError:
        return None
    return "superscript" if points > 0 else "subscript" if points < 0 else None


def _read_font(fonts):
    """Returns the font of letters beyond ASCII; "" for one of the theme's."""
    if fonts is None:
        return None
    for name in ("hAnsi", "ascii"):
        if fonts.get(w(f"{name}Theme")):
            return ""
        if fonts.get(w(name)):
            return fonts.get(w(name))
    return None
