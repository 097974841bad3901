"""Keeps what staff type into forms before they save it, and knows which form has been
saved already.

Each form of the desk, opened once, has a token. What is typed into it goes every few
seconds into a private row under that token; of the save it is known that it was made,
so that the same form sent twice makes one article.
"""

from .actions import discard, forget_old, keep, mark_saved
from .tokens import FormToken, issue, read_token

__all__ = [
    "FormToken",
    "discard",
    "forget_old",
    "issue",
    "keep",
    "mark_saved",
    "read_token",
]
