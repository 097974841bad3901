"""The areas that a box offers, in groups: those of the counted day first."""

from itertools import groupby

from django.forms.models import ModelChoiceIterator
from django.utils import timezone


class AreaChoices(ModelChoiceIterator):
    """Today's units first, then the districts that reports until 2025 speak of, then
    what ended before.

    Of a page about the past (its field's `day` and `known_at`) the areas there on that
    day come before all, as was known then: a unit that has ended since among them.
    """

    def __iter__(self):
        yield ("", self.field.empty_label)
        areas = self.queryset.order_by("-level", "order", "id")
        if self.field.known_at:
            areas = areas.as_known(self.field.known_at)
        areas = sorted(areas, key=self._place)
        for label, group in groupby(areas, key=self._group):
            yield (label, [self.choice(area) for area in group])
        yield from self.field.more_choices

    @property
    def _past_day(self):
        """The day that is asked for; None where today is, as known now."""
        day, known_at = self.field.day, self.field.known_at
        return day if day and (known_at or day < timezone.localdate()) else None

    def _is_of_day(self, area):
        return bool(self._past_day) and area.existed_on(self._past_day)

    def _place(self, area):
        return not self._is_of_day(area), area.is_of_former_time

    def _group(self, area):
        if self._is_of_day(area):
            return f"Có vào ngày {self._past_day:%d/%m/%Y}"
        return "Trước đó" if area.is_of_former_time else area.get_level_display()
