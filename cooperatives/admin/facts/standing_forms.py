"""What the keepers' forms of an entry share: its fields, and how they are checked."""

from django import forms
from django.contrib import admin
from django.contrib.admin.widgets import AdminDateWidget
from django.utils.html import format_html

from coopsite.core.autocomplete import Autocomplete
from coopsite.core.forms import DayField, LineField

from ... import actions
from ...actions.standings import PAPER
from ...models import AXES, Kind, LegalStatus, OperatingStatus, Standing, StandingEntry
from ...models.place_checks import is_split, wrong_unit
from ...uploads import check_document
from ..publicity import say_who_reads

# The entry's own fields, so that labels and help are written once, on the model.
_FIELDS = forms.fields_for_model(
    StandingEntry,
    ["effective_from", *actions.FACTS],
    field_classes={
        "decision_number": LineField,
        "decision_date": DayField,
        "reason": LineField,
    },
    widgets={
        "effective_from": AdminDateWidget,
        "decision_date": AdminDateWidget,
        "document": forms.FileInput({"accept": ".pdf,.jpg,.jpeg,.png"}),
    },
)
_STATUSES = {"operating_status": OperatingStatus, "legal_status": LegalStatus}


# A browser sends a file once: of a page that comes back it is gone.
_SCAN_IS_GONE = "Bản chụp chưa được giữ: hãy chọn lại tệp trước khi lưu."


def _search(field, name):
    """Lets the area be found by typing: a list of 600 is no choice."""
    relation = Standing._meta.get_field(name)
    field.widget = Autocomplete(relation, admin.site, choices=field.choices)


class StandingForm(forms.Form):
    """The fields of an entry, checked as the actions check them.

    `asks_unit` is the key of a split commune whose unit of today was left open: the
    page then asks; a second save takes the default, which is marked as assumed.
    """

    ASKED = "da_hoi_dia_ban"
    kind = ""

    class Media:
        js = ["js/areas_of_day.js"]

    effective_from = _FIELDS["effective_from"]
    operating_status = _FIELDS["operating_status"]
    legal_status = _FIELDS["legal_status"]
    sector = _FIELDS["sector"]
    area = _FIELDS["area"]
    unit = _FIELDS["unit"]
    union = _FIELDS["union"]
    decision_number = _FIELDS["decision_number"]
    decision_date = _FIELDS["decision_date"]
    document = _FIELDS["document"]
    reason = _FIELDS["reason"]

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.asks_unit = ""
        for name in ("area", "unit"):
            _search(self.fields[name], name)
        for name, values in _STATUSES.items():
            self.fields[name].choices = values.choices
        self.fields["decision_number"].widget.attrs["class"] = "vTextField"
        self.fields["reason"].widget.attrs["class"] = "vTextField"
        self.fields["union"].empty_label = "Không thuộc liên hiệp nào"
        if self.kind == Kind.UNION:
            del self.fields["union"]
        say_who_reads(self.fields["reason"], StandingEntry)
        if self.files.get(self.add_prefix("document")):
            self._add_help(
                "document", format_html("<strong>{}</strong>", _SCAN_IS_GONE)
            )

    def _add_help(self, name, words):
        field = self.fields[name]
        field.help_text = format_html("{} {}", words, field.help_text)

    def clean_document(self):
        document = self.cleaned_data["document"]
        if document:
            check_document(document)
        return document

    def clean(self):
        cleaned = super().clean() or self.cleaned_data
        needed = {"effective_from", *AXES, "area", "unit", "decision_date"}
        if self.errors.keys() & needed:
            return cleaned
        for name in _STATUSES.keys() & set(self.stated_axes):
            if not cleaned.get(name):
                self.add_error(name, "Hãy chọn một tình trạng.")
        if "place" in self.stated_axes:
            self._clean_unit(cleaned)
        if "unit" not in self.errors:
            problems = actions.find_problems(
                self._entry(cleaned), self._before, self._wrong
            )
            for field, problem in problems.items():
                self.add_error(field if field in self.fields else None, problem)
        return cleaned

    @property
    def stated_axes(self):
        """The axes that the entry is to state: of a founding all."""
        return list(AXES)

    _before = _wrong = None  # how it stood until then; the entry to be replaced

    def _entry(self, cleaned):
        entry = StandingEntry(
            kind=self.kind,
            effective_from=cleaned.get("effective_from"),
            decision_date=cleaned.get("decision_date"),
        )
        entry.state(**self._values(cleaned))
        return entry

    def _values(self, cleaned):
        """Returns the values of the axes that are stated."""
        names = [name for axis in self.stated_axes for name in AXES[axis]]
        return {name: cleaned.get(name) for name in names}

    def _clean_unit(self, cleaned):
        """Asks which unit of today the area became a part of, where that is open."""
        area, unit = cleaned.get("area"), cleaned.get("unit")
        if area is None:
            return
        if unit == area:
            cleaned["unit"] = unit = None
        wrong = wrong_unit(area, unit) if unit else ""
        if wrong:
            self.add_error("unit", wrong)
        # One that had ended by the typed day is refused, never changed into another.
        if is_split(area) and (unit is None or wrong) and not self._has_ended(area):
            self._ask_unit(area, area.units_now(), unit)

    def _has_ended(self, area):
        """Returns whether the area, newly chosen, was no more on the typed day."""
        day = self.cleaned_data["effective_from"]
        return area.has_ended(day) and area != self._known_area

    @property
    def _known_area(self):
        """The area that was recorded before, which may be named on after its end."""
        return self._before.area if self._before else None

    def _ask_unit(self, area, became, unit):
        """Offers the units that the area became; the default is assumed."""
        choices = [("", f"Chưa rõ: tính theo {became[0]} (giả định)")]
        choices += [(one.pk, str(one)) for one in became]
        self.fields["unit"].widget = forms.Select(choices=choices)
        self.asks_unit = str(area.pk)
        if unit is None and self.data.get(self.ASKED) != self.asks_unit:
            self.add_error(
                "unit",
                f"{area} đã được chia cho {_and(became)}. Trụ sở nay ở đâu? Chưa rõ "
                "thì để nguyên rồi lưu lần nữa: sẽ tính theo "
                f"{became[0]} và ghi là giả định.",
            )

    @property
    def paper(self):
        """The decision, its scan and the reason, for the actions."""
        return {n: self.cleaned_data[n] for n in PAPER if n in self.cleaned_data}

    @property
    def facts(self):
        """What was entered, for the actions; the day goes apart."""
        return self._values(self.cleaned_data) | self.paper


def ask_why(field, model):
    """Makes the reason of a correction required, and says what belongs there."""
    field.required = True
    field.label = "Lý do đính chính"
    field.help_text = "Ghi sai chỗ nào, căn cứ vào đâu để sửa."
    say_who_reads(field, model)


def _and(areas):
    return " và ".join([", ".join(map(str, areas[:-1])), str(areas[-1])])
