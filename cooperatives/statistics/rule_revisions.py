"""Which rules were known otherwise at one moment than at another.

A count of a day moves without any organisation's record where a rule was corrected:
where an area lay, what it became, a sector's group, a limit of sizes.
"""

from dataclasses import dataclass
from datetime import datetime

from ..models import AreaRecord, SectorGroup, SizeLimit, Succession, territory
from ..rule_words import describe_change, describe_rule
from .revisions import written_between


@dataclass(frozen=True)
class RuleChange:
    """One rule that was added, corrected or withdrawn: what it is about, what changed,
    when that was recorded, which numbers it moves, whether those of the table."""

    subject: str
    what: str
    moment: datetime
    moves: str
    is_of_table: bool = False


def changes(form):
    """Returns the `RuleChange`s between the moments of the valid `ComparisonForm`:
    those that move its table first, then by moment. Four queries."""
    then_at, now_at = form.then_and_now
    changes = [
        change
        for kind in (_Territory, _Successions, _Groups, _Limits)
        for change in kind(form).changes(then_at, now_at)
    ]
    return sorted(changes, key=lambda one: (not one.is_of_table, one.moment))


class _Kind:
    """One sort of rule."""

    model, related, names, moves = None, (None,), (), ""

    def __init__(self, form):
        self.form = form

    def changes(self, then_at, now_at):
        rows = self.model.objects.filter(written_between(then_at, now_at))
        rows = {row.pk: row for row in rows.select_related(*self.related)}
        old = {pk for pk, row in rows.items() if row.recorded_at <= then_at}
        new = [
            row
            for pk, row in rows.items()
            if pk not in old and not _is_gone(row, now_at)
        ]
        first = {row.pk: _origin(row, rows) for row in new}
        for row in new:
            before = first[row.pk] if first[row.pk].pk in old else None
            yield from self._change(before, row, row.recorded_at)
        for pk in old - {one.pk for one in first.values()}:
            yield from self._change(rows[pk], None, rows[pk].superseded_at)

    def _change(self, old, new, moment):
        if old and new:
            what = describe_change(old, new, self.names)
        elif new:
            what = f"Thêm: {describe_rule(new, self.names)}"
        else:
            what = f"Bỏ: {describe_rule(old, self.names)}"
        if what:
            is_of_table = self.is_of_table(old, new)
            yield RuleChange(
                self.subject(new or old),
                what,
                moment,
                f"Bảng này; {self.moves}" if is_of_table else self.moves.capitalize(),
                is_of_table,
            )

    def is_of_table(self, old, new):
        return False


def _origin(row, rows):
    """Returns what `row` corrects in the end, among `rows`; itself for a new one."""
    while row.corrects_id in rows:
        row = rows[row.corrects_id]
    return row


def _is_gone(row, now_at):
    return row.superseded_at and (now_at is None or row.superseded_at <= now_at)


class _Territory(_Kind):
    model, related = AreaRecord, ("area", "parent")
    names = ("province", "parent", "valid_from", "valid_until")
    moves = "số theo địa bàn"

    def subject(self, row):
        return f"Địa bàn {row.area}"

    def is_of_table(self, old, new):
        provinces = {row and row.province for row in (old, new)}
        is_moved = len(provinces) > 1
        is_smaller = territory.is_smaller(self.form.day, self.form.is_todays)
        return bool(self.form.scope.area) or (is_moved and is_smaller)


class _Successions(_Kind):
    model, related = Succession, ("old", "new")
    names = ("new", "day", "kind", "is_default")
    moves = "số theo địa bàn hiện nay"

    def subject(self, row):
        return f"Đơn vị kế tục của {row.old}"

    def is_of_table(self, old, new):
        return bool(self.form.scope.area)


class _Groups(_Kind):
    model, related = SectorGroup, ("sector",)
    names = ("legal_group", "valid_from")
    moves = "số theo nhóm và theo quy mô"

    def subject(self, row):
        return f"Nhóm của lĩnh vực {row.sector}"


class _Limits(_Kind):
    model = SizeLimit
    names = ("members", "revenue", "total_capital", "valid_from", "valid_until")
    moves = "số theo quy mô"

    def subject(self, row):
        size, group = row.get_size_display().lower(), row.get_legal_group_display()
        return f"Ngưỡng quy mô {size}, nhóm {group}"
