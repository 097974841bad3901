"""Articles and their editions, sections, pictures and video clips."""

from .addresses import FormerAddress
from .articles import Article
from .clips import VideoClip
from .editions import Edition
from .events import ArticleEvent
from .images import Image
from .reads import CountedDay, DailyReads
from .sections import Section
from .uses import ClipUse, ImageUse
from .withdrawals import Withdrawal

__all__ = [
    "Article",
    "ArticleEvent",
    "ClipUse",
    "CountedDay",
    "DailyReads",
    "Edition",
    "FormerAddress",
    "Image",
    "ImageUse",
    "Section",
    "VideoClip",
    "Withdrawal",
]
