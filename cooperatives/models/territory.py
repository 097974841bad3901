"""What Thành phố Hồ Chí Minh was on a day.

On 01/07/2025 the city took in Bình Dương and Bà Rịa – Vũng Tàu. A figure of an earlier
day speaks of the city of that day, as the reports of then do.
"""

from datetime import date, timedelta

from django.db.models import Q

from .areas import Area

MERGED_ON = date(2025, 7, 1)
LAST_DAY_BEFORE = MERGED_ON - timedelta(days=1)


def is_smaller(day, is_todays=False):
    """Returns whether the city of `day` counts, which was smaller than today's; never
    where today's territory is asked for."""
    return day < MERGED_ON and not is_todays


def areas_of_then(known_at=None):
    """Returns the areas of the city before the merger, as known at `known_at`: a
    subquery of ids, which the database reads once; a join is asked of each row."""
    return Area.objects.of_city(known_at).order_by().values("pk")


def inside(day, is_todays=False, area="area", known_at=None):
    """Returns the condition that `area`, a field that names one, lay in the city of
    `day`, as known at `known_at`; an empty condition where everything does."""
    if not is_smaller(day, is_todays):
        return Q()
    return Q(**{f"{area}__in": areas_of_then(known_at)})


def inside_on_its_own_day(is_todays=False, known_at=None):
    """Returns the condition that a fact's area lay in the city of the fact's own day,
    as known at `known_at`."""
    if is_todays:
        return Q()
    return Q(effective_from__gte=MERGED_ON) | Q(area__in=areas_of_then(known_at))
