"""Filters of the keepers' lists, by a click: how records stand, what they lack."""

from datetime import timedelta

from django.db.models import Exists, OuterRef, Q
from django.utils import timezone

from coopsite.core.list_filters import ChoiceFilter

from ..models import (
    Designation,
    LegalStatus,
    OperatingStatus,
    Reorganisation,
    Sector,
    Standing,
    StandingEntry,
    Survey,
)


def standing_today(queryset, condition, now=None):
    """Keeps the organisations whose standing of today meets the `Q` condition.

    Asked row by row, so that a page of the list costs what its own rows do; `now` are
    today's standings where more was annotated.
    """
    now = Standing.objects.on(timezone.localdate()) if now is None else now
    mine = now.filter(condition, organisation=OuterRef("pk"))
    return queryset.filter(Exists(mine.order_by()))


def having_fact(condition):
    """Returns the condition "has a fact of any sort that meets the `Q` condition"."""
    has_fact = Q()
    for model in (StandingEntry, Designation, Survey, Reorganisation):
        facts = model.objects.filter(condition).order_by()
        has_fact |= Q(pk__in=facts.values("organisation"))
    return has_fact


class StatusFilter(ChoiceFilter):
    title, parameter_name, is_open = "tình trạng", "tinh_trang", True

    def lookups(self, request, model_admin):
        return OperatingStatus.choices

    def chosen(self, queryset, value):
        return standing_today(queryset, Q(operating_status=value))


class LegalStatusFilter(ChoiceFilter):
    title, parameter_name = "tình trạng pháp lý", "phap_ly"

    def lookups(self, request, model_admin):
        return LegalStatus.choices

    def chosen(self, queryset, value):
        return standing_today(queryset, Q(legal_status=value))


class SectorFilter(ChoiceFilter):
    title, parameter_name, is_open = "lĩnh vực", "linh_vuc", True

    def lookups(self, request, model_admin):
        sectors = list(Sector.objects.all())
        self.keys = {sector.code: sector.pk for sector in sectors}
        return [(sector.code, sector.name) for sector in sectors]

    def chosen(self, queryset, value):
        return standing_today(queryset, Q(sector=self.keys[value]))


class RecentFilter(ChoiceFilter):
    """Something was recorded about it, or its record amended."""

    title, parameter_name = "thay đổi gần đây", "moi_ghi"
    DAYS = {
        "hom-nay": (0, "Hôm nay"),
        "7": (6, "7 ngày qua"),
        "30": (29, "30 ngày qua"),
    }

    def lookups(self, request, model_admin):
        return [(key, label) for key, (_, label) in self.DAYS.items()]

    def chosen(self, queryset, value):
        midnight = timezone.localtime().replace(
            hour=0, minute=0, second=0, microsecond=0
        )
        since = midnight - timedelta(self.DAYS[value][0])
        recorded = Q(recorded_at__gte=since) | Q(superseded_at__gte=since)
        return queryset.filter(Q(updated_at__gte=since) | having_fact(recorded))


class MissingFilter(ChoiceFilter):
    """What a record lacks that the yearly report or the law asks for."""

    title, parameter_name = "chỗ còn thiếu", "con_thieu"
    EMPTY = {
        "ma-so-thue": ("Mã số thuế", Q(tax_code=None)),
        "giay-chung-nhan": ("Số giấy chứng nhận", Q(certificate_number="")),
        "dai-dien": ("Người đại diện", Q(representative_name="")),
        "nganh-nghe": ("Ngành nghề chính", Q(main_trade="")),
        "lien-lac": ("Điện thoại và thư điện tử", Q(phone="", email="")),
        "khao-sat": ("Số liệu khảo sát", None),
        "dia-ban": ("Địa bàn hiện nay", None),
    }

    def lookups(self, request, model_admin):
        return [(key, label) for key, (label, _) in self.EMPTY.items()]

    def chosen(self, queryset, value):
        if value == "khao-sat":
            surveys = Survey.objects.known().filter(organisation=OuterRef("pk"))
            return queryset.filter(~Exists(surveys.order_by()))
        if value == "dia-ban":
            now = Standing.objects.on(timezone.localdate()).with_unit()
            unknown = Q(unit_now=None) | Q(unit_assumed=True)
            return standing_today(queryset, unknown, now)
        return queryset.filter(self.EMPTY[value][1])
