"""Filters of the security log: what, whose, from where, when."""

from datetime import datetime, time, timedelta

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone

from coopsite.core.client_address import read_address
from coopsite.core.forms import DayField
from coopsite.core.list_filters import ChoiceFilter
from coopsite.core.typed_filters import ReadFilter

from .models import AuditEvent


class KindFilter(ChoiceFilter):
    title, parameter_name = "việc", "viec"

    def lookups(self, request, model_admin):
        return AuditEvent.Kind.choices

    def chosen(self, queryset, value):
        return queryset.filter(kind=value)


class LoggedField(forms.CharField):
    """A value of a column of the log; refused where no event has it."""

    def __init__(self, column, read=str):
        field = AuditEvent._meta.get_field(column)
        label = str(field.verbose_name).capitalize()
        super().__init__(label=label, max_length=field.max_length)
        self.column, self.read = column, read

    def clean(self, value):
        text = super().clean(value)
        value = self.read(text) or text
        if not AuditEvent.objects.filter(**{self.column: value}).exists():
            raise ValidationError(f"Nhật ký không có “{text}”. Hãy xem lại.")
        return value


class PersonFilter(ReadFilter):
    """An account by the name that it had; it may be gone."""

    title, parameter_name = "tên đăng nhập", "nguoi"

    def field(self):
        return LoggedField("username")

    def chosen(self, queryset, value):
        return queryset.filter(username=value)


class AddressFilter(ReadFilter):
    """An address; of IPv6 its network, which is what is kept."""

    title, parameter_name = "địa chỉ mạng", "dia_chi"

    def field(self):
        return LoggedField("address", read_address)

    def chosen(self, queryset, value):
        return queryset.filter(address=value)


class DayFilter(ReadFilter):
    """A day, in Vietnam's time."""

    def field(self):
        field = DayField(label=self.title.capitalize())
        field.widget.attrs["placeholder"] = "ví dụ: 31/12/2023"
        return field

    def describe_choice(self):
        day = self.read_value
        return f"{day:%d/%m/%Y}" if day else self.value()


class SinceFilter(DayFilter):
    title, parameter_name = "từ ngày", "tu"

    def chosen(self, queryset, value):
        return queryset.filter(at__gte=_midnight(value))


class UntilFilter(DayFilter):
    """Until the end of a day."""

    title, parameter_name = "đến hết ngày", "den"

    def chosen(self, queryset, value):
        return queryset.filter(at__lt=_midnight(value + timedelta(days=1)))


def _midnight(day):
    return timezone.make_aware(datetime.combine(day, time()))
