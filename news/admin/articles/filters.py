"""The filters of the list: how articles stand with the public, who writes them."""

from django.contrib.auth import get_user_model
from django.db.models import Q

from coopsite.core.list_filters import ChoiceFilter

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


class StateFilter(ChoiceFilter):
    """Chooses by `Article.state`."""

    title, parameter_name, is_open = "trạng thái", "trang_thai", True

    def lookups(self, request, model_admin):
        return _STATE.choices

    def chosen(self, queryset, value):
        return queryset.filter(_CONDITIONS[value])


class AuthorFilter(ChoiceFilter):
    """Chooses by who writes: of those who ever wrote."""

    title, parameter_name, is_open = "người viết", "nguoi_viet", True

    def lookups(self, request, model_admin):
        writers = Article.objects.values("created_by")
        people = get_user_model().objects.filter(pk__in=writers)
        return [(str(one.pk), str(one)) for one in people.order_by("username")]

    def chosen(self, queryset, value):
        return queryset.filter(created_by=value)
