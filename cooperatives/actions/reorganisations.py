"""Mergers, consolidations, divisions and separations of organisations."""

from django.core.exceptions import ValidationError

from ..models import Kind, LegalStatus, OperatingStatus, Reorganisation
from . import ledger
from .cycles import leads_back
from .existence import check_references, describe_missing, describe_reorganisation
from .lifetimes import load_lifetimes, write_day
from .memberships import settle_members
from .standings import record_change

_ENDED = {
    "operating_status": OperatingStatus.DISSOLVED,
    "legal_status": LegalStatus.ENDED,
}


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
    members="",
):
    """Records that `organisation` was merged into, consolidated or divided into its
    `successors` (registered organisations), or that they were separated from it.

    All forms but separation end it on that day: an entry says so, unless one of that
    day does already. `members`, a `MembersChoice`, says what becomes of the members of
    a union that ends so. Returns the reorganisations. ValidationError where a party did
    not exist on the day, is of the other kind, or would come out of itself.
    """
    ledger.check_day(effective_from)
    form = Reorganisation.Form(form)
    _check(organisation, form, successors, effective_from)
    keys = [organisation.pk, *(successor.pk for successor in successors)]
    paper = {"decision_number": decision_number, "reason": reason}
    if form.ends_the_predecessor:
        ending = _ENDED | paper | {"decision_date": decision_date}
        ending["reason"] = reason or _describe(form, successors)
        keys += _end(organisation, successors, effective_from, by, ending, members)
    made = [
        _record(organisation, successor, effective_from, by, paper | {"form": form})
        for successor in successors
    ]
    check_references(keys)
    return made


def _describe(form, successors):
    names = ", ".join(str(successor) for successor in successors)
    return f"{form.label}: {names}"[:300]


def _end(organisation, successors, day, by, facts, members):
    """Records the predecessor's end, where it has not ended so; returns the keys of
    members whose union changed with it."""
    settled = []
    if _exists(organisation, day):
        entry = record_change(organisation, day, by, facts)
        settled = settle_members(
            unions=[organisation.pk],
            entry=entry,
            by=by,
            choice=members,
            successor=successors[0] if len(successors) == 1 else None,
        )
    _check_stays_ended(organisation, day)
    return settled


def _record(organisation, successor, day, by, facts):
    reorganisation = Reorganisation(
        organisation_id=organisation.pk,
        successor_id=successor.pk,
        effective_from=day,
        **facts,
    )
    return ledger.add(reorganisation, by=by)


def _exists(organisation, day):
    return load_lifetimes([organisation.pk])[organisation.pk].exists_on(day)


# --- what is refused ----------------------------------------------------------------


def _check(organisation, form, successors, day):
    if wrong := _describe_wrong_successors(organisation, form, successors):
        raise ValidationError({"successors": wrong})
    _check_exist(organisation, form, successors, day)
    _check_ends_once(organisation, form, day)
    for successor in successors:
        if leads_back(organisation, successor, form, day):
            raise ValidationError(
                {
                    "successors": f"Thành vòng tròn: theo sổ, {successor} đã đi vào "
                    f"{organisation}, trực tiếp hoặc qua tổ chức khác. Hãy chọn lại, "
                    "hoặc rút quan hệ ghi sai trước."
                }
            )


def _describe_wrong_successors(organisation, form, successors):
    """Returns what is wrong with the successors on any day, "" for nothing."""
    if not successors:
        return "Hãy chọn tổ chức kế tục."
    if (
        form in (Reorganisation.Form.MERGER, Reorganisation.Form.CONSOLIDATION)
        and successors[1:]
    ):
        return "Sáp nhập, hợp nhất chỉ có một tổ chức kế tục."
    keys = [successor.pk for successor in successors]
    if organisation.pk in keys:
        return "Một tổ chức không kế tục chính mình."
    if len(set(keys)) < len(keys):
        return "Một tổ chức kế tục được chọn hai lần."
    if other := [one for one in successors if one.kind != organisation.kind]:
        return (
            f"{other[0]} là {_name_kind(other[0])}, còn {organisation} là "
            f"{_name_kind(organisation)}: hai bên phải cùng loại hình."
        )
    rows = Reorganisation.objects.known().select_related("organisation", "successor")
    rows = rows.filter(organisation=organisation.pk, successor__in=keys)
    if known := rows.first():
        return f"Quan hệ này đã được ghi: {describe_reorganisation(known)}."
    return ""


def _name_kind(organisation):
    return Kind(organisation.kind).label.lower()


def _check_exist(organisation, form, successors, day):
    lifetimes = load_lifetimes([organisation.pk, *(one.pk for one in successors)])
    for successor in successors:
        missing = describe_missing(lifetimes[successor.pk], form, day, True)
        if missing:
            message = f"Vào ngày {write_day(day)}, {successor} {missing}."
            if not lifetimes[successor.pk].has_begun_on(day):
                message += " Hãy ghi tổ chức kế tục vào sổ trước."
            raise ValidationError({"successors": message})
    if missing := describe_missing(lifetimes[organisation.pk], form, day, False):
        message = f"Trước ngày {write_day(day)}, {organisation} {missing}."
        raise ValidationError({"effective_from": message})


def _check_stays_ended(organisation, day):
    lifetime = load_lifetimes([organisation.pk])[organisation.pk]
    if returned_on := lifetime.find_return(day):
        raise ValidationError(
            {
                "effective_from": f"Từ ngày {write_day(returned_on)}, {organisation} "
                "lại được ghi là chưa giải thể. Hãy đính chính hoặc rút mốc ấy trước."
            }
        )


def _check_ends_once(organisation, form, day):
    """ValidationError where it ends twice: only a division leads to several."""
    if not form.ends_the_predecessor:
        return
    rows = Reorganisation.objects.known().filter(organisation=organisation.pk)
    rows = rows.exclude(form=Reorganisation.Form.SEPARATION)
    if form == Reorganisation.Form.DIVISION:
        rows = rows.exclude(form=form, effective_from=day)
    if known := rows.select_related("organisation", "successor").first():
        raise ValidationError(
            {
                "form": f"Theo sổ, {describe_reorganisation(known)}. Nếu ghi sai, hãy "
                "rút quan hệ ấy trước."
            }
        )
