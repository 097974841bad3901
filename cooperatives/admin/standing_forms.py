"""The keepers' forms of an entry: a founding, a change, a correction.

A change states only the axes that were changed in the form, or confirmed by their box.
"""

from django import forms
from django.contrib import admin
from django.contrib.admin.widgets import AdminDateWidget
from django.utils import timezone

from coopsite.core.admin import DayField, LineField
from coopsite.core.found_by_typing import FoundByTyping

from .. import actions
from ..actions.standings import PAPER
from ..documents import check_document
from ..models import (
    AXES,
    AXIS_LABELS,
    Kind,
    LegalStatus,
    OperatingStatus,
    Standing,
    StandingEntry,
)
from ..models.place_checks import is_split, wrong_unit
from .members_question import MembersQuestion
from .starting_point import FIELD, StartingPoint
from .words import in_words

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
_UNCHANGED = (
    "Chưa có gì thay đổi so với cách hồ sơ đã được ghi. Hãy đổi ít nhất một ô, hoặc "
    "đánh dấu “Xác nhận” ở điều vẫn đúng."
)


def _search(field, name):
    """Let the area be found by typing: a list of 600 is no choice."""
    relation = Standing._meta.get_field(name)
    field.widget = FoundByTyping(relation, admin.site, choices=field.choices)


class StandingForm(forms.Form):
    """The fields of an entry, checked as the actions check them.

    `asks_unit` is the key of a split commune whose unit of today was left open: the
    page then asks; a second save takes the default, which is marked as assumed.
    """

    ASKED = "da_hoi_dia_ban"
    kind = ""

    class Media:
        js = ["js/areas_of_day.js"]

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

    def clean_document(self):
        document = self.cleaned_data["document"]
        if document:
            check_document(document)
        return document

    def clean(self):
        cleaned = super().clean() or self.cleaned_data
        asked = {"effective_from", *AXES, "area", "unit", "decision_date"}
        if self.errors.keys() & asked:
            return cleaned
        if "place" in self.stated_axes:
            self._clean_unit(cleaned)
        if "unit" not in self.errors:
            found = actions.problems(self._entry(cleaned), self._before, self._wrong)
            for field, problem in found.items():
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
        """The values of the axes that are stated."""
        names = [name for axis in self.stated_axes for name in AXES[axis]]
        return {name: cleaned.get(name) for name in names}

    def _clean_unit(self, cleaned):
        """Ask which unit of today the area became a part of, where that is open."""
        area, unit = cleaned.get("area"), cleaned.get("unit")
        if area is None:
            return
        if unit == area:
            cleaned["unit"] = unit = None
        wrong = wrong_unit(area, unit) if unit else ""
        if wrong:
            self.add_error("unit", wrong)
        if is_split(area) and (unit is None or wrong):
            self._ask_unit(area, area.units_now(), unit)

    def _ask_unit(self, area, became, unit):
        """Offer the units that the area became."""
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


# The entry's own fields, so that labels and help are written once, on the model.
StandingForm.base_fields |= _FIELDS
StandingForm.declared_fields |= _FIELDS


class ChangeForm(MembersQuestion, StandingForm):
    """What changes about an organisation from a day on, and what is confirmed.

    It starts from how the organisation stood on `day`; a field that comes back as it
    was shown is not stated unless its axis is confirmed.
    """

    box_label = "Xác nhận: {} vẫn như vậy"
    # The fields of an entry that the form shows anew each time.
    left_empty = ["effective_from", *PAPER]

    def __init__(self, data=None, files=None, *, organisation, initial=None):
        self.kind, self.organisation = organisation.kind, organisation
        shown = initial or {}
        day = shown.get("effective_from") or timezone.localdate()
        self.point = StartingPoint.read(organisation, (data or {}).get(FIELD))
        self.has_boxes = self.point is not None
        self.point = self.point or StartingPoint.now(organisation, day)
        initial = self._get_shown_values() | shown
        super().__init__(data, files, initial=initial)
        for axis in self.axes:
            label = self.box_label.format(AXIS_LABELS[axis])
            self.fields[box(axis)] = forms.BooleanField(label=label, required=False)
        for name in (name for axis in self.axes for name in AXES[axis]):
            self.fields[name].required = False

    @property
    def axes(self):
        """The axes that an organisation of this kind has."""
        return [a for a in AXES if a != "union" or self.kind != Kind.UNION]

    @property
    def started_from(self):
        """What the hidden field carries."""
        return str(self.point)

    def _get_shown_values(self):
        standing = self.point.standing
        if standing is None:
            return {}
        return {name: getattr(standing, name) for name in actions.standings.VALUES}

    @property
    def stated_axes(self):
        return [a for a in self.axes if self._is_changed(a) or self._is_confirmed(a)]

    def _is_changed(self, axis):
        """Whether a field of the axis was sent, and not as it was shown."""
        return any(self._is_field_changed(name) for name in AXES[axis])

    def _is_field_changed(self, name):
        is_sent = self.add_prefix(name) in self.data
        return is_sent and self.cleaned_data.get(name) != self._get_shown(name)

    def _get_shown(self, name):
        """What the field showed; for a form that does not say, how it stood on the day
        that was typed."""
        if self.has_boxes:
            return self.initial.get(name)
        return getattr(self._before, name, None)

    def _is_confirmed(self, axis):
        return bool(self.cleaned_data.get(box(axis)))

    @property
    def _before(self):
        day = self.cleaned_data.get("effective_from")
        if day is None:
            return None
        if not hasattr(self, "_standing_before"):
            rows = Standing.objects.filter(organisation=self.organisation).on(day)
            rows = rows.select_related("sector", "area", "unit", "union")
            self._standing_before = rows.first()
        return self._standing_before

    def _values(self, cleaned):
        """A field that was not sent stays as it was shown."""
        return {
            name: cleaned.get(name)
            if self.add_prefix(name) in self.data
            else self._get_shown(name)
            for axis in self.stated_axes
            for name in AXES[axis]
        }

    def clean(self):
        cleaned = super().clean()
        if not self.errors and not self.stated_axes and not self._wrong:
            self.add_error(None, _UNCHANGED)
        if not self.errors:
            self._check_nobody_wrote()
        return cleaned

    def _check_nobody_wrote(self):
        """Stop where somebody recorded about the same axes since the form was shown.

        The form then starts from now, so that sending it again is a decision.
        """
        since = self.point.get_recorded_since(self.stated_axes)
        if not since or self._wrong:
            return
        last = since[0]
        person = last.superseded_by or last.recorded_by
        by = f", bởi {person}" if person else ""
        self.add_error(
            None,
            f"Chưa ghi: sau khi bạn mở trang này, có người vừa ghi {in_words(last)}"
            f"{by}. Hãy xem lại các ô dưới đây rồi bấm lưu lần nữa.",
        )
        self.is_stopped = True
        self.point = StartingPoint.now(self.organisation, self.point.day)

    is_stopped = False


def box(axis):
    """Returns the name of the box that confirms `axis`."""
    return f"xac_nhan_{axis}"


class CorrectionForm(ChangeForm):
    """A right entry in place of one recorded wrongly; the reason is required.

    A ticked box says that the entry states its axis; a founding states all.
    """

    box_label = "Mốc này nêu {}"
    left_empty = ["reason"]

    def __init__(self, data=None, files=None, *, organisation, initial=None, fact):
        self._wrong = fact
        super().__init__(data, files, organisation=organisation, initial=initial)
        ask_why(self.fields["reason"])
        for axis in self.axes:
            self.initial[box(axis)] = axis in fact.stated_axes
        if fact.document:
            self.fields[
                "document"
            ].help_text = (
                "Đã có bản chụp. Chọn tệp khác nếu bản ấy sai; để trống thì giữ nguyên."
            )

    def _get_shown_values(self):
        """The values of the wrong entry; on other axes how it stood on its day."""
        stated = {
            name: getattr(self._wrong, name)
            for axis in self._wrong.stated_axes
            for name in AXES[axis]
        }
        return super()._get_shown_values() | stated

    def _get_shown(self, name):
        return self.initial.get(name)

    def _is_confirmed(self, axis):
        if not self.has_boxes:
            return axis in self._wrong.stated_axes
        return super()._is_confirmed(axis)

    @property
    def leave_out(self):
        """The axes that the wrong entry stated and the right one does not."""
        return [a for a in self._wrong.stated_axes if a not in self.stated_axes]

    @property
    def facts(self):
        left = [axis for axis in self.leave_out if axis in self.axes]
        return super().facts | {"leave_out": left}


def ask_why(field):
    """Make the reason of a correction required, and say what belongs there."""
    field.required = True
    field.label = "Lý do đính chính"
    field.help_text = "Ghi sai chỗ nào, căn cứ vào đâu để sửa."


def _and(areas):
    return " và ".join([", ".join(map(str, areas[:-1])), str(areas[-1])])
