"""What a form of changes started from: how an organisation stood, as known when.

The form carries it, so that only what was changed in the form is recorded, and nobody's
work in between is overwritten unseen.
"""

from dataclasses import dataclass
from datetime import date, datetime
from functools import cached_property

from django.db.models import Q

from coopsite.core import content_version

from ..actions.ledger import REGISTER
from ..models import Organisation, Standing, StandingEntry
from ..models.entries import states

FIELD = "_started_from"


@dataclass(frozen=True)
class StartingPoint:
    """How `organisation` stood on `day`, as known at the moment `known_at`."""

    organisation: Organisation
    day: date
    known_at: datetime

    @classmethod
    def now(cls, organisation, day):
        """Returns that of a form shown now."""
        return cls(organisation, day, content_version.current(REGISTER)[0])

    @classmethod
    def read(cls, organisation, sent):
        """Returns that of a form sent back; None for what none was made of."""
        day, _, moment = (sent or "").partition("|")
        try:
            point = cls(
                organisation, date.fromisoformat(day), datetime.fromisoformat(moment)
            )
        except ValueError:
            return None
        return point if point.known_at.tzinfo else None

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
        since the form was shown, the newest first."""
        stated = Q()
        for axis in axes:
            stated |= Q(**{states(axis): True})
        since = Q(recorded_at__gt=self.known_at) | Q(superseded_at__gt=self.known_at)
        rows = StandingEntry.objects.filter(stated, since)
        rows = rows.filter(organisation=self.organisation)
        people = rows.select_related("recorded_by", "superseded_by")
        return list(people.select_related("sector", "area", "unit", "union"))
