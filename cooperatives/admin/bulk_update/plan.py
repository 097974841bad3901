"""What a change of many records would do to each, before anything is written."""

import json
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from hashlib import sha256
from itertools import batched, groupby
from operator import attrgetter

from django.db.models import Q

from coopsite.core import content_version

from ...actions.existence import find_in_reorganisations
from ...actions.folding import BATCH
from ...actions.ledger import REGISTER
from ...actions.lifetimes import load_lifetimes
from ...models import (
    Designation,
    OperatingStatus,
    Organisation,
    Reorganisation,
    Standing,
    StandingEntry,
)

# What the form asks for; a status left empty stays as it is.
STATUSES = ["operating_status", "legal_status"]


@dataclass(frozen=True)
class Line:
    """One record: how it stood on the day, how it would; `refusal` says why it cannot.

    `until` is the day from which on a later entry states the same otherwise.
    """

    organisation: Organisation
    before: Standing | None = None
    after: Standing | None = None
    until: object = None
    refusal: str = ""


class Plan:
    """The lines of the records `keys`, for the `day` and the `facts` that change.

    `seen` names what was looked at, and when: whoever writes sends it back.
    """

    def __init__(self, model, keys, day, facts):
        self.day, self.facts = day, facts
        self.lines = []
        self._known_at, _ = content_version.current(REGISTER)
        self._model, self._keys, self._versions = model, keys, []
        for batch in batched(keys, BATCH):
            courses, stood = _courses(batch), _standings(batch, day)
            needed = self._find_needed(courses)
            for organisation in _in_order(model, batch):
                course = courses.get(organisation.pk, [])
                before = stood.get(organisation.pk)
                line = self._line(organisation, course, before)
                if not line.refusal:
                    line = replace(line, refusal=needed.get(organisation.pk, ""))
                self.lines.append(line)
                self._versions.append([organisation.pk, str(organisation.updated_at)])

    @property
    def seen(self):
        """What the hidden field carries: when this was shown, what was asked, and of
        which versions of the records."""
        change, versions = self._digests
        return f"{self._known_at.isoformat()}|{change}|{versions}"

    @property
    def _digests(self):
        change = [self._keys, str(self.day), self.facts]
        return _digest(change), _digest(self._versions)

    def was_looked_at(self, sent):
        """Returns whether `sent` names a look at the same change of the same
        records."""
        return _read(sent)[1] == self._digests[0]

    def are_records_as_seen(self, sent):
        """Returns whether nobody has saved one of the records since the look."""
        return _read(sent)[2] == self._digests[1]

    def get_recorded_since(self, sent):
        """Returns the last fact that was recorded about one of the records, or taken
        back, after the look that `sent` names; None where none was."""
        known_at = _read(sent)[0]
        since = Q(recorded_at__gt=known_at) | Q(superseded_at__gt=known_at)
        latest = []
        for model in (StandingEntry, Designation, Reorganisation):
            for keys in batched(self._keys, BATCH):
                facts = model.objects.filter(since, organisation__in=keys)
                people = ["organisation", "recorded_by", "superseded_by"]
                latest += facts.select_related(*people)[:1]
        return latest[0] if latest else None

    def count_recorded(self, sent, facts, by):
        """Returns how many of the records `by` has changed just so since the look that
        `sent` names: by a save that is sent once more."""
        if not self.was_looked_at(sent):
            return 0
        names = {field.name for field in StandingEntry._meta.fields}
        values = {name: value for name, value in facts.items() if name in names}
        rows = StandingEntry.objects.known().filter(
            recorded_at__gt=_read(sent)[0],
            recorded_by=by,
            effective_from=self.day,
            **values,
        )
        batches = batched(self._keys, BATCH)
        return sum(rows.filter(organisation__in=keys).count() for keys in batches)

    def get_last_editor(self, sent):
        """Returns who last saved one of the records since the look; None for nobody
        known."""
        rows = self._model.history.filter(history_date__gt=_read(sent)[0])
        versions = [
            version
            for keys in batched(self._keys, BATCH)
            for version in rows.filter(id__in=keys).order_by("-history_date")[:1]
        ]
        last = max(versions, key=attrgetter("history_date"), default=None)
        return last.history_user if last else None

    @property
    def taken(self):
        """The lines that will be written."""
        return [line for line in self.lines if not line.refusal]

    @property
    def refused(self):
        """The lines that will be left out, each with its reason."""
        return [line for line in self.lines if line.refusal]

    def _find_needed(self, courses):
        """Returns {organisation's key: why it cannot end on the day} of who is named by
        a reorganisation later on."""
        if self.facts.get("operating_status") != OperatingStatus.DISSOLVED:
            return {}
        lifetimes = load_lifetimes(courses)
        supposed = {
            key: lifetimes[key].with_end(self.day, _next_status_day(course, self.day))
            for key, course in courses.items()
        }
        breaches = find_in_reorganisations(list(courses), supposed)
        return {breach.organisation: breach.message for breach in breaches}

    def _line(self, organisation, course, before):
        if before is None:
            return Line(organisation, refusal=_not_founded(course))
        values = {name: getattr(before, name) for name in STATUSES} | self.facts
        after = Standing(effective_from=self.day, **values)
        stated = [e for e in course if set(e.stated_axes) & set(self.facts)]
        later = [e.effective_from for e in stated if e.effective_from > self.day]
        refusal = self._refusal(before, after, stated)
        return Line(organisation, before, after, min(later, default=None), refusal)

    def _refusal(self, before, after, stated):
        if any(entry.effective_from == self.day for entry in stated):
            return "Đã có mốc từ đúng ngày này. Nếu mốc ấy sai, hãy đính chính."
        if all(getattr(before, name) == getattr(after, name) for name in STATUSES):
            return f"Đã như vậy từ {before.effective_from:%d/%m/%Y}."
        if before.operating_status == OperatingStatus.DISSOLVED:
            return (
                f"Đã giải thể từ {before.effective_from:%d/%m/%Y}. Nếu mốc ấy sai, hãy "
                "mở hồ sơ để đính chính."
            )
        return ""


def _digest(value):
    return sha256(json.dumps(value, sort_keys=True).encode()).hexdigest()[:20]


def _read(sent):
    """Returns (moment, what was asked, versions) of what the hidden field carried; of
    anything else a moment before all, and nothing."""
    try:
        moment, change, versions = sent.split("|")
        return datetime.fromisoformat(moment).astimezone(UTC), change, versions
    except (ValueError, OverflowError):
        return datetime.min.replace(tzinfo=UTC), "", ""


def _next_status_day(course, day):
    later = [e for e in course if e.states_operating_status and e.effective_from > day]
    return later[0].effective_from if later else None


def _not_founded(course):
    if not course:
        return "Chưa có mốc nào trong sổ."
    founded_on = course[0].effective_from
    return f"Ngày này trước ngày thành lập ({founded_on:%d/%m/%Y})."


def _courses(keys):
    """Returns {organisation's key: its valid entries in order of their days}."""
    rows = StandingEntry.objects.known().filter(organisation__in=keys)
    rows = rows.order_by("organisation", "effective_from", "pk")
    by_organisation = groupby(rows, attrgetter("organisation_id"))
    return {key: list(group) for key, group in by_organisation}


def _standings(keys, day):
    """Returns {organisation's key: how it stood on the day}."""
    rows = Standing.objects.filter(organisation__in=keys).on(day)
    return {row.organisation_id: row for row in rows}


def _in_order(model, keys):
    rows = model.objects.in_bulk(keys)
    return [rows[key] for key in keys if key in rows]
