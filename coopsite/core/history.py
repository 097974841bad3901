"""How models keep versions of their rows."""

from functools import cache

from simple_history.manager import HistoryManager
from simple_history.models import HistoricalRecords


class _MadeOnce(HistoryManager):
    """The package makes the class of a manager anew at each look at a history, and
    each save takes one."""

    @classmethod
    @cache
    def from_queryset(cls, queryset_class, class_name=None):
        return super().from_queryset(queryset_class, class_name)


def keep_versions(*leaving_out):
    """Returns the attribute of a model that keeps a version of each save, without the
    columns `leaving_out`."""
    return HistoricalRecords(
        verbose_name="bản trước",
        verbose_name_plural="các bản trước",
        excluded_fields=list(leaving_out),
        history_manager=_MadeOnce,
    )
