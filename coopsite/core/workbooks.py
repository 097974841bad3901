"""Turns tables into files of Excel, row by row: `spreadsheets` says which tables."""

from datetime import date, datetime
from tempfile import TemporaryFile

from django.utils import timezone
from openpyxl import Workbook
from openpyxl.cell import Cell, WriteOnlyCell
from openpyxl.styles import Alignment, Font
from openpyxl.utils import get_column_letter

from coopsite.core import spreadsheets

EXCEL_FORMATS = {datetime: "dd/mm/yyyy hh:mm", date: "dd/mm/yyyy", float: "0.00"}
BOLD = Font(bold=True)


def xlsx_file(export):
    """Returns an open temporary file that holds the workbook, one sheet a table."""
    workbook = Workbook(write_only=True)
    with spreadsheets.closed_on_error(TemporaryFile()) as file:
        try:
            for table in export.tables:
                _write_sheet(workbook.create_sheet(table.title), export.notes, table)
            workbook.save(file)
        except BaseException:
            _forget_sheets(workbook)
            raise
    file.seek(0)
    return file


def _forget_sheets(workbook):
    """Removes the files that hold the sheets until the workbook is saved."""
    for sheet in workbook.worksheets:
        if sheet._writer:
            sheet.close()
            sheet._writer.cleanup()


def _write_sheet(sheet, notes, table):
    """Writes the notes, an empty row, the bold headers that stay in sight, the rows."""
    header_row = last_row = len(notes) + 2
    sheet.freeze_panes = f"A{header_row + 1}"
    for number, column in enumerate(table.columns, 1):
        sheet.column_dimensions[get_column_letter(number)].width = column.width
    for label, value in notes:
        sheet.append([label, _left(sheet, value)])
    sheet.append([])
    sheet.append([_bold(sheet, name) for name in spreadsheets.headers(table)])
    for last_row, line in enumerate(spreadsheets.lines_of(table), header_row + 1):  # noqa: B007
        sheet.append([_excel_value(sheet, value) for value in line])
    right = get_column_letter(len(table.columns))
    sheet.auto_filter.ref = f"A{header_row}:{right}{last_row}"


def _excel_value(sheet, value):
    if isinstance(value, str):
        return _text(sheet, value)
    if not isinstance(value, (date, float)):  # a moment is a date, too
        return value
    if isinstance(value, datetime):  # Excel knows no time zones
        value = timezone.localtime(value).replace(tzinfo=None)
    cell = WriteOnlyCell(sheet, value)
    cell.number_format = EXCEL_FORMATS[type(value)]
    return cell


def _text(sheet, text):
    """Returns the cell of exactly that text: "=1+1" is no formula."""
    cell = WriteOnlyCell(sheet, spreadsheets.NOT_XML.sub("", text))
    cell.data_type = "s"
    return cell


def _bold(sheet, text):
    cell = _text(sheet, text)
    cell.font, cell.alignment = BOLD, Alignment(wrap_text=True, vertical="top")
    return cell


def _left(sheet, value):
    """Returns the cell of a note: a day would else stand at the far right."""
    cell = _excel_value(sheet, value)
    if not isinstance(cell, Cell):
        cell = WriteOnlyCell(sheet, cell)
    cell.alignment = Alignment(horizontal="left")
    return cell
