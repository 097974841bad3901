"""The keepers' pages of the admin."""

from . import areas, organisations, rules, standings  # noqa: F401
