"""Filters of the desk's lists, which say at their place what they cannot read."""

from django.contrib import messages
from django.contrib.admin import FieldListFilter, SimpleListFilter
from django.contrib.admin.filters import BooleanFieldListFilter, DateFieldListFilter
from django.contrib.admin.views.main import ERROR_FLAG
from django.shortcuts import redirect

_UNKNOWN = "Không có lựa chọn “{}”. Hãy chọn lại."


class FoldedFilter(SimpleListFilter):
    """A filter that starts folded, unless it is set or `is_open`."""

    template = "admin/filter_links.html"
    is_open = False

    def has_output(self):
        """Also where nothing is offered, but asked for."""
        return super().has_output() or bool(self.value())

    @property
    def starts_open(self):
        return self.is_open or bool(self.value())

    @property
    def error(self):
        """What is wrong with the value asked for; "" for one that is offered."""
        offered = {str(key) for key, _ in self.lookup_choices}
        if not self.value() or self.value() in offered:
            return ""
        return _UNKNOWN.format(self.value())


class ChoiceFilter(FoldedFilter):
    """Keeps what `chosen` leaves; nothing for a value that is not offered."""

    def queryset(self, request, queryset):
        if not self.value():
            return self.unfiltered(queryset)
        if self.error:
            return queryset.none()
        return self.chosen(queryset, self.value())

    def unfiltered(self, queryset):
        """Returns what the list has where nothing is chosen."""
        return queryset


class DemoFilter(BooleanFieldListFilter):
    """Chooses what is invented, or what is not."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.title = "dữ liệu minh hoạ"


class PublishedFilter(DateFieldListFilter):
    """Chooses by when it went public."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.title = "ngày đăng"


class TellsUnreadFilters:
    """A mixin of model admins: no list shows all its rows for a filter that cannot be
    read without saying so. Django does."""

    def changelist_view(self, request, *args, **kwargs):
        try:
            response = super().changelist_view(request, *args, **kwargs)
        except (OverflowError, ValueError):  # a year or number beyond all dates, rows
            if request.method == "POST" or not request.GET:
                raise
            return _show_whole_list(request)
        if response.get("Location") == f"{request.path}?{ERROR_FLAG}=1":
            return _show_whole_list(request)
        if shown := (getattr(response, "context_data", None) or {}).get("cl"):
            for unread in _find_unread(shown):
                messages.warning(request, unread)
        return response


def _show_whole_list(request):
    unread = "Điều kiện lọc không đọc được nên đã bỏ: đây là cả danh sách."
    messages.warning(request, unread)
    return redirect(request.path)


def _find_unread(changelist):
    """Yields what is wrong with the values of Django's own filters, which show no
    error: of each of which no choice is selected."""
    for spec in changelist.filter_specs:
        if not isinstance(spec, FieldListFilter) or isinstance(
            spec, DateFieldListFilter
        ):
            continue
        values = [value for found in spec.used_parameters.values() for value in found]
        if values and not any(c["selected"] for c in spec.choices(changelist)):
            yield f"Bộ lọc {spec.title}: {_UNKNOWN.format(values[0])}"
