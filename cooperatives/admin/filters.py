"""Filters of the keepers' lists, by how organisations stand today."""

from django.contrib.admin import SimpleListFilter
from django.utils import timezone

from ..models import Area, OperatingStatus, Sector, Standing


class TodayFilter(SimpleListFilter):
    """Keeps the organisations whose standing of today has `field` at the value."""

    field = ""

    def queryset(self, request, queryset):
        if not self.value():
            return queryset
        if self.value() not in {str(key) for key, _ in self.lookup_choices}:
            return queryset.none()
        now = Standing.objects.on(timezone.localdate())
        chosen = now.filter(**{self.field: self.value()}).order_by()
        return queryset.filter(pk__in=chosen.values("organisation"))


class StatusFilter(TodayFilter):
    title, parameter_name, field = "tình trạng", "tinh_trang", "operating_status"

    def lookups(self, request, model_admin):
        return OperatingStatus.choices


class SectorFilter(TodayFilter):
    title, parameter_name, field = "lĩnh vực", "linh_vuc", "sector__code"

    def lookups(self, request, model_admin):
        return list(Sector.objects.values_list("code", "name"))


class AreaFilter(TodayFilter):
    title, parameter_name, field = "địa bàn", "dia_ban", "area"

    def lookups(self, request, model_admin):
        """The areas that occur; all 600 would bury the other filters."""
        used = Standing.objects.on(timezone.localdate()).order_by().values("area")
        return list(Area.objects.filter(pk__in=used).values_list("pk", "name"))
