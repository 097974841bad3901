"""The figures on change as files: the flows of a period, and then beside now."""

from itertools import batched

from ..models import Sector
from ..statistics import counts, flows, revisions
from ..statistics.series import Measure
from .figures import export_of_figures
from .formats import Table

# Organisations that are in memory at once.
CHUNK = 500
NOTHING = counts.Tally()
_STOOD = [("tình trạng", 20), ("lĩnh vực", 24)]


def flows_of_period(form, address):
    """Return the sum of a period, and each organisation behind it, for the valid
    `PeriodForm`."""
    first, last = form.first_day, form.last_day
    found = flows.by_sector(first, last, form.known_at)
    rows = [(s.name, found.get(s.pk, flows.Flow())) for s in Sector.objects.all()]
    rows.append(("Cộng", sum(found.values(), flows.Flow())))
    columns = [("Lĩnh vực", 30), *((_with_sign(part), 14) for part in flows.Part)]
    lines = [[name, *(getattr(f, p.field) for p in flows.Part)] for name, f in rows]
    return export_of_figures(
        f"bien-dong-{first}-{last}",
        "Biến động của số hợp tác xã đang hoạt động",
        [("Từ ngày", first), ("Đến hết ngày", last)],
        form,
        address,
        [Table("Cân đối theo lĩnh vực", columns, lines), _flow_list(form)],
    )


def _with_sign(part):
    return f"{part.label} ({part.sign})" if part.sign else part.label


def _flow_list(form):
    """All that changed, each with the record that changed it."""
    columns = [
        ("Tên", 48),
        *((f"Trước kỳ: {name}", width) for name, width in _STOOD),
        *((f"Cuối kỳ: {name}", width) for name, width in _STOOD),
        ("Thay đổi từ ngày", 14),
        ("Số quyết định", 18),
    ]
    return Table("Từng hợp tác xã", columns, _flow_lines(form))


def _flow_lines(form):
    asked = (form.first_day, form.last_day)
    rows = flows.listed(*asked, known_at=form.known_at).iterator(CHUNK)
    for some in batched(rows, CHUNK):
        for passage in flows.passages(some, *asked, form.known_at):
            change = passage.change
            yield [
                passage.organisation.name,
                *_stood(passage.before),
                *_stood(passage.after),
                change.effective_from if change else None,
                change.decision_number if change else None,
            ]


def _stood(standing, *besides):
    """The values of `_STOOD`, and of other fields; None where it did not stand."""
    if standing is None:
        return [None] * (len(_STOOD) + len(besides))
    named = [standing.sector, *(getattr(standing, field) for field in besides)]
    return [standing.get_operating_status_display(), *(thing.name for thing in named)]


def then_and_now(form, address):
    """Return a day's counts as known then and now, and each record that lies between,
    for a valid `DayForm` that says when "then" was."""
    day, known_at = form.day, form.known_at
    then = counts.by_sector(day, known_at)
    now = counts.by_sector(day)
    rows = [
        (sector.name, then.get(sector.pk, NOTHING), now.get(sector.pk, NOTHING))
        for sector in Sector.objects.all()
    ]
    rows.append(("Cộng", sum(then.values(), NOTHING), sum(now.values(), NOTHING)))
    columns = [("Lĩnh vực", 30)]
    for measure in (Measure.ACTIVE, Measure.STOPPED):
        columns += [
            (f"{measure.label}, {when}", 16)
            for when in ("khi ấy", "hiện nay", "chênh lệch")
        ]
    lines = [
        [name, *_pair(Measure.ACTIVE, a, b), *_pair(Measure.STOPPED, a, b)]
        for name, a, b in rows
    ]
    return export_of_figures(
        f"doi-chieu-{day}",
        "Đối chiếu số liệu: khi ấy và hiện nay",
        [("Tính đến ngày", day)],
        form,
        address,
        [Table("Hai lần đếm", columns, lines), _differences(day, known_at)],
    )


def _pair(measure, then, now):
    numbers = [measure.in_tally(tally) for tally in (then, now)]
    return [*numbers, numbers[1] - numbers[0]]


def _differences(day, known_at):
    stood = [*_STOOD, ("địa bàn", 30)]
    columns = [
        ("Tên", 48),
        *((f"Khi ấy: {name}", width) for name, width in stood),
        *((f"Hiện nay: {name}", width) for name, width in stood),
        ("Vì sao", 12),
        ("Ghi vào sổ ngày", 14),
        ("Mốc có hiệu lực từ", 14),
        ("Số quyết định", 18),
        ("Lý do, ghi chú", 36),
    ]
    return Table("Từng bản ghi", columns, _difference_lines(day, known_at))


def _difference_lines(day, known_at):
    rows = revisions.between(day, known_at).iterator(CHUNK)
    for some in batched(rows, CHUNK):
        for one in revisions.explained(some, known_at):
            stood = [*_stood(one.then, "area"), *_stood(one.now, "area")]
            for why, moment, record in _records(one):
                yield [
                    one.organisation.name,
                    *stood,
                    why,
                    moment,
                    record.effective_from,
                    record.decision_number,
                    record.withdrawal_reason or record.reason,
                ]


def _records(difference):
    """Yield (why, when it was written, the record) of a difference: one or two."""
    struck, correction = difference.struck, difference.correction
    if struck:
        why = "Đính chính" if correction else "Rút lại"
        yield why, struck.superseded_at, correction or struck
    if difference.added and difference.added != correction:
        yield "Ghi thêm", difference.added.recorded_at, difference.added
