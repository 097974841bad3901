"""How those who stood in a base on one day became those of another, number by number.

The base is the active (as the report counts its 606) or all that exist. Opening +
founded + by the merger of provinces + from another province + resumed + moved in -
stopped - dissolved - merged or divided - to another province - moved out = closing, in
each row and in total; `docs/register.md` says who is in which part. Flows are net: one
organisation counts once a period, by how it stood on the day before the period and how
it stands at its end; what came and went in between leaves no trace.
"""

from collections import Counter, defaultdict
from functools import reduce
from operator import or_

from django.db.models import Count, F, Q

from coopsite.core.content_version import REGISTER
from coopsite.core.remembered import remembered

from ..models import OperatingStatus
from .flow_ends import COLUMNS, Ends, ends_of
from .flow_terms import GAINS, LOSSES, Base, Flow, Part

STOPPED, DISSOLVED = OperatingStatus.STOPPED, OperatingStatus.DISSOLVED


def flows(question):
    """Returns {sector or area id: Flow}; no empty rows. One query; None stands for
    unions without a sector."""
    return _flows(question, question.known_at)


@remembered(REGISTER)
def _flows(question, known_at):  # which tells memory whether it may be kept
    rows = ends_of(question).order_by().values_list(*COLUMNS).annotate(Count("pk"))
    numbers_of = defaultdict(Counter)
    for *values, number in rows:
        for part, row in _parts(Ends(*values), Base(question.base).statuses):
            numbers_of[row or None][part.field] += number
    return {row: Flow(**numbers) for row, numbers in numbers_of.items()}


# --- who is in which part -------------------------------------------------------------


def _parts(ends, statuses):
    """Yields (part, row it counts in) for one way to stand before and after."""
    was = ends.was_inside and ends.was in statuses
    now = ends.is_inside and ends.operating_status in statuses
    if was and ends.was_in_scope:
        yield Part.OPENING, ends.was_row
        if not now:
            yield _loss(ends), ends.was_row
    if now and not was and ends.is_in_scope:
        yield _gain(ends), ends.row
    if was and now:
        yield from _moves(ends)


def _loss(ends):
    if not ends.is_inside:
        return Part.LEFT
    if ends.operating_status == STOPPED:
        return Part.STOPPED
    return Part.MERGED if ends.is_merged else Part.DISSOLVED


def _gain(ends):
    if ends.was_inside:
        return Part.RESUMED
    if ends.was is None and ends.founded_inside:
        return Part.FOUNDED
    return Part.JOINED if ends.joined else Part.ARRIVED


def _moves(ends):
    """Yields the moves from one row to another, or over the border of the scope."""
    if (ends.was_row, ends.was_in_scope) == (ends.row, ends.is_in_scope):
        return
    if ends.was_in_scope:
        yield Part.MOVED_OUT, ends.was_row
    if ends.is_in_scope:
        yield Part.MOVED_IN, ends.row


# --- the organisations behind a number ------------------------------------------------


def _condition(part, base):
    """Returns what `_parts` says of one part, as a condition on `ends_of`."""
    was = Q(was_inside=True, was__in=base.statuses)
    now = Q(is_inside=True, operating_status__in=base.statuses)
    if part in LOSSES or part == Part.OPENING:
        side = Q(was_in_scope=True)
    else:
        side = Q(is_in_scope=True)
    if part in (Part.OPENING, Part.CLOSING):
        return side & (was if part == Part.OPENING else now)
    if part in (Part.MOVED_IN, Part.MOVED_OUT):
        same = Q(was_row=F("row")) & Q(was_in_scope=F("is_in_scope"))
        return side & was & now & ~same
    if part in LOSSES:
        return side & was & ~now & _LOST[part]
    return side & now & ~was & _GAINED[part]


_ENDED = Q(is_inside=True, operating_status=DISSOLVED)
_NOT_FOUNDED = Q(was__isnull=False) | Q(founded_inside=False)
# What tells apart those who came into the base and those who left it.
_LOST = {
    Part.LEFT: Q(is_inside=False),
    Part.STOPPED: Q(is_inside=True, operating_status=STOPPED),
    Part.MERGED: _ENDED & Q(is_merged=True),
    Part.DISSOLVED: _ENDED & Q(is_merged=False),
}
_GAINED = {
    Part.RESUMED: Q(was_inside=True),
    Part.FOUNDED: Q(was__isnull=True, founded_inside=True),
    Part.JOINED: Q(was_inside=False, joined=True) & _NOT_FOUNDED,
    Part.ARRIVED: Q(was_inside=False, joined=False) & _NOT_FOUNDED,
}


@remembered(REGISTER)
def count_listed(question, part=None):
    """Returns of how many organisations `listed` tells."""
    return listed(question, part).count()


def listed(question, part=None):
    """Returns the standings on the last day of those whom `part` of the sum counts, by
    name; of all that changed for None. The scope narrows to a row of the table."""
    parts = [Part(part)] if part else [*GAINS, *LOSSES]
    wanted = reduce(or_, (_condition(one, Base(question.base)) for one in parts))
    return ends_of(question).filter(wanted).select_related("organisation").by_name()
