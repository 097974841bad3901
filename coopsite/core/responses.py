"""Sends exports to whoever asked: one door for the public's files and the keepers'."""

from contextlib import nullcontext

from django.db import connection, transaction
from django.http import FileResponse
from django.urls import register_converter

from coopsite.core.spreadsheets import csv_file

TYPES = {
    "csv": "text/csv; charset=utf-8",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}


class Ending:
    """In an address, the ending of a file that can be downloaded."""

    regex = "|".join(TYPES)

    def to_python(self, value):
        return value

    def to_url(self, value):
        return value


register_converter(Ending, "ending")


def download(export, ending):
    """Answers with the `Export` as a file of that ending, a key of `TYPES`.

    The file is whole before its first byte leaves: whoever takes it gets all of it or
    an error. It is never whole in memory, and all of it comes from one transaction
    where the database reads it with a cursor of its own.
    """
    with _one_reading():
        file = WRITERS[ending](export)
    return FileResponse(
        file,
        as_attachment=True,
        filename=f"{export.name}.{ending}",
        content_type=TYPES[ending],
    )


def _xlsx_file(export):
    from .workbooks import xlsx_file  # openpyxl is a sixth of what a start loads

    return xlsx_file(export)


WRITERS = {"csv": csv_file, "xlsx": _xlsx_file}


def _one_reading():
    """Returns the transaction that the cursors of PostgreSQL need, so that a pool of
    connections between the portal and the database may hand them on. On SQLite it
    would keep writers out."""
    if connection.vendor == "postgresql":
        return transaction.atomic()
    return nullcontext()
