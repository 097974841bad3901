"""One table for the page that shows it and the file that holds it.

A cell is a plain value, or it knows more than its value: what its row stands for, the
list behind its number, of what it is a share. A page renders it with
`components/table.html`; `spreadsheets` writes its values.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import cached_property
from itertools import count, groupby

from coopsite.core.numbers import percentage


@dataclass(frozen=True)
class Column:
    """A column: its header, how wide Excel draws it, the heading above it and its
    neighbours, and the sign with which its numbers enter a sum."""

    header: str
    width: int = 12
    group: str = ""
    sign: str = ""
    is_only_in_file: bool = False

    @property
    def written(self):
        """The header as it stands alone, in a file."""
        if self.group:
            return f"{self.group}, {self.header[:1].lower()}{self.header[1:]}"
        return f"{self.header} ({self.sign})" if self.sign else self.header


@dataclass(frozen=True)
class Heading:
    """What a row stands for; on pages also a short note beside it, and the sign with
    which the row enters a sum."""

    value: str
    note: str = ""
    sign: str = ""
    kind = "heading"


@dataclass(frozen=True)
class LinkedNumber:
    """A number, where its list is (None: nowhere), and the words that say to a screen
    reader what it counts; `is_change` writes it with its sign."""

    value: int
    address: str | None
    words: str
    is_change: bool = False
    kind = "number"


@dataclass(frozen=True)
class Share:
    """A part of a whole, in percent."""

    part: int
    whole: int
    kind = "share"

    @property
    def value(self):
        """As a file has it, rounded as on the page; None of nothing."""
        percent = percentage(self.part, self.whole)
        return None if percent is None else float(percent)  # a number to spreadsheets


@dataclass(frozen=True)
class Table:
    """Columns, rows of cells, and the row of their sum.

    `title` names its sheet, in at most 31 characters; `after` are rows that stand
    below the sum and are no part of it; `notes` are said with it. Rows that are not a
    list are read once, by a file.
    """

    title: str
    columns: list[Column]
    rows: Iterable[list]
    total: list | None = None
    after: list[list] = field(default_factory=list)
    empty: str = ""
    notes: tuple[str, ...] = ()

    # --- for files --------------------------------------------------------------------

    def lines(self):
        """Yields the values of each row, the sum among them."""
        yield from (_values(row) for row in self.rows)
        if self.total:
            yield _values(self.total)
        yield from (_values(row) for row in self.after)

    # --- for pages --------------------------------------------------------------------

    @property
    def shown_columns(self):
        return [column for column in self.columns if not column.is_only_in_file]

    @property
    def head(self):
        """The first row of headings: each with its columns; a group has several."""
        cells = []
        for group, columns in groupby(self.shown_columns, key=lambda one: one.group):
            members = list(columns)
            cells += [(group, members)] if group else [("", [one]) for one in members]
        return cells

    @property
    def head_cells(self):
        """As `head`, each with the style of its group."""
        styles = iter(f"g{number}" for number in count(1))
        return [
            (group, columns, next(styles) if group else "")
            for group, columns in self.head
        ]

    @property
    def groups(self):
        """The headings above several columns, in their order."""
        return [group for group, _ in self.head if group]

    @property
    def has_groups(self):
        return any(column.group for column in self.columns)

    @property
    def grouped_columns(self):
        """The second row of headings: (column, style of its group)."""
        styled = zip(self.shown_columns, self._styles, strict=True)
        return [(column, style) for column, style in styled if column.group]

    @property
    def shown_rows(self):
        return [self._shown(row) for row in self.rows]

    @property
    def shown_total(self):
        return self._shown(self.total)

    @property
    def shown_after(self):
        return [self._shown(row) for row in self.after]

    @cached_property
    def _styles(self):
        """The style of each shown column: "g1" in the first group, "" in none."""
        groups = self.groups
        return [
            f"g{groups.index(column.group) + 1}" if column.group else ""
            for column in self.shown_columns
        ]

    def _shown(self, row):
        """Returns (cell, style of its group) of each cell that a page shows."""
        pairs = zip(self.columns, row, strict=True)
        cells = (cell for column, cell in pairs if not column.is_only_in_file)
        return list(zip(cells, self._styles, strict=True))


def _values(row):
    return [getattr(cell, "value", cell) for cell in row]
