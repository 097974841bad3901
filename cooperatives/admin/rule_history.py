"""The history of a rule: who changed what, when, from what to what."""

from dataclasses import dataclass
from datetime import datetime

from ..models.stamps import SINCE_EVER
from ..rule_words import describe_change, describe_rule


@dataclass(frozen=True)
class RecordedChange:
    """`at` is None for what the portal came with."""

    at: datetime | None
    person: object
    what: str


def tell_history(rows):
    """Returns what `rows`, all of one rule, record as changes; newest first."""
    replaced = {(type(row), row.corrects_id) for row in rows}
    changes = [(row.recorded_at, row.pk, _recording(row)) for row in rows]
    changes += [
        (row.superseded_at, row.pk, _removal(row))
        for row in rows
        if row.superseded_at and (type(row), row.pk) not in replaced
    ]
    return [change for *_, change in sorted(changes, key=lambda one: one[:2])[::-1]]


def _recording(row):
    at = row.recorded_at if row.recorded_at > SINCE_EVER else None
    if row.corrects:
        what = describe_change(row.corrects, row)
    else:
        what = describe_rule(row)
    return RecordedChange(at, row.recorded_by, what)


def _removal(row):
    return RecordedChange(
        row.superseded_at, row.superseded_by, f"Bỏ: {describe_rule(row)}"
    )
