"""What two versions or editions of an article say differently."""

from .wordings import compare

__all__ = ["compare"]
