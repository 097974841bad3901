"""Information pages, their editions, and what else the database keeps of them."""

from .editions import PageEdition, PageWithdrawal
from .pages import FormerPageAddress, Page, PageImageUse

__all__ = [
    "FormerPageAddress",
    "Page",
    "PageEdition",
    "PageImageUse",
    "PageWithdrawal",
]
