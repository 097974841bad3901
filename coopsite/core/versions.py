"""Writes what changed between two versions as the staff would say it."""

from datetime import date, datetime

from simple_history.models import DeletedObject
from simple_history.template_utils import (
    HistoricalRecordContextHelper,
    ObjDiffDisplay,
)

from .numbers import format_number
from .richtext import plain_text
from .templatetags.vietnam import moment

_NOTHING = "(trống)"
_OTHER_LOOK = {"old": "trình bày cũ", "new": "trình bày mới"}


class _Shortened(ObjDiffDisplay):
    def shortened_str(self, prefix, num_skipped_chars, suffix):
        return f"{prefix} […{format_number(num_skipped_chars)} ký tự…] {suffix}"


class ChangesInWords(HistoricalRecordContextHelper):
    """The package shows stored values: "published", moments in UTC, HTML tags."""

    def context_for_delta_changes(self, delta):
        """Says so when texts read alike; leaves out moments that do (the form drops
        their seconds)."""
        shown = []
        formatted = super().context_for_delta_changes(delta)
        for change, words in zip(delta.changes, formatted, strict=True):
            if words["old"] != words["new"]:
                shown.append(words)
            elif isinstance(change.new, str):
                shown.append(words | _OTHER_LOOK)
        return shown

    def get_obj_diff_display(self):
        return _Shortened(max_length=self.max_displayed_delta_change_chars)

    def prepare_delta_change_value(self, change, value):
        field = self.model._meta.get_field(change.field)
        if field.choices:
            value = dict(field.flatchoices).get(value, value)
        return _in_words(super().prepare_delta_change_value(change, value))


def _deleted(value):
    """Returns what is said of a row that is gone; None where there was none."""
    if value.pk is None:
        return None
    return f"{value.model._meta.verbose_name} đã xoá (số {value.pk})"


def _in_words(value):
    if isinstance(value, DeletedObject):  # the package's word for no object, too
        value = _deleted(value)
    if value is None or value == "":
        return _NOTHING
    if isinstance(value, bool):
        return "có" if value else "không"
    if isinstance(value, int):
        return format_number(value)
    if isinstance(value, datetime):
        return moment(value)
    if isinstance(value, date):
        return f"{value:%d/%m/%Y}"
    return plain_text(value) if isinstance(value, str) else value
