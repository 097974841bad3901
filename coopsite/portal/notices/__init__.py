"""Notices: short words on the home page from a moment until a moment."""
