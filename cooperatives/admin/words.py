"""Facts as the staff say them in one line: in the log, in messages, in the journal."""

from coopsite.core.numbers import format_number

from ..changes import describe_value
from ..models import Descent, Designation, StandingEntry, Survey


def in_words(fact):
    """Return what the fact says, and from which day on."""
    return _WORDS[type(fact)](fact)


def _day(fact):
    return f"{fact.effective_from:%d/%m/%Y}"


def _entry(fact):
    stated = ", ".join(describe_value(fact, axis) for axis in fact.stated_axes)
    return f"mốc từ {_day(fact)}, {stated[:1].lower()}{stated[1:]}"


def _designation(fact):
    what = fact.get_what_display()
    return f"{what[0].lower()}{what[1:]} từ {_day(fact)}, “{fact.value}”"


def _survey(fact):
    said = [
        f"{format_number(value)} {label}"
        for value, label in ((fact.members, "thành viên"), (fact.workers, "lao động"))
        if value is not None
    ]
    return ", ".join([f"số liệu khảo sát ngày {_day(fact)}", *said])


def _descent(fact):
    form = fact.get_form_display().lower()
    return f"{form} từ {_day(fact)}, tổ chức kế tục: {fact.successor}"


_WORDS = {
    StandingEntry: _entry,
    Designation: _designation,
    Survey: _survey,
    Descent: _descent,
}
