"""What is pasted or imported (Word, LibreOffice, Google Docs, Excel, web pages, chats,
PDF) becomes the HTML of an article."""

from .converting import Offer, Pasted, convert

__all__ = ["Offer", "Pasted", "convert"]
