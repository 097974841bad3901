"""Taking back a fact that should never have been recorded."""

from django.core.exceptions import ValidationError

from ..models import Designation, StandingEntry
from . import ledger
from .folding import derive_standings
from .identity import hold_today
from .standings import others_of


@ledger.writes
def withdraw(*, fact, by, reason):
    """Takes back a recorded fact, with nothing in its place; it stays to be read.

    A founding goes only when it is the last entry: the organisation then leaves
    the register. Nor does the last name go. Returns the fact.
    """
    fact = ledger.get_current(fact)
    ledger.require_reason(reason)
    if isinstance(fact, StandingEntry):
        _check_founding_stays(fact)
    if isinstance(fact, Designation):
        _check_a_name_stays(fact)
    ledger.supersede(fact, by=by, why=reason)
    if isinstance(fact, StandingEntry):
        derive_standings([fact.organisation_id], by=by)
    if isinstance(fact, Designation):
        hold_today(fact.organisation)
    return fact


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
