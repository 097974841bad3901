"""The keepers' pages of the admin."""

from . import areas, organisations, rules, scan_downloads, standings  # noqa: F401
