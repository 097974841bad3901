"""Finished public pages, kept until somebody writes or time changes them (ADR 28)."""

from .frame import on_every_page
from .pages import public_file, public_page
from .purging import purge

__all__ = ["on_every_page", "public_file", "public_page", "purge"]
