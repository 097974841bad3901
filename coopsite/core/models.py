"""The models of the ground floor."""

from .content_version import ContentVersion

__all__ = ["ContentVersion"]
