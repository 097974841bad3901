"""Entering organisations, changing how they stand, correcting what was recorded."""

from django.core.exceptions import ValidationError
from django.utils import timezone

from ..models import Kind, Standing
from ..models.place_checks import wrong_place
from . import book
from .identity import first_designations, move_first_designations

# What a standing says; the rest of the row says who recorded it, and when.
FACTS = [
    "operating_status",
    "legal_status",
    "sector",
    "area",
    "unit",
    "union",
    "decision_number",
    "decision_date",
    "document",
    "reason",
]
# Facts that hold on until changed; a decision belongs to its own day only.
_LASTING = ["operating_status", "legal_status", "sector", "area", "unit", "union"]
_BATCH = 500


@book.writes
def register(*, organisation, founded_on, by, **facts):
    """Enter a new `Cooperative` or `Union`; its founding is its first standing.

    `organisation` is an unsaved instance, `founded_on` a date, `facts` the fields
    of the first `Standing` (at least `area`, and `sector` for a cooperative). Its
    names and codes hold from the founding on. Returns that standing. ValidationError
    names the field that is wrong.
    """
    organisation.full_clean()
    organisation.save()
    standing = _add(organisation, founded_on, by, facts)
    first_designations(organisation, founded_on, by)
    return standing


@book.writes
def change_standing(*, organisation, effective_from, by, **facts):
    """Record that from the day `effective_from` the organisation stands otherwise.

    Facts left out stay as they stood on that day. A late entry (a day before later
    standings) changes none of them. Where all were withdrawn, this is the founding.
    Returns the new standing. ValidationError when the day lies before the founding or
    already has a standing.
    """
    book.check_day(effective_from)
    course = Standing.objects.filter(organisation=organisation)
    before = course.on(effective_from).first()
    if before or course.known().exists():
        facts = _carried_on(before, facts) | facts
    return _add(organisation, effective_from, by, facts, before)


def _carried_on(before, facts):
    """Return what goes on from the standing `before`; ValidationError if there is none.

    Today's unit belongs to the area it was told with.
    """
    if before is None:
        raise ValidationError(
            {
                "effective_from": "Ngày này trước ngày thành lập. Nếu ngày thành lập "
                "sai, hãy đính chính mốc thành lập."
            }
        )
    kept = {name: getattr(before, name) for name in _LASTING}
    if facts.get("area", before.area) != before.area:
        kept["unit"] = None
    return kept


@book.writes
def change_many(*, organisations, effective_from, by, **facts):
    """Record the same change for each of `organisations` (a queryset or list): all or
    none.

    Returns the new standings. ValidationError names the organisations that cannot
    take it: not yet founded on that day, or with a standing from that very day.
    """
    book.check_day(effective_from)
    found = list(organisations)
    made = []
    for start in range(0, len(found), _BATCH):
        made += _changes(found[start : start + _BATCH], effective_from, by, facts)
    Standing.objects.bulk_create(made, _BATCH)
    return made


def _changes(organisations, day, by, facts):
    stood = Standing.objects.filter(organisation__in=organisations).on(day)
    stood = stood.prefetch_related("sector", "area", "unit", "union")
    before = {standing.organisation_id: standing for standing in stood}
    refused = [
        str(one)
        for one in organisations
        if one.pk not in before or before[one.pk].effective_from == day
    ]
    if refused:
        raise ValidationError(
            "Không ghi được, vì vào ngày này các hồ sơ sau chưa thành lập hoặc đã có "
            "mốc: " + "; ".join(refused)
        )
    rows = [
        _standing(one, day, by, _carried_on(before[one.pk], facts) | facts)
        for one in organisations
    ]
    for row in _of_each_sort(rows, before):
        _check(row, before[row.organisation_id])
    return rows


def _of_each_sort(rows, before):
    """One of the rows for each way to be wrong: they differ by kind and place only."""

    def sort(row):
        places = before[row.organisation_id].area_id, row.area_id, row.unit_id
        return row.kind, bool(row.sector_id), *places

    return {sort(row): row for row in rows}.values()


@book.writes
def correct_standing(*, standing, by, reason, **facts):
    """Replace a standing that was recorded wrongly by a right one.

    The wrong row stays, marked as superseded now, so that reports made before can
    be made again. `facts` may include `effective_from`; those left out are taken
    from the wrong row. With the day of a founding go the names and codes that began
    on it. Returns the new standing.
    """
    standing = book.still_held(standing)
    day = facts.get("effective_from", standing.effective_from)
    _check_founding_stays_first(standing, day)
    right = {name: getattr(standing, name) for name in FACTS} | facts
    right.pop("effective_from", None)
    is_same_day = day == standing.effective_from
    before = standing if is_same_day else _stood_before(standing, day)
    _check(_standing(standing.organisation, day, by, right), before)
    was, is_founding = standing.effective_from, _is_founding(standing)
    corrected = book.correct(standing, by=by, reason=reason, **facts)
    if is_founding and day != was:
        move_first_designations(standing.organisation, was, day, by, reason)
    return corrected


def _stood_before(standing, day):
    """What holds on `day` without `standing`; None before all others."""
    earlier = others_of(standing).filter(effective_from__lt=day) if day else []
    return earlier.order_by("-effective_from").first() if earlier else None


def _is_founding(standing):
    day = standing.effective_from
    return not others_of(standing).filter(effective_from__lt=day).exists()


def _check_founding_stays_first(standing, day):
    """A corrected day may not make another standing the founding, unnoticed."""
    first = others_of(standing).order_by("effective_from").first()
    if first and day is not None:
        was_founding = standing.effective_from < first.effective_from
        if was_founding != (day < first.effective_from):
            raise ValidationError(
                {
                    "effective_from": "Ngày thành lập phải trước mọi mốc khác; mốc sau "
                    f"đó gần nhất là {first.effective_from:%d/%m/%Y}."
                }
            )


def others_of(standing):
    """The other valid standings of its organisation."""
    others = Standing.objects.known().filter(organisation=standing.organisation_id)
    return others.exclude(pk=standing.pk)


def _add(organisation, day, by, facts, before=None):
    standing = _standing(organisation, day, by, facts)
    _check(standing, before)
    return book.add(standing, by=by)


def _standing(organisation, day, by, facts):
    return Standing(
        organisation_id=organisation.pk,
        kind=organisation.kind,
        effective_from=day,
        recorded_by=by,
        **facts,
    )


def _check(standing, before=None):
    if found := problems(standing, before):
        raise ValidationError(found)


def problems(standing, before=None):
    """Return {field: what is wrong} for what no constraint of the database can see.

    `before` is the standing that this one follows or replaces. Where that named an area
    which has ended since, this one may go on naming it: of many the district is all
    that is known, and what else changed has to be recorded all the same.
    """
    found = {}
    day = standing.effective_from
    if standing.kind == Kind.COOPERATIVE and not standing.sector_id:
        found["sector"] = "Hợp tác xã phải có lĩnh vực."
    if standing.kind == Kind.UNION and standing.union_id:
        found["union"] = "Liên hiệp không thuộc liên hiệp khác."
    if wrong := book.wrong_day(day):
        found["effective_from"] = wrong
    if not standing.area_id:
        found["area"] = "Phải có địa bàn."
    elif not wrong:
        stays = before is not None and before.area_id == standing.area_id
        found |= _wrong_places(standing, day, stays)
    if standing.decision_date and standing.decision_date > timezone.localdate():
        found["decision_date"] = "Ngày ký quyết định chưa đến. Hãy xem lại."
    return found


def _wrong_places(standing, day, stays):
    stood_in = standing.area if stays else None
    return wrong_place(standing.area, standing.unit, day, stood_in)
