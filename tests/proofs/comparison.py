"""Asks a question as page, CSV and XLSX, and says what is not as expected."""

import re
from collections import Counter
from decimal import Decimal, InvalidOperation

from .reading import Page, body_of, number_of, tables_of

PROFILE = re.compile(r"^/(?:hop-tac-xa|lien-hiep)/(?!tai-ve)[\w-]+/$")
MANY_PAGES = 60
# The dissolved stand beside some tables, not in them.
NOT_ON_EVERY_PAGE = {("Đã giải thể",)}


def differences(client, question, forms=("csv", "xlsx", "page")):
    """Yield what is wrong with the answers to a question; nothing when all is right."""
    for form in forms:
        if form != "page" and not question.has_file:
            continue
        address = question.address(None if form == "page" else form)
        for complaint in _of_one_form(client, question, form, address):
            yield f"{address}\n    {complaint}"


def _of_one_form(client, question, form, address):
    response = client.get(address)
    if response.status_code != 200:
        yield f"answered {response.status_code}"
        return
    if question.listed is not None:
        listed = (
            _listed_by_page(client, address)
            if form == "page"
            else _listed(tables_of(response))
        )
        yield from compare_lists(question.listed, listed)
        return
    tables = tables_of(response)
    if question.told is not None and form != "page":
        yield from compare_lists(question.told, _listed(tables))
    for expected in question.tables:
        if form in expected.only_in:
            yield from compare_tables(expected, tables)


# --- lists ------------------------------------------------------------------------


def _listed(tables):
    """{name: {heading: text}} of all organisations in a file."""
    for table in tables:
        if table.headings[0] == "Tên":
            return {
                row[0]: dict(zip(table.headings, row, strict=False))
                for row in table.rows
            }
    return {}


def _listed_by_page(client, address):
    """{name: {}} of all organisations on all pages of a list; counts doubles too."""
    return {name: {} for name in names_listed(client, address)}


def names_listed(client, address):
    """The names on all pages of the list at `address`, in order."""
    names, number = [], 1
    while number < MANY_PAGES:
        more = f"{'&' if '?' in address else '?'}trang={number}" if number > 1 else ""
        response = client.get(address + more)
        if response.status_code == 404 and number > 1:
            break
        page = Page(body_of(response).decode())
        found = [words for link, words in page.links if PROFILE.match(link)]
        if not found:
            break
        names += found
        if not any(f"trang={number + 1}" in link for link, _ in page.links):
            break
        number += 1
    return names


def compare_lists(expected, listed):
    if missing := sorted(expected.keys() - listed.keys()):
        yield f"lacks {missing}"
    if surplus := sorted(listed.keys() - expected.keys()):
        yield f"lists besides {surplus}"
    for name in sorted(expected.keys() & listed.keys()):
        for column, text in expected[name].items():
            told = listed[name].get(column, text)
            if told != text:
                yield f"{name}: {column} is {told!r}, expected {text!r}"


# --- tables -----------------------------------------------------------------------


def compare_tables(expected, tables):
    """Yield what is wrong with the table that is meant, among those answered."""
    table = _meant(expected, tables)
    if table is None:
        if any(any(cells.values()) for cells in expected.rows.values()):
            yield f"no table {expected.first!r} in {[t.headings for t in tables]}"
        return
    told = _told(expected, table)
    columns = {name for cells in expected.rows.values() for name in cells}
    for label in sorted(expected.rows.keys() | told.keys()):
        for column in sorted(columns, key=str):
            wanted = expected.rows.get(label, {}).get(column) or 0
            index = _index(table, column)
            if index is None:
                if wanted and column not in NOT_ON_EVERY_PAGE:
                    yield f"no column {column} in {table.headings}, expected {wanted}"
                continue
            number = told.get(label, {}).get(index, 0)
            if number != wanted:
                yield f"{label}, {column}: {number}, expected {wanted}"


def _meant(expected, tables):
    """The table with a column that begins so, and all the columns that are asked."""
    columns = {name for cells in expected.rows.values() for name in cells}
    best, most = None, 0
    for table in tables:
        if expected.title not in (None, table.title):
            continue
        if table.column(expected.first) is None:
            continue
        found = sum(_index(table, column) is not None for column in columns)
        if found > most:
            best, most = table, found
    return best


def _index(table, column):
    """The place of a column: (names it may have), or (measure, which of two)."""
    if isinstance(column[-1], int):
        measure, which = column
        found = [i for i, h in enumerate(table.headings) if h.startswith(measure)]
        return found[which] if which < len(found) else None
    return table.column(*column)


def _told(expected, table):
    """{label: {index of column: number}}; rows of one label are added up."""
    at = table.column(expected.first)
    told = {}
    for row in table.rows:
        cells = told.setdefault(_label(row[at], expected), Counter())
        for index, text in enumerate(row):
            if index == at:
                continue
            number = _number(table.headings, index, text)
            if number is not None:
                cells[index] += number
    return told


def _label(text, expected):
    """The row that is meant: a page may write a short form behind the name."""
    if text in expected.rows:
        return text
    known = [label for label in expected.rows if text.startswith(f"{label} ")]
    return max(known, key=len, default=text)


def _number(headings, index, text):
    if index < len(headings) and ("Tỷ lệ" in headings[index] or "%" in text):
        return percent_of(text)
    return number_of(text)


def percent_of(text):
    """76.32 of "76,32%" and of "76,32"; nought where there is none."""
    try:
        return Decimal(text.replace("%", "").replace(",", ".").strip() or 0)
    except InvalidOperation:
        return Decimal(0)
