"""What an organisation is called and numbered by: as facts, and as it stands today."""

from django.core.exceptions import ValidationError
from django.utils import timezone

from ..models import LAST_DAY, Designation, Organisation
from ..models.search_keys import FORMER
from ..tax_codes import clean_tax_code
from . import ledger
from .existence import check_begun

_WHAT = Designation.What


def first_designations(organisation, day, by):
    """Writes what a new organisation is called, from the day of its founding on."""
    for what, field in Designation.HELD_IN.items():
        if value := getattr(organisation, field):
            _write(organisation, what, value, day, by)


def _write(organisation, what, value, day, by, **more):
    fact = Designation(
        organisation_id=organisation.pk,
        what=what,
        value=value,
        effective_from=day,
        **more,
    )
    return ledger.add(fact, by=by)


@ledger.writes
def designate(
    *, organisation, what, value, effective_from, by, decision_number="", reason=""
):
    """Records that from a day on an organisation has another name, code or address.

    `what` is a `Designation.What`. The day may lie in the past (a late entry), not in
    the future: lists and searches know today's names. The founding may, and what is
    true from it. Returns the fact.
    """
    ledger.check_day(effective_from)
    _check(organisation, what, value, effective_from)
    fact = _write(
        organisation,
        what,
        value,
        effective_from,
        by,
        decision_number=decision_number,
        reason=reason,
    )
    sync_current_values(organisation)
    return fact


@ledger.writes
def correct_designation(*, fact, by, reason, **changed):
    """Replaces a name, code or address that was recorded wrongly, or its day.

    `changed` may hold `value` and `effective_from`. Returns the right fact.
    """
    designation = ledger.get_current(fact)
    value = changed.get("value", designation.value)
    day = changed.get("effective_from", designation.effective_from)
    ledger.check_day(day)
    _check(designation.organisation, designation.what, value, day)
    right = ledger.correct(designation, by=by, reason=reason, **changed)
    sync_current_values(designation.organisation)
    return right


def _check(organisation, what, value, day):
    if day > timezone.localdate() and day != _founded_on(organisation):
        raise ValidationError(
            {"effective_from": "Ngày này chưa đến. Hãy ghi khi đã có hiệu lực."}
        )
    if organisation.standings.known().exists():
        check_begun(organisation, day)
    if what == _WHAT.TAX_CODE:
        _check_tax_code(organisation, value)


def _check_tax_code(organisation, value):
    try:
        if clean_tax_code(value) != value:
            raise ValidationError("Hãy viết mã số thuế liền nhau, chỉ gồm chữ số.")
    except ValidationError as error:
        raise ValidationError({"value": error.messages}) from error
    if owner := _owner(organisation, value):
        raise ValidationError({"value": f"Mã số thuế này đang là của {owner}."})


def _owner(organisation, tax_code):
    """Another organisation that has the code today, or None."""
    others = Organisation.objects.exclude(pk=organisation.pk)
    return others.filter(tax_code=tax_code).first()


def check_without_tax_code(organisation):
    """ValidationError where an organisation cannot lose its tax code of today: the one
    before it would hold again, and another has it by now."""
    codes = _known(organisation).filter(what=_WHAT.TAX_CODE)
    former = codes.order_by("-effective_from")[1:2]
    if former:
        _check_is_free(organisation, former[0].value)


def _check_is_free(organisation, tax_code):
    if owner := _owner(organisation, tax_code):
        raise ValidationError(
            f"Mã số thuế {tax_code} khi đó lại có hiệu lực, mà nay là của {owner}. Hãy "
            "đính chính mốc ghi mã số ấy trước."
        )


def move_first_designations(organisation, was, day, by, reason):
    """Lets what a founding brought begin on its corrected `day`, no longer on `was`.

    What another fact has replaced by then stays as it is.
    """
    for fact in _known(organisation).filter(effective_from=was):
        others = _known(organisation).filter(what=fact.what).exclude(pk=fact.pk)
        if not others.filter(effective_from__lte=max(was, day)).exists():
            ledger.correct(fact, by=by, reason=reason, effective_from=day)


def move_all_designations(organisation, day, by):
    """Lets what an organisation is called begin on `day`, its founding recorded anew
    after all was withdrawn."""
    first = _known(organisation).order_by("effective_from").first()
    if first and first.effective_from != day:
        reason = "Thành lập được ghi lại."
        move_first_designations(organisation, first.effective_from, day, by, reason)


def _known(organisation):
    return Designation.objects.known().filter(organisation_id=organisation.pk)


@ledger.writes
def update_identity(*, organisation, by):
    """Saves an organisation whose fields were corrected in place.

    A name or code that was changed so was wrong from the start: the right one takes
    its place from the same day on. For a real change there is `designate`. Returns
    the organisation.
    """
    organisation.save()
    held = {fact.what: fact for fact in _held(organisation)}
    for what, field in Designation.HELD_IN.items():
        value, fact = getattr(organisation, field) or "", held.get(what)
        if fact is None and value:
            _write(organisation, what, value, _founded_on(organisation), by)
        elif fact is not None and value != fact.value:
            _replace(fact, value, by)
    return sync_current_values(organisation)


def get_dated_since(organisation, version):
    """Returns the fields in which a `version`, a dict, differs from today otherwise
    than by having been amended in place: what is called so since a day stays."""
    held = {fact.what: fact for fact in _held(organisation)}
    names = []
    for what, field in Designation.HELD_IN.items():
        value = version.get(field) or ""
        is_same = value == (getattr(organisation, field) or "")
        if not is_same and not _was_amended_from(held.get(what), value):
            names.append(field)
    return names


def _was_amended_from(fact, value):
    """Returns whether the fact, of the same day, once said `value` and was
    corrected."""
    if fact is None or not value:
        return False
    wrong = fact.corrects
    while wrong and wrong.effective_from == fact.effective_from:
        if wrong.value == value:
            return True
        wrong = wrong.corrects
    return False


def _replace(fact, value, by):
    if value:
        ledger.correct(fact, by=by, reason="Sửa trong hồ sơ.", value=value)
    else:
        ledger.supersede(fact, by=by, why="Bỏ trống trong hồ sơ.")


def _founded_on(organisation):
    founding = organisation.standings.known().order_by("effective_from").first()
    return founding.effective_from if founding else timezone.localdate()


def _held(organisation):
    """Returns what it is called now. No fact lies in the future but those of a founding
    to come: until then it is called as it will be."""
    return Designation.objects.filter(organisation_id=organisation.pk).on(LAST_DAY)


def sync_current_values(organisation):
    """Lets an organisation hold the values of today, and its former names; returns it.

    A version is kept only where something changed. ValidationError where a former tax
    code would hold again that another has by now.
    """
    organisation = organisation.in_its_kind
    fields = list(Designation.HELD_IN.values())
    before = [getattr(organisation, name) for name in [*fields, *FORMER]]
    now = dict.fromkeys(fields, "") | {f.field: f.value for f in _held(organisation)}
    now["tax_code"] = now["tax_code"] or None
    if now["tax_code"] and now["tax_code"] != organisation.tax_code:
        _check_is_free(organisation, now["tax_code"])
    for field, value in now.items():
        setattr(organisation, field, value)
    organisation.read_former()
    if [getattr(organisation, name) for name in [*fields, *FORMER]] != before:
        organisation.save()
    return organisation
