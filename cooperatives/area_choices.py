"""The areas that a box offers, in groups: those of the counted day first."""

from collections import defaultdict

from django.forms.models import ModelChoiceIterator
from django.utils import timezone

from coopsite.core.content_version import RULES
from coopsite.core.remembered import remembered

from .models import Area


class AreaChoices(ModelChoiceIterator):
    """Today's units first, then the districts that reports until 2025 speak of, then
    what ended before.

    Of a page about the past (its field's `day` and `known_at`) the areas there on that
    day come before all, as was known then: a unit that has ended since among them.
    """

    def __iter__(self):
        yield ("", self.field.empty_label)
        yield from _group_choices(self._past_day, self.field.known_at)
        yield from self.field.more_choices

    @property
    def _past_day(self):
        """The day that is asked for; None where today is, as known now."""
        day, known_at = self.field.day, self.field.known_at
        return day if day and (known_at or day < timezone.localdate()) else None


@remembered(RULES)
def _group_choices(past_day, known_at):
    """Returns (name of a group, (key, label) of each of its areas), as known then."""
    areas = Area.objects.for_choosing().order_by("-level", "order", "id")
    if known_at:
        areas = areas.as_known(known_at)
    groups = defaultdict(list)  # in the order in which their first areas come
    for area in sorted(areas, key=lambda area: _place(area, past_day)):
        groups[_group(area, past_day)].append((area.key, area.label))
    return list(groups.items())


def _place(area, past_day):
    return not _is_of(area, past_day), area.is_of_former_time


def _group(area, past_day):
    if _is_of(area, past_day):
        return f"Có vào ngày {past_day:%d/%m/%Y}"
    return "Trước đó" if area.is_of_former_time else Area.Level(area.level).label


def _is_of(area, past_day):
    return past_day is not None and area.existed_on(past_day)
