"""The dated course of an organisation: its facts of every sort, newest first."""

from dataclasses import dataclass, field
from itertools import groupby

from coopsite.core.numbers import format_number

from ..changes import describe_value
from ..models import (
    Designation,
    Fact,
    LegalStatus,
    Reorganisation,
    StandingEntry,
    Survey,
)

# How a reorganisation reads from the predecessor's side, and from the successor's.
_AWAY = {
    Reorganisation.Form.MERGER: "Sáp nhập vào",
    Reorganisation.Form.CONSOLIDATION: "Hợp nhất thành",
    Reorganisation.Form.DIVISION: "Chia thành",
    Reorganisation.Form.SEPARATION: "Tách một phần, lập ra",
}
_TOWARDS = {
    Reorganisation.Form.MERGER: "Nhận sáp nhập",
    Reorganisation.Form.CONSOLIDATION: "Hợp nhất từ",
    Reorganisation.Form.DIVISION: "Được chia ra từ",
    Reorganisation.Form.SEPARATION: "Được tách ra từ",
}


@dataclass(frozen=True)
class Event:
    """What began on a day: the fact that says so, and how it is told."""

    fact: Fact
    title: str = ""
    before: str = ""  # of a name or code: what it was until then
    others: list = field(default_factory=list)  # the organisations at the other end
    is_its_end: bool = False  # it goes on in the others only
    changes: list = field(default_factory=list)  # of an entry: axis by axis
    is_founding: bool = False

    @property
    def entry(self):
        return self.fact if isinstance(self.fact, StandingEntry) else None

    @property
    def status(self):
        """What it changes or confirms of the operating status; None where nothing."""
        changes = (c for c in self.changes if c.axis == "operating_status")
        return next(changes, None)

    @property
    def details(self):
        """The other axes, a line each; of a founding one line, but for the usual."""
        if self.is_founding:
            return [" · ".join(_founding_values(self.fact))]
        others = [str(c) for c in self.changes if c != self.status]
        return [line[0].upper() + line[1:] for line in others]

    @property
    def figures(self):
        """The public figures of a survey, in words."""
        survey = self.fact
        capital = survey.charter_capital
        return [
            words
            for value, words in (
                (survey.members, f"{format_number(survey.members)} thành viên"),
                (survey.workers, f"{format_number(survey.workers)} lao động"),
                (capital, f"vốn điều lệ {format_number(capital)} đồng"),
            )
            if value is not None
        ]

    @property
    def survey(self):
        return self.fact if isinstance(self.fact, Survey) else None

    @property
    def value(self):
        """What a name or code is from then on; "" of other facts."""
        return getattr(self.fact, "value", "")


def list_events(profile):
    """Returns the `Event`s of a `Profile`; those of one day as they were recorded."""
    events = [
        *(_entry_event(profile, entry) for entry in profile.entries),
        *_namings(profile),
        *_surveys(profile),
        *_reorganisations(profile.successors, _AWAY, "successor"),
        *_reorganisations(profile.predecessors, _TOWARDS, "organisation"),
    ]
    return sorted(
        events, key=lambda e: (e.fact.effective_from, e.fact.recorded_at), reverse=True
    )


def _entry_event(profile, entry):
    """Titled by what it changes; one that changes nothing confirms."""
    changes = profile.changes[entry.pk]
    if entry == profile.founding_entry:
        return Event(entry, "Thành lập", changes=changes, is_founding=True)
    titles = [c.label for c in changes if not c.is_confirmation]
    title = f"Đổi {', '.join(titles)}" if titles else "Xác nhận không đổi"
    return Event(entry, title, changes=changes)


def _founding_values(entry):
    """Yields in words how it began, but for what is so of nearly all."""
    if entry.legal_status != LegalStatus.ACTIVE:
        yield f"pháp lý: {entry.get_legal_status_display().lower()}"
    if entry.sector:
        yield str(entry.sector)
    yield describe_value(entry, "place")
    if entry.union:
        yield f"thuộc {entry.union}"


def _namings(profile):
    """Changes of names and codes; what the founding brought is told by the founding."""
    founded_on = profile.founding.effective_from if profile.founding else None
    before = {}
    for fact in reversed(profile.designations):
        earlier = before.get(fact.what, "")
        before[fact.what] = fact.value
        if earlier or fact.effective_from != founded_on:
            yield Event(fact, _naming_title(fact, earlier), earlier)


def _naming_title(fact, earlier):
    label = fact.get_what_display()
    if not earlier:
        return label
    name = "tên" if fact.what == Designation.What.NAME else label[0].lower() + label[1:]
    return f"Đổi {name}"


def _surveys(profile):
    for survey in profile.surveys:
        public = (survey.charter_capital, survey.members, survey.workers)
        if any(figure is not None for figure in public):
            yield Event(survey, "Khảo sát")


def _reorganisations(reorganisations, titles, end):
    """One event for all that went together, as a division into three."""

    def together(reorganisation):
        return reorganisation.effective_from, reorganisation.form

    in_order = sorted(
        reorganisations,
        key=lambda reorganisation: (together(reorganisation), reorganisation.pk),
    )
    for (_, value), group in groupby(in_order, together):
        facts, form = list(group), Reorganisation.Form(value)
        yield Event(
            facts[0],
            titles[form],
            others=[getattr(fact, end) for fact in facts],
            is_its_end=end == "successor" and form.ends_the_predecessor,
        )
