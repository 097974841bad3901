"""Information pages, their editions, and what else the database keeps of them."""

from .editions import PageEdition, PageWithdrawal
from .pages import FormerPageAddress, Page, PageClipUse, PageImageUse

__all__ = [
    "FormerPageAddress",
    "Page",
    "PageClipUse",
    "PageEdition",
    "PageImageUse",
    "PageWithdrawal",
]
