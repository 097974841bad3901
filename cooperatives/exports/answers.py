"""Sends exports to whoever asked: one door for the public's files and the keepers'."""

from django.http import FileResponse, StreamingHttpResponse
from django.urls import register_converter

from .formats import csv_pieces, xlsx_file

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
    """Answer with the `Export` as a file of that ending, a key of `TYPES`.

    Neither format is ever whole in memory: CSV leaves as its rows are read, Excel
    is written to a temporary file first.
    """
    name = f"{export.name}.{ending}"
    if ending == "xlsx":
        file, kind = xlsx_file(export), TYPES[ending]
        return FileResponse(file, as_attachment=True, filename=name, content_type=kind)
    return StreamingHttpResponse(
        csv_pieces(export),
        content_type=TYPES[ending],
        headers={"Content-Disposition": f'attachment; filename="{name}"'},
    )
