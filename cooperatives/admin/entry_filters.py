"""Filters of the book of changes: what an entry states, and how its organisation stood.

"Agriculture, Củ Chi, stopped in 2023" is an entry that states a status only: sector and
place are those of its organisation on the entry's day, whoever stated them.
"""

from django.db.models import OuterRef, Q, Subquery

from coopsite.core.list_filters import ChoiceFilter, FoldedFilter

from ..models import OperatingStatus, Standing
from ..models.entries import states
from ..models.standings import stands_within
from .filters import AreaFilter, RecorderFilter, SectorFilter


def stating_or_standing(queryset, axis, condition):
    """Keeps the entries that state the axis so, or leave it out while the organisation
    stood so on their day. `condition` holds for entries and standings alike."""
    stood = Standing.objects.known().filter(
        organisation=OuterRef("organisation"),
        effective_from__lte=OuterRef("effective_from"),
    )
    latest = stood.order_by("-effective_from").values("pk")[:1]
    meant = Standing.objects.filter(condition).order_by().values("pk")
    return queryset.annotate(stood=Subquery(latest)).filter(
        Q(condition, **{states(axis): True})
        | Q(stood__in=meant, **{states(axis): False})
    )


class StruckFilter(FoldedFilter):
    """Valid entries, unless others are asked for: what was struck is kept apart."""

    title, parameter_name, is_open = "còn tính hay không", "con_tinh", True
    CHOICES = {
        None: "Còn tính",
        "khong": "Đã đính chính hoặc rút",
        "rut": "Chỉ mốc đã rút",
        "tat-ca": "Tất cả",
    }

    def lookups(self, request, model_admin):
        return list(self.CHOICES.items())

    def choices(self, changelist):
        for key, label in self.lookup_choices:
            chosen = {self.parameter_name: key} if key else {}
            yield {
                "selected": (self.value() or None) == key,
                "query_string": changelist.get_query_string(
                    chosen, [] if key else [self.parameter_name]
                ),
                "display": label,
            }

    def queryset(self, request, queryset):
        struck = Q(superseded_at__isnull=False)
        match self.value():
            case None | "":
                return queryset.filter(superseded_at=None)
            case "khong":
                return queryset.filter(struck)
            case "rut":
                return queryset.filter(struck).exclude(withdrawal_reason="")
            case "tat-ca":
                return queryset
        return queryset.none()


class StatedStatusFilter(ChoiceFilter):
    title, parameter_name, is_open = "tình trạng được ghi", "tinh_trang", True

    def lookups(self, request, model_admin):
        return OperatingStatus.choices

    def chosen(self, queryset, value):
        return queryset.filter(operating_status=value)


class SectorThenFilter(SectorFilter):
    def chosen(self, queryset, value):
        condition = Q(sector=self.keys[value])
        return stating_or_standing(queryset, "sector", condition)


class AreaThenFilter(AreaFilter):
    def chosen(self, queryset, area):
        return stating_or_standing(queryset, "place", stands_within(area))


class EntryRecorderFilter(RecorderFilter):
    def chosen(self, queryset, person):
        return queryset.filter(Q(recorded_by=person) | Q(superseded_by=person))
