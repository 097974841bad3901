"""What a form of changes started from: how an organisation stood, as known when.

The form carries it, so that only what was changed in the form is recorded, and nobody's
work in between is overwritten unseen.
"""

from dataclasses import dataclass
from datetime import UTC, date, datetime
from functools import cached_property

from django.db.models import Q
from django.utils import timezone

from coopsite.core import content_version

from ...actions.ledger import REGISTER
from ...actions.standings import VALUES
from ...models import FIRST_DAY, LAST_DAY, Organisation, Standing, StandingEntry
from ...models.entries import states

FIELD = "_started_from"


@dataclass(frozen=True)
class StartingPoint:
    """How `organisation` stood on `day`, as known at the moment `known_at`."""

    organisation: Organisation
    day: date
    known_at: datetime

    @classmethod
    def now(cls, organisation, day=None):
        """Returns that of a form shown now; without a day from today, or from the
        founding where that lies ahead."""
        known_at, _ = content_version.current(REGISTER)
        return cls(organisation, day or _usual_day(organisation), known_at)

    @classmethod
    def read(cls, organisation, sent):
        """Returns that of a form sent back; None for what no form of ours carried: one
        from after the last write would hide whoever writes next."""
        day, _, moment = (sent or "").partition("|")
        try:
            day = date.fromisoformat(day)
            known_at = datetime.fromisoformat(moment)
            is_of_ours = known_at.tzinfo is not None
            known_at = known_at.astimezone(UTC)
        except (ValueError, OverflowError):
            return None
        last_write, _ = content_version.current(REGISTER)
        is_of_ours &= FIRST_DAY <= day <= LAST_DAY and known_at <= last_write
        return cls(organisation, day, known_at) if is_of_ours else None

    def __str__(self):
        return f"{self.day}|{self.known_at.isoformat()}"

    @cached_property
    def standing(self):
        """The standing that the form was filled in from; None before the founding."""
        rows = Standing.objects.filter(organisation=self.organisation)
        rows = rows.select_related("sector", "area", "unit", "union")
        return rows.on(self.day, self.known_at).first()

    def get_recorded_since(self, axes):
        """Returns the entries that state one of `axes` and were recorded or superseded
        since the form was shown, the latest recording first."""
        stated = Q(pk__in=[])
        for axis in axes:
            stated |= Q(**{states(axis): True})
        since = Q(recorded_at__gt=self.known_at) | Q(superseded_at__gt=self.known_at)
        rows = StandingEntry.objects.filter(stated, since)
        rows = rows.filter(organisation=self.organisation)
        rows = rows.select_related(
            "recorded_by", "superseded_by", "sector", "area", "unit", "union"
        )
        return sorted(rows, key=_get_last_touch, reverse=True)


def _get_last_touch(entry):
    return entry.superseded_at or entry.recorded_at


def _usual_day(organisation):
    today = timezone.localdate()
    known = StandingEntry.objects.known().filter(organisation=organisation)
    days = known.order_by("effective_from").values_list("effective_from", flat=True)
    return max(today, days.first() or today)


def get_shown_values(standing):
    """Returns the values of a standing by their fields; none where it did not exist."""
    if standing is None:
        return {}
    return {name: getattr(standing, name) for name in VALUES}
