"""The models of the ground floor."""

from .autosave.models import Autosave
from .content_version import ContentVersion
from .full_text.models import PendingEntry, SearchEntry

__all__ = ["Autosave", "ContentVersion", "PendingEntry", "SearchEntry"]
