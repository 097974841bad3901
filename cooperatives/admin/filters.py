"""Filters of the keepers' lists: how records stand and what they lack, by a click;
places, unions, people and years, typed in.

None loads a list that grows with the register: areas and unions are found by typing.
"""

import re
from datetime import timedelta

from django import forms
from django.contrib import admin
from django.contrib.admin.widgets import AutocompleteSelect
from django.contrib.auth import get_user_model
from django.db.models import Exists, OuterRef, Q
from django.utils import timezone
from django.utils.functional import cached_property

from coopsite.core.list_filters import ChoiceFilter
from coopsite.core.typed_filters import ReadFilter, TypedFilter

from ..forms import YearField
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
from ..models.standings import stands_within

_KEY = re.compile("[0-9]{1,18}")


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


# --- typed in -------------------------------------------------------------------------


class YearFilter(ReadFilter):
    """A year that is typed in; nothing for what is no year of the register."""

    label = ""

    def field(self):
        field = YearField(label=self.label)
        field.widget.attrs["placeholder"] = "ví dụ: 2023"
        return field


class FoundedFilter(YearFilter):
    title, parameter_name = "năm thành lập", "nam_thanh_lap"
    label = "Năm thành lập"

    def chosen(self, queryset, year):
        founded = Standing.objects.foundings().filter(
            effective_from__year=year, organisation=OuterRef("pk")
        )
        return queryset.filter(Exists(founded.order_by()))


class EffectiveFilter(YearFilter):
    """The year from which on a standing holds."""

    title, parameter_name = "năm có hiệu lực", "nam"
    label = "Năm có hiệu lực"

    def chosen(self, queryset, year):
        return queryset.filter(effective_from__year=year)


class RowFilter(TypedFilter):
    """One row of another list; none for a key that nothing there has."""

    @cached_property
    def row(self):
        """The row chosen; None where there is none."""
        key = self.value() or ""
        rows = self.field().queryset
        return rows.filter(pk=key).first() if _KEY.fullmatch(key) else None

    @property
    def error(self):
        if not self.value() or self.row:
            return ""
        return f"Không có “{self.value()}” trong sổ. Hãy chọn lại."

    def filled_in(self):
        return self.row.pk if self.row else ""

    def describe_choice(self):
        return str(self.row or "không có trong sổ")

    def queryset(self, request, queryset):
        if not self.value():
            return queryset
        return self.chosen(queryset, self.row) if self.row else queryset.none()


class RecorderFilter(RowFilter):
    """Who recorded or corrected something about it."""

    title, parameter_name = "người ghi sổ", "nguoi_ghi"

    def field(self):
        people = get_user_model().objects.filter(is_staff=True).order_by("full_name")
        return forms.ModelChoiceField(
            people, label="Người ghi sổ", required=False, empty_label="Mọi người"
        )

    def chosen(self, queryset, person):
        wrote = Q(recorded_by=person) | Q(superseded_by=person)
        return queryset.filter(having_fact(wrote))


class AutocompleteFilter(RowFilter):
    """A row that is found by typing: where a standing's `relation` leads."""

    relation = ""

    def field(self):
        relation = Standing._meta.get_field(self.relation)
        return forms.ModelChoiceField(
            relation.remote_field.model.objects.all(),
            label=str(self.title).capitalize(),
            required=False,
            widget=AutocompleteSelect(relation, admin.site),
        )


class AreaFilter(AutocompleteFilter):
    """A district holds its communes, a unit of today the communes that became it."""

    title, parameter_name, relation = "địa bàn cũ hoặc mới", "dia_ban", "area"

    def chosen(self, queryset, area):
        return standing_today(queryset, stands_within(area))


class UnionFilter(AutocompleteFilter):
    title, parameter_name, relation = "liên hiệp", "lien_hiep", "union"

    def chosen(self, queryset, union):
        return standing_today(queryset, Q(union=union))
