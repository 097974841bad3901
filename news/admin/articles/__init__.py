"""Writing, publishing and withdrawing articles."""

from .admin import ArticleAdmin

__all__ = ["ArticleAdmin"]
