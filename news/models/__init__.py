"""Articles, their sections, pictures and video clips."""

from .articles import Article
from .clips import VideoClip
from .images import Image
from .sections import Section

__all__ = ["Article", "Image", "Section", "VideoClip"]
