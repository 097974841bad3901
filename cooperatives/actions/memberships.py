"""What becomes of a union's members when the union ends."""

from itertools import batched

from django.core.exceptions import ValidationError
from django.db import models

from coopsite.core.numbers import format_number

from ..models import Kind, OperatingStatus, Standing, StandingEntry
from . import ledger
from .existence import find_in_memberships
from .folding import BATCH, derive_standings
from .lifetimes import write_day

# Members that the question names; of more it says how many.
MAX_NAMED = 10


class MembersChoice(models.TextChoices):
    """The answers; who ends a union that has members gives one."""

    LEAVE = "roi", "Ghi các thành viên rời liên hiệp từ ngày ấy"
    FOLLOW = "theo", "Ghi các thành viên sang liên hiệp kế tục từ ngày ấy"


def settle_members(*, unions, entry, by, choice, successor=None):
    """Records what `choice` says for the members of `unions` (keys) that `entry`
    dissolves; returns the keys of these members.

    Within the action that ends them, at its moment. ValidationError, which asks, where
    members would remain and nothing was chosen.
    """
    if entry.kind != Kind.UNION or entry.operating_status != OperatingStatus.DISSOLVED:
        return []
    day = entry.effective_from
    remaining = _find_remaining(unions, day)
    if not remaining:
        return []
    _check_choice(remaining, day, choice, successor)
    union = successor if choice == MembersChoice.FOLLOW else None
    made = [_make_entry(row, entry, by, union) for row in remaining]
    _check_says_nothing_else(remaining, day)
    StandingEntry.objects.bulk_create(made, BATCH)
    members = [row.organisation_id for row in remaining]
    derive_standings(members, by=by)
    return members


def _find_remaining(unions, day):
    """Returns the standings on the day of who would still belong to one that has
    ended."""
    broken = {
        breach.member
        for keys in batched(unions, BATCH)
        for breach in find_in_memberships(keys)
    }
    standings = []
    for keys in batched(sorted(broken), BATCH):
        rows = Standing.objects.filter(organisation__in=keys).on(day)
        rows = rows.filter(union__in=unions).select_related("organisation", "union")
        standings += rows.by_name()
    return standings


def _check_choice(remaining, day, choice, successor):
    is_answered = choice == MembersChoice.LEAVE
    if choice == MembersChoice.FOLLOW and successor is not None:
        is_answered = True
    if not is_answered:
        raise ValidationError({"members": _ask(remaining, day)})


def _ask(remaining, day):
    unions = ", ".join(dict.fromkeys(str(row.union) for row in remaining))
    names = ", ".join(str(row.organisation) for row in remaining[:MAX_NAMED])
    if len(remaining) > MAX_NAMED:
        names += " và các thành viên khác"
    count = format_number(len(remaining))
    return (
        f"Từ ngày {write_day(day)}, {unions} không còn mà vẫn có {count} "
        f"thành viên: {names}. Hãy chọn ghi gì cho các thành viên ấy."
    )


def _check_says_nothing_else(remaining, day):
    """ValidationError where an entry of the very day says that a member belongs: who
    joins on a day cannot leave on it."""
    keys = [row.organisation_id for row in remaining]
    rows = StandingEntry.objects.known().stating("union").filter(effective_from=day)
    names = [
        str(row.organisation)
        for some in batched(keys, BATCH)
        for row in rows.filter(organisation__in=some).select_related("organisation")
    ]
    if names:
        raise ValidationError(
            {
                "members": "Các thành viên sau đã có mốc ghi thuộc liên hiệp từ đúng "
                f"ngày {write_day(day)}: {'; '.join(names)}. Hãy đính chính hoặc rút "
                "các mốc ấy trước."
            }
        )


def _make_entry(standing, ending, by, union):
    entry = StandingEntry(
        organisation_id=standing.organisation_id,
        kind=standing.kind,
        effective_from=ending.effective_from,
        recorded_at=ledger.get_moment(),
        recorded_by=by,
        decision_number=ending.decision_number,
        decision_date=ending.decision_date,
        reason=f"{standing.union} chấm dứt."[:300],
    )
    entry.state(union=union)
    return entry
