"""Areas: found by typing, entered, ended, and which became which."""

from django import forms
from django.contrib import admin
from django.core.exceptions import ValidationError
from django.forms.models import BaseInlineFormSet
from django.utils import timezone

from coopsite.core import content_version
from coopsite.core.autocomplete import is_key
from coopsite.core.forms import CleanBoundField, DayField, PortalForm
from coopsite.core.numbers import format_number
from coopsite.core.refusals import refusals_on

from .. import actions
from ..actions.area_checks import find_area_problems
from ..actions.areas import succession_problems
from ..area_search import matching
from ..models import Area, CurrentUnit, StandingEntry, Succession
from ..moments import REGISTER
from .rules import KeptAdmin, with_people

# What a level allows: see `actions.area_checks`.
_CHECKED = ["level", "kind", "parent", "valid_from", "valid_until"]


class SuccessionForm(forms.ModelForm):
    """One succession; its day follows from the area's end unless a part was cut off.

    Which of several is the default is checked over all rows at once, below.
    """

    bound_field_class = CleanBoundField
    shown_saved = {}  # the form of the area shows what is saved

    day = DayField(
        label="Ngày",
        required=False,
        widget=admin.widgets.AdminDateWidget,
        help_text="Chỉ cần khi cắt một phần.",
    )

    class Meta:
        model = Succession
        fields = ["new", "kind", "day", "is_default", "note"]

    def validate_constraints(self):
        """Checks nothing: each row alone may break what all together keep."""


class SuccessionFormSet(BaseInlineFormSet):
    def clean(self):
        super().clean()
        if any(self.errors):
            return
        kept = [form for form in self.forms if form not in self.deleted_forms]
        meant = [form for form in kept if form.has_changed() or form.instance.pk]
        rows = [form.instance for form in meant]
        if problems := succession_problems(self.instance, rows):
            raise ValidationError(problems)


class SuccessionInline(admin.TabularInline):
    """What an area became. Who may change areas may say so."""

    model = Succession
    form = SuccessionForm
    formset = SuccessionFormSet
    fk_name = "old"
    fields = SuccessionForm.Meta.fields
    autocomplete_fields = ["new"]
    extra = 0

    def get_queryset(self, request):
        """Returns what holds now; what was corrected or removed is in the history."""
        return super().get_queryset(request).known()

    def limit_rows(self, rows):
        """Returns those whose change by somebody else stops a save."""
        return rows.known()

    def has_view_permission(self, request, obj=None):
        return request.user.has_perm("cooperatives.view_area")

    def has_change_permission(self, request, obj=None):
        return request.user.has_perm("cooperatives.change_area")

    def has_add_permission(self, request, obj=None):
        return self.has_change_permission(request, obj)

    def has_delete_permission(self, request, obj=None):
        return self.has_change_permission(request, obj)


class AreaForm(PortalForm):
    def clean(self):
        super().clean()
        content_version.check_clock(REGISTER)
        if self.errors.keys() & set(_CHECKED):
            return
        meant = Area(pk=self.instance.pk, **{n: self.cleaned_data[n] for n in _CHECKED})
        for name, problem in find_area_problems(meant).items():
            self.add_error(name, problem)

    def clean_level(self):
        level = self.cleaned_data["level"]
        if self.instance.pk and level != self.instance.level:
            raise ValidationError(
                "Cấp của địa bàn không đổi được. Hãy thêm địa bàn mới và ghi kế tục."
            )
        return level

    def clean_valid_from(self):
        """Refuses a day after one on which somebody is recorded in the area."""
        day = self.cleaned_data["valid_from"]
        entries = StandingEntry.objects.known().filter(area=self.instance.pk)
        if self.instance.pk and day:
            earlier = entries.filter(effective_from__lt=day).count()
            if earlier:
                raise ValidationError(
                    f"Có {format_number(earlier)} mốc ghi địa bàn này từ trước ngày "
                    "ấy. Hãy đính chính các mốc ấy trước."
                )
        return day

    def clean_valid_until(self):
        """Refuses an end that lies ahead: until it has come the unit is today's."""
        day = self.cleaned_data["valid_until"]
        if day and day > timezone.localdate():
            raise ValidationError(
                "Ngày này chưa đến. Hãy ghi khi đơn vị đã thôi tồn tại."
            )
        return day


@admin.register(Area)
class AreaAdmin(KeptAdmin):
    form = AreaForm
    list_display = ["name", "period", "code", "province"]
    list_filter = ["level", "kind", "province"]
    search_fields = ["name"]  # shows the box; see below
    search_help_text = (
        "Tên (có dấu hay không dấu, viết tắt như P.4 Q.3) hoặc mã đơn vị."
    )
    fields = [
        "name",
        "code",
        "level",
        "kind",
        "parent",
        "province",
        "valid_from",
        "valid_until",
        "period",
        "note",
        "key",
        "order",
    ]
    readonly_fields = ["period", "key"]
    autocomplete_fields = ["parent"]
    inlines = [SuccessionInline]

    @admin.display(description="thời gian tồn tại", ordering="valid_until")
    def period(self, area):
        return area.period[0].upper() + area.period[1:] if area.name else "-"

    def get_search_results(self, request, queryset, search_term):
        """Best first; for a form's box only what its field may name."""
        offered = _offered(request.GET, queryset)
        return matching(offered, search_term, _typed_day(request.GET)), False

    def autocomplete_label(self, area):
        """Returns how a box that searches while one types names the area."""
        return area.label

    def save_model(self, request, obj, form, change):
        """Saved with its successions, by one action: see `save_related`."""

    def save_related(self, request, form, formsets, change):
        changed, removed = [], []
        for formset in formsets:
            changed += formset.save(commit=False)
            removed += formset.deleted_objects
        with refusals_on(form):
            actions.change_area(
                area=form.instance,
                successions=changed,
                removed=removed,
                by=request.user,
            )

    def get_history(self, obj):
        """Returns its own records, and which units it became."""
        successions = with_people(obj.successions.select_related("old", "new"))
        return [*with_people(obj.records.select_related("parent")), *successions]


def _offered(params, areas):
    """Returns the areas that the form's field, named in `params`, may name."""
    field = params.get("field_name")
    if field == "unit":
        area = params.get("area", "")
        if is_key(area):
            became = CurrentUnit.objects.known().filter(area=area).values("unit")
            return areas.filter(pk__in=became)
        return areas.filter(level=Area.Level.UNIT).on(timezone.localdate())
    day = _typed_day(params)
    return areas.on(day) if field == "area" and day else areas


def _typed_day(params):
    """Returns the day typed beside the box; None for none, or what is no day yet."""
    try:
        return DayField(required=False).clean(params.get("ngay"))
    except ValidationError:
        return None
