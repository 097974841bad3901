"""Sitemaps: every address that the public may read, for machines that look for them."""

from .news import Articles, Clips
from .pages import Pages
from .register import Organisations

# What the index lists; one more kind of page is one more class here.
SITEMAPS = {one.name: one for one in (Pages(), Articles(), Clips(), Organisations())}

__all__ = ["SITEMAPS"]
