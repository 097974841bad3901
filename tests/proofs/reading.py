"""Reads the tables of an answer alike, whether it is a page, a CSV or an XLSX file.

A table is what a reader sees: its title, its headings, its rows as text. Pages are read
by headings, never by CSS classes. A heading over several columns is written before
each: "Đang hoạt động, khi ấy".
"""

import csv
import io
from dataclasses import dataclass, field
from html.parser import HTMLParser

from openpyxl import load_workbook


@dataclass
class Table:
    """A table as read: headings and rows of text, and the links of each row's cells."""

    title: str = ""
    headings: list = field(default_factory=list)
    rows: list = field(default_factory=list)
    links: list = field(default_factory=list)

    def column(self, *names):
        """The index of the first heading that begins with one of the names, or None."""
        for name in names:
            for index, heading in enumerate(self.headings):
                if heading.lstrip("+−= ").startswith(name):
                    return index
        return None


def body_of(response):
    """The whole body, streamed or not."""
    if response.streaming:
        return b"".join(response.streaming_content)
    return response.content


def tables_of(response):
    """The tables of a page or a file, by what it says it is."""
    kind, body = response["Content-Type"].split(";")[0], body_of(response)
    if kind == "text/csv":
        return csv_tables(body.decode("utf-8-sig"))
    if kind == "text/html":
        return Page(body.decode()).tables
    return xlsx_tables(body)


# --- files ------------------------------------------------------------------------


def csv_tables(text):
    """Tables are apart by an empty line; a line that begins with "# " is a title or a
    note."""
    tables, title, current = [], "", None
    for line in csv.reader(io.StringIO(text), delimiter=";"):
        if not any(line):
            current = None
        elif line[0].startswith("# "):
            title, current = line[0].removeprefix("# "), None
        elif current is None:
            current = Table(title, line)
            tables.append(current)
        else:
            current.rows.append(line)
    return tables


def xlsx_tables(body):
    """One table a sheet, below the notes about it."""
    book = load_workbook(io.BytesIO(body), read_only=True)
    tables = [_sheet_table(sheet) for sheet in book.worksheets]
    book.close()
    return [table for table in tables if table.headings]


def _sheet_table(sheet):
    lines = [[_as_text(v) for v in line] for line in sheet.iter_rows(values_only=True)]
    if lines and lines[0][0] == "Bảng":  # notes, up to the first empty line
        while lines and any(lines[0]):
            lines.pop(0)
    while lines and not any(lines[0]):
        lines.pop(0)
    if not lines:
        return Table(sheet.title)
    return Table(sheet.title, lines[0], [line for line in lines[1:] if any(line)])


def _as_text(value):
    if value is None:
        return ""
    if hasattr(value, "strftime"):
        return f"{value:%Y-%m-%d}"
    if isinstance(value, float):
        return f"{value:.10g}".replace(".", ",")
    return str(value)


# --- pages ------------------------------------------------------------------------


class Page(HTMLParser):
    """The tables, links and words of a page, as its parser hears them."""

    def __init__(self, text):
        super().__init__()
        self.tables, self.links, self.words = [], [], []
        self._table = self._cell = self._link = None
        self._silent = 0
        self.feed(text)
        self.close()

    def handle_starttag(self, tag, attributes):
        attributes = dict(attributes)
        if tag in ("script", "style", "svg"):
            self._silent += 1
        elif tag == "table":
            self._table = _Grid()
        elif self._table and tag == "caption":
            self._cell = _Cell(False, {})
        elif self._table and tag == "tr":
            self._table.lines.append([])
        elif self._table and tag in ("td", "th"):
            self._cell = _Cell(tag == "th", attributes)
        elif tag == "a" and attributes.get("href"):
            self._link = [attributes["href"], ""]

    def handle_endtag(self, tag):
        if tag in ("script", "style", "svg"):
            self._silent -= 1
        elif tag == "a" and self._link:
            self._end_link()
        elif self._table and self._cell and tag in ("td", "th", "caption"):
            self._table.take(tag, self._cell)
            self._cell = None
        elif tag == "table" and self._table:
            self.tables.append(self._table.as_table())
            self._table = None

    def _end_link(self):
        address, words = self._link[0], " ".join(self._link[1].split())
        self.links.append((address, words))
        if self._cell:
            self._cell.link = address
        self._link = None

    def handle_data(self, data):
        if self._silent:
            return
        self.words.append(data)
        if self._cell:
            self._cell.words += data
        if self._link:
            self._link[1] += data


class _Cell:
    def __init__(self, is_heading, attributes):
        self.is_heading, self.words, self.link = is_heading, "", None
        self.wide = int(attributes.get("colspan") or 1)
        self.high = int(attributes.get("rowspan") or 1)

    @property
    def text(self):
        return " ".join(self.words.split())


class _Grid:
    """A table being heard: its lines of cells."""

    def __init__(self):
        self.title, self.lines = "", []

    def take(self, tag, cell):
        if tag == "caption":
            self.title = cell.text
        elif self.lines:
            self.lines[-1].append(cell)

    def as_table(self):
        lines = self._filled()
        number = 0
        while number < len(lines) and all(cell.is_heading for cell in lines[number]):
            number += 1
        heads, rows = lines[:number], lines[number:]
        return Table(
            self.title,
            [_joined(column) for column in zip(*heads, strict=False)],
            [[cell.text for cell in line] for line in rows],
            [[cell.link for cell in line] for line in rows],
        )

    def _filled(self):
        """The lines with each cell at every place that it covers."""
        covered, lines = {}, []
        for y, line in enumerate(self.lines):
            found = []
            cells = iter(line)
            while True:
                if (y, len(found)) in covered:
                    found.append(covered[y, len(found)])
                    continue
                cell = next(cells, None)
                if cell is None:
                    break
                for x in range(len(found), len(found) + cell.wide):
                    for below in range(1, cell.high):
                        covered[y + below, x] = cell
                found += [cell] * cell.wide
            if found:
                lines.append(found)
        return lines


def _joined(cells):
    texts = []
    for cell in cells:
        if cell.text and cell.text not in texts:
            texts.append(cell.text)
    return ", ".join(texts)


# --- numbers ----------------------------------------------------------------------


def number_of(text):
    """The whole number in a cell: "5.607", "−3", "+4", "" for nought; else None.

    Pages add words for screen readers after the number; they are left away.
    """
    word = (text.split() or ["0"])[0].replace("−", "-").replace(".", "").lstrip("+")
    if word in ("–", "—", "-"):
        return 0
    digits = word.removeprefix("-")
    return int(word) if digits.isdigit() else None
