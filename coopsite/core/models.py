"""The models of the ground floor."""

from .autosave.models import Autosave
from .content_version import ContentVersion

__all__ = ["Autosave", "ContentVersion"]
