"""The one door through which an article goes live and leaves the public pages.

Forms, lists and imports all call it.
"""

from .actions import (
    cancel,
    close_edition,
    feature,
    is_current,
    publish,
    save_article,
    withdraw,
)
from .changes import describe_large, is_small
from .clips import show_clips
from .corrections import CORRECTABLE, correct
from .reasons import (
    cannot_publish,
    find_body_faults,
    find_faults,
    has_content,
    is_broken,
)
from .redaction import find_holders, readable_versions
from .rendering import page_html, render_editions
from .workflow import remark, return_article, send

__all__ = [
    "CORRECTABLE",
    "cancel",
    "cannot_publish",
    "close_edition",
    "correct",
    "describe_large",
    "feature",
    "find_body_faults",
    "find_faults",
    "find_holders",
    "has_content",
    "is_broken",
    "is_current",
    "is_small",
    "page_html",
    "publish",
    "readable_versions",
    "remark",
    "render_editions",
    "return_article",
    "save_article",
    "send",
    "show_clips",
    "withdraw",
]
