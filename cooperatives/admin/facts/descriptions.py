"""Facts as the staff say them in one line: in the log, in messages, in the journal."""

from datetime import date

from coopsite.core.numbers import format_number
from coopsite.core.templatetags.vietnam import moment

from ...actions.standing_checks import others_of
from ...changes import describe_assumption, get_before, get_changes, get_corrections
from ...models import Designation, Reorganisation, StandingEntry, Survey

# What a correction may have changed beside the axes of an entry.
_CONTENT = {
    StandingEntry: ["effective_from", "decision_number", "decision_date", "document"],
    Designation: ["value", "effective_from", "decision_number"],
    Survey: ["effective_from", *Survey.FIGURES, "source"],
}


def describe(fact, among=None):
    """Returns what the fact says, and from which day on.

    Of an entry what it changed: `among` are entries of its organisation, by default
    those valid now.
    """
    return _WORDS[type(fact)](fact, among)


def describe_entry(entry, among=None):
    """Returns what an entry changed: "mốc từ 01/07/2025, địa bàn: Quận 3 → …"."""
    if among is None:
        related = ["sector", "area", "unit", "union"]
        among = others_of(entry).select_related(*related)
    changes = get_changes(entry, get_before(entry, among))
    return f"mốc từ {_day(entry)}, {'; '.join(map(str, changes))}{_assumption(entry)}"


def describe_correction(wrong, right):
    """Returns what a right fact says otherwise than the wrong one, as wrong → right."""
    corrections = "; ".join(list_corrections(wrong, right))
    note = _assumption(right) if isinstance(right, StandingEntry) else ""
    return f"{_name(wrong)}: {corrections or 'nội dung giữ nguyên'}{note}"


def _assumption(entry):
    """Returns, in brackets, where its place is counted today by mere assumption."""
    words = describe_assumption(entry)
    return f" ({words})" if words else ""


def list_corrections(wrong, right):
    """Returns each "wrong → right" of a correction, those of the axes first."""
    corrections = [
        f"{wrong._meta.get_field(name).verbose_name}: {was} → {now}"
        for name in _CONTENT[type(wrong)]
        for was, now in [(_value(wrong, name), _value(right, name))]
        if was != now
    ]
    if isinstance(wrong, StandingEntry):
        return [*map(str, get_corrections(wrong, right)), *corrections]
    return corrections


def say_who_and_when(fact, reader):
    """Returns who last recorded or superseded a fact, and when, as `reader` is told."""
    person = fact.superseded_by if fact.superseded_at else fact.recorded_by
    when = moment(fact.superseded_at or fact.recorded_at)
    return f"{name_person(person, reader)}, {when},"


def name_person(person, reader):
    """Returns who did something, as `reader` is told: nobody is told of himself by
    name, as if it had been another."""
    if person is not None and person == reader:
        return "chính bạn, ở một cửa sổ khác"
    return str(person or "có người")


def describe_end(fact, reader):
    """Returns that a fact was corrected or withdrawn, by whom and when."""
    did = "rút" if fact.is_withdrawn else "đính chính"
    person = fact.superseded_by
    who = f" bởi {name_person(person, reader)}" if person else ""
    return f"điều này đã được {did}{who}, {moment(fact.superseded_at)}"


def _name(fact):
    """Returns what the fact is about, and its day."""
    if isinstance(fact, Designation):
        return f"{_in_lower_case(fact.get_what_display())} từ {_day(fact)}"
    if isinstance(fact, Survey):
        return f"số liệu khảo sát ngày {_day(fact)}"
    return f"mốc từ {_day(fact)}"


def _value(fact, name):
    value = getattr(fact, name)
    if isinstance(value, date):
        return f"{value:%d/%m/%Y}"
    if isinstance(value, int):
        return format_number(value)
    if name == "document" and value:
        return f"tệp {value.name.rpartition('/')[2]}"
    return str(value or "(trống)")


def _day(fact):
    return f"{fact.effective_from:%d/%m/%Y}"


def _in_lower_case(words):
    return words[:1].lower() + words[1:]


def _designation(fact, among):
    return f"{_name(fact)}, “{fact.value}”"


def _survey(fact, among):
    figures = [
        f"{format_number(value)} {label}"
        for value, label in ((fact.members, "thành viên"), (fact.workers, "lao động"))
        if value is not None
    ]
    return ", ".join([_name(fact), *figures])


def _reorganisation(fact, among):
    form = fact.get_form_display().lower()
    return f"{form} từ {_day(fact)}, tổ chức kế tục: {fact.successor}"


_WORDS = {
    StandingEntry: describe_entry,
    Designation: _designation,
    Survey: _survey,
    Reorganisation: _reorganisation,
}
