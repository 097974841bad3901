"""Tables: cells in their grid, header rows, captions; layout tables come apart."""

import re
from itertools import pairwise

from .parts import Break, Cell, Figure, Paragraph, Table
from .tree import tag_of

_MAX_COLUMNS, _MAX_SPAN, _MAX_TITLE_ROWS = 200, 1_000, 3
_UNIT = re.compile(r"[(\s]*(?:ĐVT|Đvt|Đơn vị)\b")
_ERRORS = re.compile(
    r"#(?:DIV/0!|N/A|REF!|VALUE!|NAME\?|NULL!|NUM!|SPILL!|CALC!)|#{4,}"
)
_GROUPS = ("thead", "tbody", "tfoot")


def read_table(element, build, counts):
    """Returns the blocks of a table: itself, or what stands in it where it only
    arranges its content."""
    rows = _rows(element)
    cells = [
        [_cell(one, build) for one in row.children if tag_of(one) in ("td", "th")]
        for row in rows
    ]
    marked = sum(row.parent.tag == "thead" for row in rows)
    captions = [one for one in element.children if tag_of(one) == "caption"]
    caption = [block for one in captions for block in build(one)]
    table = Table(cells)
    hidden = _hidden_columns(element)
    counts["hidden columns"] += len(hidden)
    _drop_columns(table, hidden)
    table.rows = [[cell for cell in row if not cell.is_hidden] for row in table.rows]
    _drop_empty_ends(table)
    for cell in (one for row in table.rows for one in row):
        for paragraph in cell.paragraphs:
            found = _ERRORS.search(paragraph.text)
            if found and found[0] == paragraph.text.strip():
                counts["errors"] += 1
    if not any(not cell.is_empty for row in table.rows for cell in row):
        return caption
    if _only_arranges(element, table):
        return caption + _unrolled(table)
    table.caption = _first_runs(caption)
    if not table.caption:
        _take_title_rows(table)
    _settle_headers(table, marked)
    for row in table.rows:
        for cell in row:
            _settle_cell(cell)
    return [table]


def _rows(element):
    rows = []
    for child in element.children:
        tag = tag_of(child)
        if tag == "tr":
            rows.append(child)
        elif tag in _GROUPS:
            rows += [one for one in child.children if tag_of(one) == "tr"]
    return rows


def _cell(element, build):
    cell = Cell(
        build(element),
        _span(element, "colspan", _MAX_COLUMNS),
        _span(element, "rowspan", _MAX_SPAN),
        is_header=element.tag == "th",
        scope=element.attributes.get("scope", "").lower(),
    )
    cell.is_hidden = element.style.get("display", "").lower().startswith("none")
    if cell.scope not in ("row", "rowgroup"):
        cell.scope = ""
    return cell


def _span(element, name, most):
    text = element.attributes.get(name, "").strip()
    number = int(text) if text.isascii() and text.isdigit() and len(text) < 6 else 1
    return min(max(number, 1), most)


# --- the grid


def _grid(table):
    """Yields (row, column, cell) of each cell, as spans push them to the right."""
    taken = {}  # column: rows that a cell above still reaches into
    for at, row in enumerate(table.rows):
        column, left = 0, {}
        for cell in row:
            while taken.get(column, 0) > 0:
                column += 1
            yield at, column, cell
            for one in range(column, column + cell.colspan):
                left[one] = cell.rowspan
            column += cell.colspan
        for one in [*taken]:
            taken[one] -= 1
        taken |= {one: rows - 1 for one, rows in left.items()}


def _width(table):
    return max((at + cell.colspan for _, at, cell in _grid(table)), default=0)


def _hidden_columns(element):
    """Returns the columns that a spreadsheet does not show."""
    hidden, at = set(), 0
    for column in (one for one in element.walk() if tag_of(one) == "col"):
        span = _span(column, "span", _MAX_COLUMNS)
        is_hidden = column.style.get("display", "").startswith("none")
        hidden |= set(range(at, at + span)) if is_hidden else set()
        at += span
    return hidden


def _drop_columns(table, columns):
    if not columns:
        return
    dropped = set()
    for _, at, cell in list(_grid(table)):
        covered = len(columns & set(range(at, at + cell.colspan)))
        if covered == cell.colspan:
            dropped.add(id(cell))
        else:
            cell.colspan -= covered
    table.rows = [
        [cell for cell in row if id(cell) not in dropped] for row in table.rows
    ]


def _drop_empty_ends(table):
    """Drops empty rows and columns at the ends: a selection is often too large."""
    table.rows = [row for row in table.rows if row]
    while table.rows and all(cell.is_empty for cell in table.rows[-1]):
        table.rows.pop()
    filled = [at + cell.colspan for _, at, cell in _grid(table) if not cell.is_empty]
    width = max(filled, default=0)
    beyond = set(range(width, _width(table)))
    _drop_columns(table, beyond)
    table.rows = [row for row in table.rows if row]
    for at, _, cell in _grid(table):
        cell.rowspan = min(cell.rowspan, len(table.rows) - at)


# --- layout


def _only_arranges(element, table):
    cells = [cell for row in table.rows for cell in row]
    has_tables = any(isinstance(b, Table) for cell in cells for b in cell.blocks)
    if len(cells) == 1 or (has_tables and not _has_frame(element)):
        return True
    if _width(table) == 1:
        return not _has_frame(element) or _has_figures(cells)
    return _has_figures(table.rows[0]) and all(
        isinstance(block, Figure) for cell in table.rows[0] for block in cell.blocks
    )


def _has_figures(cells):
    return any(isinstance(block, Figure) for cell in cells for block in cell.blocks)


def _has_frame(element):
    if element.attributes.get("border", "0") not in ("0", ""):
        return True
    cells = [cell for row in _rows(element) for cell in row.children]
    return any(
        re.search(r"solid|double|dotted|dashed", one.style.get(name, ""))
        for one in [element, *filter(tag_of, cells)]
        for name in ("border", "border-top", "border-bottom")
    )


def _unrolled(table):
    """Returns what stands in a layout table in reading order: of pictures with the
    captions in the row below, one after the other."""
    by_column = _has_figures(table.rows[0]) and len(table.rows) > 1
    cells = [(at, row, cell) for row, at, cell in _grid(table)]
    if by_column:
        cells.sort(key=lambda one: (one[1] // 2, one[0], one[1]))
    blocks = [block for _, _, cell in cells for block in cell.blocks]
    for block, below in pairwise(blocks):
        is_picture = isinstance(block, Figure) and not block.caption
        if is_picture and isinstance(below, Paragraph) and below.is_wholly("em"):
            below.role = "caption"
    return blocks


# --- headings


def _first_runs(blocks):
    paragraphs = [block for block in blocks if isinstance(block, Paragraph)]
    return paragraphs[0].runs if paragraphs else []


def _take_title_rows(table):
    """Makes the first rows that are titles the caption, each on a line of its own."""
    lines = []
    for _ in range(_MAX_TITLE_ROWS):
        if len(table.rows) < 3:
            break
        title = _title_of(table.rows[0], _width(table), is_first=not lines)
        if title is None:
            break
        lines += [Break(), *title.runs] if lines else title.runs
        table.rows.pop(0)
    table.caption = lines


def _title_of(row, width, *, is_first):
    """Returns the only paragraph of a row, if that is a title: as wide as the table, or
    bold at its start; below one also a unit ("ĐVT: đồng")."""
    filled = [cell for cell in row if not cell.is_empty]
    if len(filled) != 1 or width < 2:
        return None
    [cell] = filled
    if len(cell.blocks) != 1 or not cell.paragraphs or cell.rowspan > 1:
        return None
    title = cell.paragraphs[0]
    if cell.colspan == width:
        return title
    if is_first:
        is_title = cell is row[0] and title.is_wholly("strong")
    else:
        is_title = bool(_UNIT.match(title.text))
    return title if is_title else None


def _settle_headers(table, marked):
    """Makes header cells of the rows that are marked so, and of the first rows that
    are all bold, or centred above what is not."""
    count = max(marked, _leading(table, _is_bold_row))
    if not count and len(table.rows) > 1 and _is_centred_row(table.rows[0]):
        count = 0 if all(map(_is_centred_row, table.rows)) else 1
    if count >= len(table.rows):
        count = 1 if len(table.rows) > 1 and marked else 0
    reach = max(
        (at + cell.rowspan for at, _, cell in _grid(table) if at < count), default=0
    )
    table.header_rows = min(max(count, reach), len(table.rows) - 1) if count else 0
    for row in table.rows[: table.header_rows]:
        for cell in row:
            cell.is_header = True
            if not cell.is_empty:
                cell.scope = "colgroup" if cell.colspan > 1 else "col"


def _leading(table, is_header):
    count = 0
    for row in table.rows:
        if not is_header(row):
            break
        count += 1
    return count


def _is_bold_row(row):
    filled = [cell for cell in row if not cell.is_empty]
    return bool(filled) and all(
        cell.is_header
        or (cell.paragraphs and all(one.is_wholly("strong") for one in cell.paragraphs))
        for cell in filled
    )


def _is_centred_row(row):
    filled = [one for cell in row for one in cell.paragraphs]
    return len(filled) > 1 and all(one.align == "center" for one in filled)


def _settle_cell(cell):
    """Gives a cell the alignment that all its paragraphs have."""
    for paragraph in cell.paragraphs:
        if paragraph.tag != "p":
            paragraph.tag = "p"
    aligned = {one.align for one in cell.paragraphs}
    if len(aligned) == 1 and len(cell.paragraphs) == len(cell.blocks):
        cell.align = aligned.pop()
        for paragraph in cell.paragraphs:
            paragraph.align = ""
    if cell.is_header:
        cell.align = ""
