"""Whether a reorganisation would let an organisation come out of itself."""

from ..models import Reorganisation

_FORM = Reorganisation.Form


def leads_back(organisation, successor, form, day):
    """Returns whether valid reorganisations lead from `successor` back to
    `organisation`.

    A new one of `form` on the `day` would then close a circle. One that was separated
    may be merged back later: what comes into an organisation by a merger did not leave
    it by a separation of an earlier day. One query for each step of the longest chain.
    """
    # Where the walk stands, and the day it came there by a merger (else None).
    places = {(successor.pk, _merged_on(form, day))}
    seen = set()
    while places:
        seen |= places
        if any(
            key == organisation.pk and _can_leave(form, day, merged_on)
            for key, merged_on in places
        ):
            return True
        places = _next_places(places) - seen
    return False


def _next_places(places):
    rows = Reorganisation.objects.known().filter(
        organisation__in={key for key, _ in places}
    )
    rows = list(rows)  # read once, for each of the places
    return {
        (row.successor_id, _merged_on(row.form, row.effective_from))
        for row in rows
        for key, merged_on in places
        if key == row.organisation_id
        and _can_leave(row.form, row.effective_from, merged_on)
    }


def _merged_on(form, day):
    return day if form == _FORM.MERGER else None


def _can_leave(form, day, merged_on):
    """Returns whether what came in by a merger on `merged_on` may leave in this way."""
    is_earlier = merged_on is not None and day < merged_on
    return not (form == _FORM.SEPARATION and is_earlier)
