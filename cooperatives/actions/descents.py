"""Mergers, consolidations, divisions and separations of organisations."""

from django.core.exceptions import ValidationError

from ..models import Descent, LegalStatus, OperatingStatus, Standing
from . import ledger
from .standings import change_standing


@ledger.writes
def reorganise(
    *,
    organisation,
    form,
    successors,
    effective_from,
    by,
    decision_number="",
    decision_date=None,
    reason="",
):
    """Record that `organisation` was merged into, consolidated or divided into its
    `successors` (registered organisations), or that they were separated from it.

    All forms but separation end it on that day: its standing says so, unless it does
    already. Returns the descents. ValidationError when a successor was not founded yet.
    """
    ledger.check_day(effective_from)
    _check(form, successors, effective_from)
    form = Descent.Form(form)
    if form.ends_the_predecessor and _exists(organisation, effective_from):
        names = ", ".join(str(successor) for successor in successors)
        change_standing(
            organisation=organisation,
            effective_from=effective_from,
            by=by,
            **_ENDED,
            decision_number=decision_number,
            decision_date=decision_date,
            reason=reason or f"{form.label}: {names}"[:300],
        )
    said = {"decision_number": decision_number, "reason": reason, "form": form}
    return [
        _record(organisation, successor, effective_from, by, said)
        for successor in successors
    ]


_ENDED = {
    "operating_status": OperatingStatus.DISSOLVED,
    "legal_status": LegalStatus.ENDED,
}


def _record(organisation, successor, day, by, said):
    descent = Descent(
        organisation_id=organisation.pk,
        successor_id=successor.pk,
        effective_from=day,
        **said,
    )
    return ledger.add(descent, by=by)


def _check(form, successors, day):
    if not successors:
        raise ValidationError({"successors": "Hãy chọn tổ chức kế tục."})
    if (
        form in (Descent.Form.MERGER, Descent.Form.CONSOLIDATION)
        and len(successors) > 1
    ):
        raise ValidationError(
            {"successors": "Sáp nhập, hợp nhất chỉ có một tổ chức kế tục."}
        )
    for successor in successors:
        if not Standing.objects.filter(organisation=successor.pk).on(day).exists():
            raise ValidationError(
                {
                    "successors": f"Vào ngày {day:%d/%m/%Y}, {successor} chưa thành "
                    "lập. Hãy ghi tổ chức kế tục vào sổ trước."
                }
            )


def _exists(organisation, day):
    stood = Standing.objects.filter(organisation=organisation.pk).on(day)
    return stood.existing().exists()
