"""Articles and their editions, sections, pictures and video clips."""

from .addresses import FormerAddress
from .articles import Article
from .clips import VideoClip
from .editions import Edition
from .images import Image
from .sections import Section
from .uses import ImageUse
from .withdrawals import Withdrawal

__all__ = [
    "Article",
    "Edition",
    "FormerAddress",
    "Image",
    "ImageUse",
    "Section",
    "VideoClip",
    "Withdrawal",
]
