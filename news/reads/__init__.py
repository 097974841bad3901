"""Reads of articles, counted for the staff from nginx's log (ADR 38)."""
