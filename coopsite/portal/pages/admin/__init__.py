"""Writing, publishing and withdrawing information pages."""

from .admin import PageAdmin

__all__ = ["PageAdmin"]
