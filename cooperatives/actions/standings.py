"""Entering organisations, recording what changes about them, correcting it.

What is written are entries, which state one or several axes; how the organisations
stand follows (`folding`). Each action locks the register and has one moment.
"""

from itertools import batched

from django.core.exceptions import ValidationError

from ..models import AXES, Kind, LegalStatus, OperatingStatus, Standing, StandingEntry
from . import ledger
from .existence import check_references
from .folding import BATCH, check_founding, derive_founding, derive_standings
from .identity import first_designations, move_all_designations, move_first_designations
from .memberships import settle_members
from .standing_checks import (
    check,
    check_founding_stays_first,
    check_states_something,
    others_of,
)

# The fields of an entry that say how the organisation stands, and of its paper.
VALUES = [field for fields in AXES.values() for field in fields]
PAPER = ["decision_number", "decision_date", "document", "reason"]
FACTS = [*VALUES, *PAPER]
BEFORE_FOUNDING = (
    "Ngày này trước ngày thành lập. Nếu ngày thành lập sai, hãy đính chính mốc thành "
    "lập."
)
# How one stands that was just founded, where nothing else is said.
_FOUNDING = {
    "operating_status": OperatingStatus.ACTIVE,
    "legal_status": LegalStatus.ACTIVE,
    "sector": None,
    "area": None,
    "unit": None,
    "union": None,
}


@ledger.writes
def register(*, organisation, founded_on, by, **facts):
    """Enters a new `Cooperative` or `Union`; its founding is its first entry.

    `organisation` is an unsaved instance, `founded_on` a date, `facts` the fields of
    the founding (at least `area`, and `sector` for a cooperative). Its names and codes
    hold from the founding on. Returns the `StandingEntry`. ValidationError names the
    field that is wrong.
    """
    ledger.insert(organisation)
    entry = _add_entry(organisation, founded_on, by, _FOUNDING | facts)
    derive_founding(entry, by=by)
    first_designations(organisation, founded_on, by)
    if entry.union_id:  # nothing else refers to who has just come
        check_references([organisation.pk])
    return entry


@ledger.writes
def change_standing(*, organisation, effective_from, by, members="", **facts):
    """Records that from the day `effective_from` on the organisation stands otherwise.

    States the axes that `facts` name, no others: those follow from what was stated
    before, also when that is entered later. Naming the value that holds anyway confirms
    it. Where all was withdrawn before, this is the founding. `members`, a
    `MembersChoice`, says what becomes of the members of a union that is dissolved.
    Returns the `StandingEntry`. ValidationError when the day lies before the founding,
    one of the axes is stated on that very day already, or something recorded refers to
    what would not have existed (`existence`).
    """
    entry = record_change(organisation, effective_from, by, facts)
    keys = [organisation.pk]
    keys += settle_members(unions=keys, entry=entry, by=by, choice=members)
    check_references(keys)
    return entry


def record_change(organisation, effective_from, by, facts):
    """Records a change within an action, which then checks what refers to it."""
    ledger.check_day(effective_from)
    entries = StandingEntry.objects.known().filter(organisation=organisation)
    if not entries.exists():
        entry = _record(organisation, effective_from, by, _FOUNDING | facts)
        move_all_designations(organisation, effective_from, by)
        return entry
    before = Standing.objects.filter(organisation=organisation).on(effective_from)
    before = before.select_related("area", "unit").first()
    _check_founded(before)
    if "unit" in facts and "area" not in facts:
        facts["area"] = before.area
    return _record(organisation, effective_from, by, facts, before)


def _check_founded(before):
    if before is None:
        raise ValidationError({"effective_from": BEFORE_FOUNDING})


@ledger.writes
def change_many(*, organisations, effective_from, by, members="", **facts):
    """Records the same change for each of `organisations` (a queryset or list): all or
    none.

    `members` as for `change_standing`. Returns the new entries. ValidationError names
    the organisations that cannot take it: not yet founded on that day, with one of the
    axes stated on that very day, or needed by what was recorded.
    """
    ledger.check_day(effective_from)
    made = []
    for some in batched(organisations, BATCH):
        made += _entries_of_many(some, effective_from, by, facts)
    StandingEntry.objects.bulk_create(made, BATCH)
    keys = [entry.organisation_id for entry in made]
    derive_standings(keys, by=by)
    for entry in [entry for entry in made if entry.kind == Kind.UNION][:1]:
        keys += settle_members(unions=keys, entry=entry, by=by, choice=members)
    check_references(keys)
    return made


def _entries_of_many(organisations, day, by, facts):
    keys = [one.pk for one in organisations]
    stood = Standing.objects.filter(organisation__in=keys).on(day)
    before = {row.organisation_id: row for row in stood.prefetch_related("area")}
    entries = [_entry(one, day, by, facts) for one in organisations]
    check_states_something(entries[0])
    taken = _stated_on(keys, day, entries[0].stated_axes)
    refused = [
        str(one) for one in organisations if one.pk not in before or one.pk in taken
    ]
    if refused:
        raise ValidationError(
            "Không ghi được, vì vào ngày này các hồ sơ sau chưa thành lập hoặc đã có "
            "mốc: " + "; ".join(refused)
        )
    for entry in _one_of_each_kind(entries, before):
        check(entry, before[entry.organisation_id])
    return entries


def _stated_on(keys, day, axes):
    """Returns the organisations of which one of the axes is stated on the day
    already."""
    rows = StandingEntry.objects.known().filter(organisation__in=keys)
    rows = rows.filter(effective_from=day)
    return {row.organisation_id for row in rows if set(row.stated_axes) & set(axes)}


def _one_of_each_kind(entries, before):
    """Returns one entry for each way to be wrong: they differ by kind and former
    place only."""
    kinds = {(e.kind, before[e.organisation_id].area_id): e for e in entries}
    return kinds.values()


@ledger.writes
def correct_standing(*, fact, by, reason, leave_out=(), members="", **facts):
    """Replaces an entry that was recorded wrongly by a right one.

    The wrong one stays, marked as superseded now, so that reports made before can be
    made again. `facts` may hold `effective_from`, values (their axes are stated then)
    and the paper; what is left out is taken from the wrong entry, but for the axes in
    `leave_out`, which the right one does not state. With the day of a founding go the
    names and codes that began on it. `members` as for `change_standing`. Returns the
    new entry.
    """
    wrong = ledger.get_current(fact)
    ledger.require_reason(reason)
    day = facts.pop("effective_from", wrong.effective_from)
    is_founding = check_founding_stays_first(wrong, day)
    right = _corrected(wrong, day, by, reason, leave_out, facts)
    ledger.require_change(wrong, right)
    if is_founding:
        check_founding(right)
    check(right, _stood_without(wrong, day), wrong)
    ledger.supersede(wrong, by=by)
    ledger.add(right, by=by)
    derive_standings([right.organisation_id], by=by)
    if is_founding and day != wrong.effective_from:
        move_first_designations(
            right.organisation, wrong.effective_from, day, by, reason
        )
    keys = [right.organisation_id]
    keys += settle_members(unions=keys, entry=right, by=by, choice=members)
    check_references(keys)
    return right


def _corrected(wrong, day, by, reason, leave_out, facts):
    values = {
        name: getattr(wrong, name)
        for axis in wrong.stated_axes
        for name in AXES[axis]
        if axis not in leave_out
    }
    paper = {name: getattr(wrong, name) for name in PAPER}
    if "area" in facts and facts["area"] != wrong.area:
        values["unit"] = None  # which belonged to the other area
    facts = paper | values | facts | {"reason": reason}
    right = _entry(wrong.organisation, day, by, facts)
    right.corrects = wrong
    return right


def _stood_without(wrong, day):
    """Returns what the organisation stood as before the day, by its other entries."""
    rows = others_of(wrong).stating("place").filter(effective_from__lte=day)
    return rows.select_related("area").order_by("-effective_from").first()


def _record(organisation, day, by, facts, before=None):
    entry = _add_entry(organisation, day, by, facts, before)
    derive_standings([entry.organisation_id], by=by)
    return entry


def _add_entry(organisation, day, by, facts, before=None):
    entry = _entry(organisation, day, by, facts)
    check_states_something(entry)
    check(entry, before)
    return ledger.add(entry, by=by)


def _entry(organisation, day, by, facts):
    entry = StandingEntry(
        organisation_id=organisation.pk,
        kind=organisation.kind,
        effective_from=day,
        recorded_at=ledger.get_moment(),
        recorded_by=by,
        **{name: value for name, value in facts.items() if name in PAPER},
    )
    entry.state(**{n: v for n, v in facts.items() if n not in PAPER})
    return entry
