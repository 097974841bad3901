"""Articles, their sections, pictures and video clips."""

from .articles import Article, Section
from .clips import VideoClip
from .pictures import Image

__all__ = ["Article", "Image", "Section", "VideoClip"]
