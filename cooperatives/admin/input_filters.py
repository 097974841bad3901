"""Filters of the keepers' lists that are filled in: places, unions, people, years.

None loads a list that grows with the register: areas and unions are found by typing.
"""

import re

from django import forms
from django.contrib import admin
from django.contrib.admin.widgets import AutocompleteSelect
from django.contrib.auth import get_user_model
from django.db.models import Exists, OuterRef, Q
from django.utils.functional import cached_property

from coopsite.core.typed_filters import ReadFilter, TypedFilter

from ..forms import YearField
from ..models import Standing
from ..models.standings import stands_within
from .filters import having_fact, standing_today

_KEY = re.compile("[0-9]{1,18}")


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
