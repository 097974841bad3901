"""Writes the cells of tables as a Vietnamese page expects them."""

from datetime import date

from django import template

from coopsite.core import numbers

register = template.Library()


@register.filter
def figure(cell):
    """Writes a cell of a `Table`: a number, a change with its sign, a share, a day."""
    kind = getattr(cell, "kind", "")
    if kind == "share":
        return numbers.format_percentage(cell.part, cell.whole)
    if kind == "number":
        write = numbers.format_signed if cell.is_change else numbers.format_number
        return write(cell.value)
    if isinstance(cell, date):
        return f"{cell:%d/%m/%Y}"
    return "" if cell is None else cell
