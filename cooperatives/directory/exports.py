"""The lists of organisations as files: the directory's, and the keepers' own."""

from django.db.models import Min, OuterRef, Prefetch, Subquery
from django.utils import timezone

from coopsite.core.spreadsheets import Export
from coopsite.core.tables import Column as TableColumn
from coopsite.core.tables import Table

from ..file_notes import day_notes, demo_notes, file_name, name_notes, source_notes
from ..models import Kind, Standing, StandingEntry, Survey
from .columns import KEEPERS, PUBLIC, OrganisationRow
from .queries import list_organisations

# Rows that are in memory at once.
CHUNK = 500
TITLES = {
    Kind.COOPERATIVE: "Danh bạ hợp tác xã",
    Kind.UNION: "Danh bạ liên hiệp HTX",
}
# Said even when nothing is chosen: the dissolved are then left out.
STATUS = "tinh_trang"
FILE_NAMES = {Kind.COOPERATIVE: "hop-tac-xa", Kind.UNION: "lien-hiep"}


def export_directory(kind, form, address):
    """Returns the directory's list as an `Export`: all rows that the valid
    `DirectoryForm` asks for, in the list's order. `address` leads back to it."""
    title = TITLES[kind]
    rows = list_organisations(kind, form).select_related(
        "organisation", "sector", "area", "union"
    )
    rows = (
        rows.annotate(founded_on=_founded_on("organisation", form.known_at))
        .with_size(form.day, form.known_at)
        .prefetch_related(_surveyed("organisation__", form.day, form.known_at))
    )
    lines = (
        _row(standing.organisation, standing, standing.founded_on)
        for standing in rows.iterator(CHUNK)
    )
    return Export(
        file_name(FILE_NAMES[kind], form),
        [
            ("Bảng", title),
            *day_notes(form),
            ("Điều kiện lọc", _conditions(form)),
            *name_notes(form),
            *source_notes(address),
            *demo_notes("Tổ chức có ghi chú “Minh hoạ” là hư cấu."),
        ],
        [_table(title, PUBLIC, lines)],
    )


def export_desk_list(kind, organisations, conditions, address):
    """Returns the keepers' list as an `Export`: the queryset `organisations`, as they
    stand today, with the columns that are not for everybody."""
    today, title = timezone.localdate(), TITLES[kind]
    now = Standing.objects.on(today).with_size(today)
    now = now.select_related("sector", "area", "union")
    entries = StandingEntry.objects.known().filter(effective_from__lte=today)
    entries = entries.select_related("recorded_by")
    rows = (
        organisations.annotate(founded_on=_founded_on("pk"))
        .prefetch_related(None)
        .prefetch_related(Prefetch("standings", now, to_attr="now"))
        .prefetch_related(Prefetch("entries", entries, to_attr="stated"))
        .prefetch_related(_surveyed("", today))
    )
    lines = (
        _row(
            organisation,
            next(iter(organisation.now), None),
            organisation.founded_on,
            next(iter(organisation.stated), None),
        )
        for organisation in rows.iterator(CHUNK)
    )
    return Export(
        f"so-bo-{FILE_NAMES[kind]}-{today}",
        [
            ("Bảng", f"{title} (nội bộ)"),
            ("Tính đến ngày", today),
            ("Lập tệp lúc", timezone.now()),
            ("Điều kiện lọc", conditions or "Không lọc"),
            *source_notes(address),
            *demo_notes("Tổ chức có ghi chú “Minh hoạ” là hư cấu."),
        ],
        [_table(title, KEEPERS, lines)],
    )


def _surveyed(outer, day, known_at=None):
    """Fetch, a chunk of rows at a time, the latest survey of each."""
    surveys = Survey.objects.on(day, known_at)
    return Prefetch(f"{outer}surveys", surveys, to_attr="surveyed")


def _row(organisation, standing, founded_on, entry=None):
    survey = next(iter(organisation.surveyed), None)
    return OrganisationRow(organisation, standing, founded_on, survey, entry)


def _table(title, columns, rows):
    return Table(
        title,
        [TableColumn(column.header, column.width) for column in columns],
        ([column.read(row) for column in columns] for row in rows),
    )


def _founded_on(outer, known_at=None):
    """Returns the day of the organisation's first standing, as `foundings` has it."""
    course = Standing.objects.known(known_at).filter(organisation=OuterRef(outer))
    first = course.order_by().values("organisation").annotate(Min("effective_from"))
    return Subquery(first.values("effective_from__min"))


def _conditions(form):
    """Returns the filters in words: "Lĩnh vực: Nông nghiệp; Tình trạng: Đang hoạt
    động"."""
    conditions = [
        f"{label}: {words}"
        for name, label, words in form.set_filters()
        if name not in ("ngay", "biet_den", "dia_gioi")
    ]
    if not form.cleaned_data[STATUS]:
        field = form.fields[STATUS]
        conditions.append(f"{field.label}: {dict(field.choices)['']}")
    return "; ".join(conditions)
