"""Turns tables into files that spreadsheets open, row by row, whatever their length:
CSV here, Excel's own in `workbooks`, loaded by the first that is asked for.

CSV is written for Excel with Vietnamese settings, where "," is the decimal sign and
so ";" stands between the columns; the mark at its start tells Excel that it is UTF-8.
Its days are 2023-12-31, which every spreadsheet reads as a day in any language. Lines
that tell where the data comes from begin with "#".
"""

import csv
import io
import re
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date, datetime
from itertools import batched
from tempfile import SpooledTemporaryFile

from django.utils import timezone

from coopsite.core.tables import Table

Value = str | int | float | date | datetime | None

BATCH = 500
# What of a CSV file stays in memory until it is sent; a longer one goes to disk.
IN_MEMORY = 512 * 1024
# A cell that begins so is a formula to some spreadsheet, and could call another
# program. The wide forms count where East Asian text is typed.
_FORMULA = re.compile(r"[=+\-@\t\r\n＝＋－＠]")
_LINE_END = "\r\n"
# What XML, and so Excel, cannot hold.
NOT_XML = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")


@dataclass(frozen=True)
class Export:
    """A file to be: its name without ending, what there is to know about the data
    as (label, value) pairs, and its tables."""

    name: str
    notes: list[tuple[str, Value]]
    tables: list[Table]


def without_formula(text):
    """Returns `text` so that no spreadsheet that opens a CSV takes it for a formula. A
    cell of an Excel file is a text because it says so: there it stays as it is."""
    text = NOT_XML.sub("", text)
    return f"'{text}" if _FORMULA.match(text) else text


def lines_of(table):
    """Returns the values of the table's rows, read once."""
    return table.lines()


def headers(table):
    """Returns the headers; some are names that staff typed."""
    return [column.written for column in table.columns]


# --- CSV ------------------------------------------------------------------------------


def csv_file(export):
    """Returns an open file that holds the CSV, on disk when it is long."""
    with closed_on_error(SpooledTemporaryFile(IN_MEMORY)) as file:
        file.write("\ufeff".encode())
        for lines in batched(_csv_lines(export), BATCH):
            file.write("".join(lines).encode())
    file.seek(0)
    return file


@contextmanager
def closed_on_error(file):
    """A context that closes the file if it could not be made whole."""
    try:
        yield file
    except BaseException:
        file.close()
        raise


def _csv_lines(export):
    for label, value in export.notes:
        yield _csv_note(f"{label}: {_in_words(value)}")
    for table in export.tables:
        if len(export.tables) > 1:
            yield _LINE_END
            yield _csv_note(table.title)
        yield _csv_line(headers(table))
        for line in lines_of(table):
            yield _csv_line(line)


def _csv_note(text):
    """Returns a line that a reader of the file can leave out by its "#": never quoted,
    and one cell to a spreadsheet, whatever stands in it."""
    text = " ".join(text.split()).replace(";", ",")
    return f"# {text}{_LINE_END}"


def _csv_line(values):
    """Returns a line of the table. Where a text has a "#" texts are quoted, lest it be
    taken for the beginning of a note."""
    values = [_csv_value(value) for value in values]
    has_mark = any(isinstance(value, str) and "#" in value for value in values)
    quoting = csv.QUOTE_STRINGS if has_mark else csv.QUOTE_MINIMAL
    line = io.StringIO()
    csv.writer(line, delimiter=";", quoting=quoting).writerow(values)
    return line.getvalue()


def _in_words(value):
    if isinstance(value, datetime):
        return f"{timezone.localtime(value):%d/%m/%Y %H:%M}"
    return f"{value:%d/%m/%Y}" if isinstance(value, date) else value


def _csv_value(value):
    match value:
        case str():
            return without_formula(value)
        case float():
            return f"{value:.2f}".replace(".", ",")  # a share, as on the page
        case datetime():
            return f"{timezone.localtime(value):%Y-%m-%d %H:%M}"
        case date():
            return value.isoformat()
    return value
