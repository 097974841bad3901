"""Fields of a document: the code that Word computes a text from, and that text.

Only the text is shown; of a link the code says where it leads; of a table of contents
nothing stays.
"""

import re
from dataclasses import dataclass, field

_LINK = re.compile(r'\s*HYPERLINK\s+(?:"([^"]*)"|([^\s\\"]\S*))', re.IGNORECASE)
_CONTENTS = re.compile(r"\s*(?:TOC|INDEX|TOA)\b", re.IGNORECASE)


@dataclass
class _Field:
    code: list = field(default_factory=list)
    is_code: bool = True  # its text has not begun

    @property
    def text(self):
        return "".join(self.code)


class Fields:
    """The fields that are open where one reads; they reach over paragraphs."""

    def __init__(self):
        self._open = []

    def mark(self, kind):
        """Takes in a mark: begin, separate or end."""
        if kind == "begin":
            self._open.append(_Field())
        elif self._open and kind == "separate":
            self._open[-1].is_code = False
        elif self._open and kind == "end":
            self._open.pop()

    def add_code(self, text):
        if self._open:
            self._open[-1].code.append(text)

    @property
    def is_shown(self):
        """Whether text that stands here is part of the document's."""
        return not any(one.is_code for one in self._open) and not self.in_contents

    @property
    def in_contents(self):
        """Whether this is part of a table of contents."""
        return any(is_contents(one.text) for one in self._open)

    @property
    def address(self):
        """The address that text here is a link to, or ""."""
        texts = (one.text for one in reversed(self._open))
        return next(filter(None, map(address_in, texts)), "")


def is_contents(code):
    """Returns whether a field with this code is a table of contents or an index."""
    return bool(_CONTENTS.match(code))


def address_in(code):
    """Returns the address in the code of a link, "" for other fields."""
    link = _LINK.match(code)
    return (link[1] or link[2] or "") if link else ""
