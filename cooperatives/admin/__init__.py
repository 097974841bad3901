"""The keepers' pages of the admin."""

from . import areas, organisations, short_lists, standings  # noqa: F401
