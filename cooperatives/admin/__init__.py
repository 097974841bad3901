"""The keepers' pages of the admin."""

from . import organisations, places, standings  # noqa: F401
