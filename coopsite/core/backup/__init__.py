"""Copies of the database: made in one moment, brought back, compared row by row."""

from django.db import connection

from .postgresql import PostgresqlCopies
from .sqlite import SqliteCopies


def of_this_database():
    """Returns what copies the database of the settings."""
    return PostgresqlCopies() if connection.vendor == "postgresql" else SqliteCopies()
