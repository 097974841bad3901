"""The newsroom's pages of the admin."""

from . import articles, clips, pictures, sections  # noqa: F401
