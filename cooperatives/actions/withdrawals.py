"""Taking back a fact that should never have been recorded."""

from datetime import timedelta

from django.core.exceptions import ValidationError

from ..models import (
    Designation,
    Kind,
    OperatingStatus,
    Reorganisation,
    Standing,
    StandingEntry,
)
from . import ledger
from .existence import check_references
from .folding import derive_standings
from .identity import sync_current_values
from .standing_checks import others_of


@ledger.writes
def withdraw(*, fact, by, reason, with_consequences=False):
    """Takes back a recorded fact, with nothing in its place; it stays to be read.

    A founding goes only when it is the last entry: the organisation then leaves
    the register. Nor does the last name go. Of a reorganisation, what was recorded with
    it (`find_consequences`) stays unless `with_consequences`. Returns the fact.
    """
    fact = ledger.get_current(fact)
    ledger.require_reason(reason)
    facts = [fact, *(find_consequences(fact) if with_consequences else [])]
    for one in facts:
        _supersede(one, by, reason)
    check_references({one.organisation_id for one in facts})
    return fact


def _supersede(fact, by, reason):
    if isinstance(fact, StandingEntry):
        _check_founding_stays(fact)
    if isinstance(fact, Designation):
        _check_a_name_stays(fact)
    ledger.supersede(fact, by=by, why=reason)
    if isinstance(fact, StandingEntry):
        derive_standings([fact.organisation_id], by=by)
    if isinstance(fact, Designation):
        sync_current_values(fact.organisation)


def find_consequences(fact):
    """Returns the valid entries that were recorded because of a reorganisation: the end
    of the predecessor on its day, and what became of a union's members at that moment.

    None for one that is still needed by another part of the same division.
    """
    if not isinstance(fact, Reorganisation) or not fact.ends_the_predecessor:
        return []
    others = Reorganisation.objects.known().filter(organisation=fact.organisation_id)
    if others.exclude(pk=fact.pk).exclude(form=Reorganisation.Form.SEPARATION).exists():
        return []
    of_day = StandingEntry.objects.known().filter(effective_from=fact.effective_from)
    ending = of_day.filter(
        organisation=fact.organisation_id, operating_status=OperatingStatus.DISSOLVED
    ).first()
    if ending is None:
        return []
    is_union = fact.organisation.kind == Kind.UNION
    return [ending, *(_find_of_members(ending, of_day) if is_union else [])]


def _find_of_members(ending, of_day):
    """Returns those of the entries `of_day` that were recorded for the members of a
    union, with its end or a version of it, and still say of the union what was said
    then."""
    eve = ending.effective_from - timedelta(days=1)
    members = Standing.objects.on(eve).filter(union=ending.organisation_id)
    moments = {version.recorded_at for version in _versions(ending)}
    rows = of_day.stating("union").filter(
        organisation__in=members.values("organisation")
    )
    return [
        entry
        for entry in rows.in_order()
        if any(
            version.recorded_at in moments and version.union_id == entry.union_id
            for version in _versions(entry)
        )
    ]


def _versions(entry):
    """Yields the entry, and what it corrects, back to what was recorded first."""
    while entry is not None:
        yield entry
        entry = entry.corrects


def _check_founding_stays(entry):
    first = others_of(entry).order_by("effective_from").first()
    if first and entry.effective_from < first.effective_from:
        raise ValidationError(
            "Mốc thành lập không rút được khi còn mốc khác sau nó. Nếu ngày thành lập "
            "sai, hãy đính chính; nếu cả hồ sơ ghi nhầm, hãy rút các mốc sau trước."
        )


def _check_a_name_stays(fact):
    names = Designation.objects.known().filter(
        organisation=fact.organisation_id, what=Designation.What.NAME
    )
    if fact.what == Designation.What.NAME and not names.exclude(pk=fact.pk).exists():
        raise ValidationError("Tổ chức phải có tên: hãy đính chính thay vì rút.")
