"""The keepers' pages of the admin."""

from . import organisations, places, rules, standings  # noqa: F401
