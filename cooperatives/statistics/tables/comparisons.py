"""The tables that compare: two days, and a day as known at two moments."""

from datetime import timedelta
from itertools import batched

from django.utils import timezone

from coopsite.core.tables import Column, Heading, LinkedNumber, Share, Table

from .. import breakdowns, counts, links, revisions
from ..breakdowns import Dimension
from ..series import Measure
from . import NOUNS, sectors
from .flows import CHUNK, stood

NOTHING = counts.Tally()
COMPARED = (Measure.ACTIVE, Measure.STOPPED, Measure.TOTAL)
RECOUNTED = (Measure.ACTIVE, Measure.STOPPED)


def compare_days(form):
    """Returns the table of both days of the valid `TwoDaysForm`, and the change."""
    tallies = [
        breakdowns.by(Dimension.SECTOR, day, form.known_at, form.scope)
        for day in form.days
    ]
    columns = [Column("Lĩnh vực", 30)]
    for measure in COMPARED:
        columns += [
            *(Column(f"{day:%d/%m/%Y}", 16, measure.label) for day in form.days),
            Column("Tăng, giảm", 16, measure.label),
            Column("Tăng, giảm (%)", 16, measure.label, is_only_in_file=True),
        ]
    return Table(
        "So sánh hai ngày",
        columns,
        [
            _row(form, [one.get(pk, NOTHING) for one in tallies], name, params)
            for pk, name, params in sectors.of_scope(form.scope, *tallies)
        ],
        total=_row(form, [sum(one.values(), NOTHING) for one in tallies]),
        empty=f"Không có {NOUNS[form.kind]} nào vào hai ngày này.",
    )


def _row(form, tallies, name="", params=None):
    cells = [Heading(name or "Cộng")]
    for measure in COMPARED:
        cells += _group(form, measure, tallies, name, params or {})
    return cells


def _group(form, measure, tallies, name, params):
    """Returns both numbers of a measure, their change with the list of what changed,
    and the change in percent. Stopped alone are the base of no flow."""
    noun, chosen = NOUNS[form.kind], form.filters | form.basis | params
    numbers = [
        LinkedNumber(
            measure.in_tally(tally),
            links.directory(day, form.kind, **chosen, **sectors.status_filter(measure)),
            sectors.describe_number(
                noun, name, measure.label.lower(), f"ngày {day:%d/%m/%Y}"
            ),
        )
        for day, tally in zip(form.days, tallies, strict=True)
    ]
    before, after = (number.value for number in numbers)
    return [
        *numbers,
        LinkedNumber(
            after - before,
            changes_of(form, measure, **params),
            sectors.describe_number(noun, name, measure.label.lower())
            + ": xem những thay đổi",
            is_change=True,
        ),
        Share(after - before, before),
    ]


def changes_of(form, measure=Measure.ACTIVE, **params):
    """Returns the address of the list of what changed between the days; None for a
    measure that has no flows."""
    if measure == Measure.STOPPED:
        return None
    earlier, later = form.days
    chosen = form.whom | form.basis | params
    if measure == Measure.TOTAL:
        chosen["dem"] = "tong-so"
    return links.get_flow_list_address(earlier + timedelta(1), later, **chosen)


# --- a day as known at two moments ----------------------------------------------------


def recounted(form):
    """Returns the table of a day as known then and as known later, for the valid
    `ComparisonForm`."""
    tallies = [
        breakdowns.by(Dimension.SECTOR, form.day, moment, form.scope)
        for moment in form.then_and_now
    ]
    columns = [Column("Lĩnh vực", 30)]
    for measure in RECOUNTED:
        columns += [
            Column(name, 16, measure.label) for name in (*labels(form), "Chênh lệch")
        ]
    return Table(
        "Đã ghi nhận và cập nhật",
        columns,
        [
            _recounted(form, [one.get(pk, NOTHING) for one in tallies], name, params)
            for pk, name, params in sectors.of_scope(form.scope, *tallies)
        ],
        total=_recounted(form, [sum(one.values(), NOTHING) for one in tallies]),
        empty=f"Không có {NOUNS[form.kind]} nào vào ngày này.",
    )


def labels(form):
    """Returns how the two moments are called."""
    then, now = form.known_on
    if now is None:
        return "Đã ghi nhận", "Cập nhật"
    return f"Ghi nhận đến {then:%d/%m/%Y}", f"Ghi nhận đến {now:%d/%m/%Y}"


def _recounted(form, tallies, name="", params=None):
    cells = [Heading(name or "Cộng")]
    chosen = form.filters | form.basis | (params or {})
    for measure in RECOUNTED:
        numbers = [
            LinkedNumber(
                measure.in_tally(tally),
                links.directory(
                    form.day,
                    form.kind,
                    **chosen | {"biet_den": known_on},
                    **sectors.status_filter(measure),
                ),
                sectors.describe_number(
                    NOUNS[form.kind], name, measure.label.lower(), label.lower()
                ),
            )
            for known_on, tally, label in zip(
                form.known_on, tallies, labels(form), strict=True
            )
        ]
        change = numbers[1].value - numbers[0].value
        cells += [*numbers, LinkedNumber(change, None, "", is_change=True)]
    return cells


def rules(changes):
    """Returns the table of `RuleChange`s, as `rule_revisions.changes` has them."""
    return Table(
        "Quy tắc tính thay đổi",
        [
            Column("Quy tắc", 40),
            Column("Thay đổi", 60),
            Column("Ghi nhận ngày", 14),
            Column("Làm đổi số nào", 30),
        ],
        [
            [
                Heading(one.subject),
                one.what,
                timezone.localdate(one.moment),
                one.moves,
            ]
            for one in changes
        ],
    )


_STOOD = [("tình trạng", 20), ("lĩnh vực", 24), ("địa bàn", 30)]


def differences(form):
    """Returns the table of every record that lies between the two counts; its rows are
    read once."""
    columns = [
        Column("Tên", 48),
        *(
            Column(f"{label}: {name}", width)
            for label in labels(form)
            for name, width in _STOOD
        ),
        Column("Vì sao", 24),
        Column("Ghi nhận ngày", 14),
        Column("Mốc có hiệu lực từ", 14),
        Column("Số quyết định", 18),
        Column("Lý do, ghi chú", 36),
    ]
    return Table("Từng bản ghi", columns, _difference_lines(form))


# Instead of a record, where a rule made the difference.
_BY_RULE = revisions.Record("Quy tắc tính thay đổi", None, None)


def _difference_lines(form):
    rows = revisions.between(*revisions.get_moments(form)).iterator(CHUNK)
    for some in batched(rows, CHUNK):
        for one in revisions.explained(some, *revisions.get_moments(form)):
            for record in one.records or [_BY_RULE]:
                yield [
                    one.organisation.name,
                    *stood(one.then),
                    *stood(one.now),
                    record.why,
                    record.moment,
                    record.effective_from,
                    record.decision_number,
                    record.reason,
                ]
