"""The history of a rule: who changed what, when, from what to what."""

from dataclasses import dataclass
from datetime import datetime

from coopsite.core.editing import in_words
from coopsite.core.numbers import format_number

from ..models.stamps import SINCE_EVER


@dataclass(frozen=True)
class Change:
    """`at` is None for what the portal came with."""

    at: datetime | None
    person: object
    what: str


def tell_history(rows):
    """Returns the `Change`s that `rows`, all of one rule, record; newest first."""
    replaced = {(type(row), row.corrects_id) for row in rows}
    found = [(row.recorded_at, row.pk, _recording(row)) for row in rows]
    found += [
        (row.superseded_at, row.pk, _removal(row))
        for row in rows
        if row.superseded_at and (type(row), row.pk) not in replaced
    ]
    return [change for *_, change in sorted(found, key=lambda one: one[:2])[::-1]]


def _recording(row):
    at = row.recorded_at if row.recorded_at > SINCE_EVER else None
    return Change(at, row.recorded_by, _difference(row) if row.corrects else _all(row))


def _removal(row):
    return Change(row.superseded_at, row.superseded_by, f"Bỏ: {_all(row)}")


def _difference(row):
    parts = [
        f"{label}: {old or 'để trống'} → {new or 'để trống'}"
        for (label, old), (_, new) in zip(_said(row.corrects), _said(row), strict=True)
        if old != new
    ]
    return "; ".join(parts)


def _all(row):
    return "; ".join(f"{label}: {value}" for label, value in _said(row) if value)


def _said(row):
    """What a row says, as staff read it: [(label, value)]."""
    fields = [row._meta.get_field(name) for name in row.content_names()]
    return [(field.verbose_name, _value(row, field)) for field in fields]


def _value(row, field):
    value = getattr(row, field.name)
    if isinstance(value, int) and not isinstance(value, bool):
        return format_number(value)
    return in_words(value, field)
