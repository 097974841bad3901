"""The filter of the list by how articles stand with the public."""

from django.contrib import admin
from django.db.models import Q

from ...models import Article

_STATE = Article.State
# Of rows of `with_state`.
_CONDITIONS = {
    _STATE.DRAFT: Q(first_published_at=None, is_waiting=False),
    _STATE.SCHEDULED: Q(is_live=False, is_waiting=True),
    _STATE.LIVE: Q(is_live=True, is_waiting=False),
    _STATE.REPLACING: Q(is_live=True, is_waiting=True),
    _STATE.EXPIRED: Q(is_live=False, is_waiting=False, was_withdrawn=False)
    & ~Q(first_published_at=None),
    _STATE.WITHDRAWN: Q(is_live=False, is_waiting=False, was_withdrawn=True),
}


class StateFilter(admin.SimpleListFilter):
    """Chooses by `Article.state`."""

    title, parameter_name = "trạng thái", "trang_thai"

    def lookups(self, request, model_admin):
        return _STATE.choices

    def queryset(self, request, queryset):
        condition = _CONDITIONS.get(self.value())
        return queryset if condition is None else queryset.filter(condition)
