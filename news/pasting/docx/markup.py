"""The plain .docx that mammoth is given: what it does not know of Word's is said there
as styles of our own, each with the HTML it stands for.
"""

import io
import re
import zipfile
from xml.etree import ElementTree

import mammoth
from django.core.exceptions import ValidationError

from ..encodings import encoding_of_font, is_symbol_font
from .names import OFFICE, dml, new, r

_WORDPROCESSING = (
    "http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing"
)
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_PART = "application/vnd.openxmlformats-officedocument.wordprocessingml"
_MAX_ELEMENTS = 60_000  # paragraphs and runs: some 500 pages
_NOTES = ("footnotes", "endnotes")
_UNSAFE = re.compile(r"[^\w .,+-]")
_MARKS = {"bold": "b", "italic": "i", "struck": "strike", "underlined": "u"}
# mammoth's own map, as far as a document without styles needs it.
_STYLE_MAP = """
p => p:fresh
b => strong
i => em
strike => s
u => u
br[type='line'] => br:fresh
"""


class Markup:
    """Makes the elements of the plain document, and HTML of them in the end."""

    def __init__(self):
        self._styles, self._links, self._pictures = {}, {}, []
        self._notes = {kind: {} for kind in _NOTES}
        self._made = 0

    # --- elements

    def paragraph(self, runs, path):
        """Returns a paragraph that becomes `path`, as "h2", "ol > li"."""
        self._count()
        style = new("pStyle", val=self._style("p", f"{path}:fresh"))
        return new("p", new("pPr", style), *runs)

    def run(self, *content, letters=None):
        """Returns a run with what `letters`, a `RunFormat`, says of it."""
        self._count()
        properties = new("rPr")
        if letters is not None:
            for name, tag in _MARKS.items():
                if getattr(letters, name):
                    properties.append(new(tag, val="single"))
            if letters.position in ("superscript", "subscript"):
                properties.append(new("vertAlign", val=letters.position))
            style = _css(letters)
            if style:
                path = f"span[style='{style}']"
                properties.insert(0, new("rStyle", val=self._style("r", path)))
        return new("r", properties, *content)

    def table(self, rows, has_frame):
        """Returns a table; one without a frame may only arrange what stands in it."""
        path = "table[border='1']:fresh" if has_frame else "table:fresh"
        style = new("tblStyle", val=self._style("table", path))
        return new("tbl", new("tblPr", style), *rows)

    def link(self, runs, address):
        """Returns runs as a link."""
        number = self._links.setdefault(address, f"L{len(self._links)}")
        link = new("hyperlink", *runs)
        link.set(r("id"), number)
        return link

    def picture(self, target, words):
        """Returns the picture that lies at `target` in the package."""
        self._pictures.append(target)
        blip = ElementTree.Element(dml("main", "blip"))
        blip.set(r("embed"), f"P{len(self._pictures) - 1}")
        for space, name in [
            ("picture", "blipFill"), ("picture", "pic"),
            ("main", "graphicData"), ("main", "graphic"),
        ]:  # fmt: skip
            around = ElementTree.Element(dml(space, name))
            around.append(blip)
            blip = around
        inline = ElementTree.Element(f"{{{_WORDPROCESSING}}}inline")
        described = ElementTree.SubElement(inline, f"{{{_WORDPROCESSING}}}docPr")
        described.set("descr", words)
        inline.append(blip)
        return new("drawing", inline)

    def note(self, kind, note_id, blocks):
        """Keeps a note, and returns the mark that leads to it."""
        self._notes[f"{kind}s"][note_id] = blocks
        return new("r", new(f"{kind}Reference", id=note_id))

    def _count(self):
        """Refuses what mammoth would read for longer than one waits."""
        self._made += 1
        if self._made > _MAX_ELEMENTS:
            raise ValidationError(
                "Văn bản có quá nhiều đoạn, ô hoặc định dạng nên không nhập được. Hãy "
                "chép từng phần trong Word rồi dán vào khung soạn thảo."
            )

    def _style(self, sort, path):
        return self._styles.setdefault((sort, path), f"S{len(self._styles)}")

    # --- HTML

    def html(self, blocks):
        """Returns the HTML of a document of these blocks; the address of a picture is
        `picture:` and its target."""
        styles = [
            f"{sort}.{number} => {path}"
            for (sort, path), number in self._styles.items()
        ]
        result = mammoth.convert_to_html(
            self._package(blocks),
            style_map="\n".join(styles) + _STYLE_MAP,
            include_default_style_map=False,
            include_embedded_style_map=False,
            convert_image=mammoth.images.img_element(self._source),
        )
        return result.value

    def _source(self, image):
        with image.open() as file:
            return {"src": f"picture:{file.read().decode()}"}

    def _package(self, blocks):
        parts = {"document": new("document", new("body", *blocks))}
        for kind in _NOTES:
            notes = [
                new(kind[:-1], *content, id=note_id)
                for note_id, content in self._notes[kind].items()
            ]
            if notes:
                parts[kind] = new(kind, *notes)
        file = io.BytesIO()
        with zipfile.ZipFile(file, "w") as archive:
            archive.writestr("[Content_Types].xml", _types(parts))
            main = [("D", "officeDocument", "word/document.xml", False)]
            archive.writestr("_rels/.rels", _relations(main))
            for name, root in parts.items():
                archive.writestr(f"word/{name}.xml", ElementTree.tostring(root))
                relations = _relations(self._related(parts))
                archive.writestr(f"word/_rels/{name}.xml.rels", relations)
            # mammoth needs no pictures, only to know which stands where.
            for number, target in enumerate(self._pictures):
                archive.writestr(f"word/media/{number}.png", target)
        file.seek(0)
        return file

    def _related(self, parts):
        yield from (
            (kind, kind, f"{kind}.xml", False) for kind in _NOTES if kind in parts
        )
        for address, number in self._links.items():
            yield number, "hyperlink", address, True
        for number in range(len(self._pictures)):
            yield f"P{number}", "image", f"media/{number}.png", False


def _css(letters):
    """Returns the style that names a font of another encoding or of signs."""
    font = _UNSAFE.sub("", letters.font or "").strip()
    is_telling = encoding_of_font(font) or is_symbol_font(font)
    return f"font-family:{font}" if is_telling else ""


def _types(parts):
    root = ElementTree.Element("Types", xmlns=f"{_PACKAGE}/content-types")
    for ending, kind in (("xml", "application/xml"), ("png", "image/png")):
        ElementTree.SubElement(root, "Default", Extension=ending, ContentType=kind)
    for name in parts:
        kind = f"{_PART}.{name}+xml".replace("document+xml", "document.main+xml")
        attributes = {"PartName": f"/word/{name}.xml", "ContentType": kind}
        ElementTree.SubElement(root, "Override", attributes)
    return ElementTree.tostring(root)


def _relations(relations):
    root = ElementTree.Element("Relationships", xmlns=f"{_PACKAGE}/relationships")
    for number, kind, target, is_external in relations:
        one = {"Id": number, "Type": f"{OFFICE}/{kind}", "Target": target}
        if is_external:
            one["TargetMode"] = "External"
        ElementTree.SubElement(root, "Relationship", one)
    return ElementTree.tostring(root)
