"""Imports a Word document (.docx): the same result as pasting it from Word.

mammoth makes HTML of it, and pasting makes an article of that. In between stands what
mammoth does not look at: styles, numbers of lists, tracked changes, fields, text boxes.
"""

from collections import Counter
from functools import partial

from django.core.exceptions import ValidationError

from coopsite.core.richtext import check

from .. import convert
from .body import Body
from .cropping import find_picture
from .formats import Formats
from .markup import Markup
from .names import new, w
from .numbering import Numbering
from .package import MAX_BYTES, open_package

__all__ = ["MAX_BYTES", "import_docx"]


def import_docx(upload, *, by, first_note=1):
    """Returns the `Pasted` made of an uploaded .docx. Pictures go to the library, in
    the name of `by`. ValidationError where it is none or too large."""
    package = open_package(upload)
    document = _Document(package)
    html = document.html()
    return convert(
        html,
        by=by,
        first_note=first_note,
        counts=document.counts,
        find_picture=partial(find_picture, package),
    )


class _Document:
    """What the parts of one document share."""

    def __init__(self, package):
        self._package = package
        self.counts, self.markup = Counter(), Markup()
        self.formats = Formats(package.xml(package.part("styles")))
        self.numbering = Numbering(package.xml(package.part("numbering")))
        self._notes = {}
        for kind in ("footnote", "endnote"):
            part = package.part(f"{kind}s")
            root = package.xml(part)
            for note in () if root is None else root:
                self._notes[kind, note.get(w("id"))] = (part, note)

    def html(self):
        package = self._package
        root = package.xml(package.main)
        body = root.find(w("body")) if root is not None else None
        if body is None:
            raise ValidationError("Tệp này không có nội dung nào.")
        blocks = Body(self, package.of_main).blocks(body)
        check("".join(text for block in blocks for text in block.itertext()))
        return self.markup.html(blocks)

    def note(self, kind, reference):
        """Returns the mark of a note, [] where the note is missing."""
        note_id = reference.get(w("id"))
        if (kind, note_id) not in self._notes:
            self.counts["lost notes"] += 1
            return []
        part, note = self._notes[kind, note_id]
        blocks = Body(self, self._package.relations(part)).blocks(note)
        return [self.markup.note(kind, note_id, blocks or [new("p")])]
