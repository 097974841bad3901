"""Reads the text of a .docx: takes changes as accepted, leaves out what is not shown,
and makes of the rest the plain document that mammoth turns into HTML.
"""

from .drawings import Drawings
from .fields import Fields
from .names import is_on, local, new, value, w
from .runs import Runs, is_seen, words

_TRANSPARENT = {"ins", "moveTo", "customXml", "smartTag", "sdtContent", "bdo", "dir"}
_MAX_TABLES = 5  # in each other; deeper ones become paragraphs


class Body:
    """One part of the document, read once from its start to its end."""

    def __init__(self, document, relations):
        self.document, self.markup = document, document.markup
        self.formats, self.counts = document.formats, document.counts
        self.relations, self.fields = relations, Fields()
        self.drawings = Drawings(self)
        self._runs = Runs(self)
        self._carried = []  # of paragraphs whose end was deleted
        self._tables = 0

    def blocks(self, parent):
        """Returns the plain blocks of all that stands in `parent`."""
        blocks = []
        for child in parent:
            blocks += self._block(child, local(child))
        return blocks + self._carried_alone()

    def _carried_alone(self):
        """Returns what was carried as a paragraph, where no other one follows."""
        carried = self._take_carried()
        return [self.markup.paragraph(carried, "p")] if carried else []

    def _block(self, element, name):
        if name == "p":
            return self._paragraph(element)
        if name == "tbl":
            return self._carried_alone() + self._table(element)
        if name == "sdt":
            return self._control(element)
        if name in _TRANSPARENT:
            return self._inside(element)
        if name in ("del", "moveFrom"):
            self.counts["tracked"] = 1
        if name == "AlternateContent":
            return [
                block
                for choice in self.drawings.chosen(element)
                for block in self._block(choice, local(choice))
            ]
        return []

    def _inside(self, element):
        return [one for child in element for one in self._block(child, local(child))]

    def _control(self, control):
        """Returns the blocks of a content control, unless it is a table of contents."""
        if is_contents_control(control):
            self.counts["lines of contents"] += 1
            return []
        content = control.find(w("sdtContent"))
        return (
            [] if content is None or is_placeholder(control) else self._inside(content)
        )

    # --- paragraphs

    def blocks_apart(self, box):
        """Returns the blocks of a text box, which is read amid a paragraph."""
        carried, boxes = self._take_carried(), self.drawings.take_boxes()
        blocks = self.blocks(box)
        self._carried = carried
        self.drawings.put_boxes(boxes)
        return blocks

    def _paragraph(self, element):
        properties = element.find(w("pPr"))
        form = self.formats.paragraph(properties)
        in_contents = self.fields.in_contents
        runs = self._runs.of(element, form)
        if form.kind == "contents" or (not runs and in_contents):
            self.counts["lines of contents"] += 1
            return []
        boxes = self.drawings.take_boxes()
        runs = self._take_carried() + runs
        if self._goes_on(properties):
            self._carried = runs
            return boxes
        return [*self._placed(runs, form), *boxes]

    def _goes_on(self, properties):
        """Returns whether the next paragraph is part of this one: its end was deleted,
        or it is a large first letter."""
        marks = None if properties is None else properties.find(w("rPr"))
        if _has(marks, "del", "moveFrom"):
            self.counts["tracked"] = 1
            return True
        return value(properties, "framePr", "dropCap") in ("drop", "margin")

    def _take_carried(self):
        carried, self._carried = self._carried, []
        return carried

    def _placed(self, runs, form):
        """Returns the paragraph where it belongs: in its lists, or by itself."""
        numbering = self.document.numbering
        if not any(map(is_seen, runs)):
            return []
        item = None
        if form.list_id not in (None, "0"):
            worded = numbering.is_worded(form.list_id, form.list_level)
            item = numbering.item(form.list_id, form.list_level, form.indent)
            if item and (worded or form.heading or form.kind in ("title", "caption")):
                runs, item = [self.markup.run(words(f"{item.marker} ")), *runs], None
        if item:
            return [self.markup.paragraph(runs, _list_path(item.lists))]
        if form.is_plain and (lists := numbering.go_on(form.left)):
            return [self.markup.paragraph(runs, f"{_list_path(lists)} > p")]
        numbering.close()
        return [self.markup.paragraph(runs, _path(form))]

    # --- tables

    def _table(self, element):
        rows = [row for row in _below(element, "tr") if not self._is_deleted(row)]
        if self._tables >= _MAX_TABLES:
            cells = [cell for row in rows for cell in _below(row, "tc")]
            return [block for cell in cells for block in self.blocks(cell)]
        self._tables += 1
        self.document.numbering.close()
        has_frame, has_heading = self.formats.table(element)
        plain = [self._row(row) for row in rows]
        self.document.numbering.close()
        self._tables -= 1
        if plain and has_heading:
            plain[0][0].append(new("tblHeader"))
        return [self.markup.table(plain, has_frame)] if plain else []

    def _is_deleted(self, row):
        is_deleted = _has(row.find(w("trPr")), "del")
        self.counts["tracked"] |= is_deleted
        return is_deleted

    def _row(self, row):
        properties = row.find(w("trPr"))
        plain = new("tr", new("trPr"))
        if is_on(properties, "tblHeader"):
            plain[0].append(new("tblHeader"))
        plain.extend(_skipped(properties, "gridBefore"))
        for cell in _below(row, "tc"):
            about = cell.find(w("tcPr"))
            if _has(about, "cellDel"):
                self.counts["tracked"] = 1
                continue
            self.document.numbering.close()
            plain.append(new("tc", _cell_properties(about), *self.blocks(cell)))
        plain.extend(_skipped(properties, "gridAfter"))
        return plain


def is_contents_control(control):
    """Returns whether a content control holds the table of contents."""
    gallery = control.find(f"{w('sdtPr')}/{w('docPartObj')}/{w('docPartGallery')}")
    return gallery is not None and "Table of" in gallery.get(w("val"), "")


def is_placeholder(control):
    """Returns whether a content control only asks for text."""
    return bool(is_on(control.find(w("sdtPr")), "showingPlcHdr"))


def _has(element, *names):
    return element is not None and any(
        element.find(w(one)) is not None for one in names
    )


def _below(element, name):
    """Returns the rows or cells of a table, in controls and insertions too."""
    found = []
    for child in element:
        if local(child) == name:
            found.append(child)
        elif local(child) == "sdt" or local(child) in _TRANSPARENT:
            found += _below(child, name)
    return found


def _skipped(properties, name):
    """Returns the empty cell in the place of columns that a row leaves out."""
    count = value(properties, name)
    if not count or not count.isdigit() or not 0 < int(count) < 64:
        return []
    return [new("tc", new("tcPr", new("gridSpan", val=count)), new("p"))]


def _cell_properties(properties):
    plain = new("tcPr")
    span = value(properties, "gridSpan")
    if span and span.isdigit() and 1 < int(span) < 1000:
        plain.append(new("gridSpan", val=span))
    if _has(properties, "vMerge"):
        merge = value(properties, "vMerge") or "continue"
        plain.append(new("vMerge", val=merge))
    return plain


def _path(form):
    """Returns the HTML path of a paragraph that is no item of a list."""
    aligned = f"[style='text-align:{form.alignment}']" if form.alignment else ""
    if form.heading:
        return f"h{min(form.heading, 6)}{aligned}"
    name = {"title": "MsoTitle", "caption": "MsoCaption", "quote": "MsoQuote"}
    kind = f"[class='{name[form.kind]}']" if form.kind in name else ""
    return f"p{kind}{aligned}"


def _list_path(lists):
    """Returns the HTML path of a list's item. Two lists in a row stay two."""
    path = []
    for one in lists:
        start = f"[start='{one.start}']" if one.is_ordered else ""
        path.append(
            f"{'ol' if one.is_ordered else 'ul'}[data-list='{one.number}']{start}"
        )
    return " > li > ".join(path) + " > li"
