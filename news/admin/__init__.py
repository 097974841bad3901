"""The newsroom's pages of the admin."""

from . import articles, clips, pictures  # noqa: F401
