"""The keepers' form of a change.

It states only what was changed in the form or confirmed by a box. The form names what
it started from, so that a field which comes back as it was shown says nothing.
"""

from django import forms

from ...actions.standings import BEFORE_FOUNDING, VALUES
from ...changes import describe_value
from ...effects import get_effects
from ...models import AXES, AXIS_LABELS, Kind, Standing
from ..members_question import MembersQuestion
from .descriptions import describe_entry, say_who_and_when
from .standing_forms import StandingForm
from .starting_point import FIELD, StartingPoint, get_shown_values

_UNKNOWN_START = (
    "Chưa ghi: không rõ bạn bắt đầu sửa từ bản nào (trang mở đã lâu hoặc gửi lên thiếu "
    "dữ liệu). {} Hãy xem lại các ô dưới đây rồi bấm lưu lần nữa."
)
_OTHER_DAY = (
    "Chưa ghi gì: bạn chưa đổi ô nào, mà các ô khi ấy điền theo ngày {shown}. Vào ngày "
    "{day}, sổ ghi khác: {values}. Các ô dưới đây nay theo ngày {day}: hãy đổi điều gì "
    "khác đi từ ngày ấy, hoặc đánh dấu “Xác nhận” ở điều vẫn đúng."
)
# Other words than the fields' own labels: a box and a field are told apart by them.
_CONFIRMED = {
    "operating_status": "Xác nhận vẫn vậy theo khảo sát",
    "legal_status": "Xác nhận vẫn vậy theo cơ quan đăng ký",
    "sector": "Xác nhận vẫn làm ngành này",
    "place": "Xác nhận vẫn ở nơi này",
    "union": "Xác nhận vẫn là thành viên như vậy",
}
_RELATED = ["sector", "area", "unit", "union"]


def box(axis):
    """Returns the name of the box that confirms `axis`."""
    return f"xac_nhan_{axis}"


class ChangeForm(MembersQuestion, StandingForm):
    """What changes about an organisation from a day on, and what is confirmed.

    `point` is what the form started from. A form that names none counts as shown today:
    what equals today's standing, or that of the typed day, was not changed. One that
    names what cannot be read (`has_unknown_start`) is stopped.
    `is_founding`: nothing valid is recorded, so that all is stated.
    """

    editor = None  # whoever fills it in
    is_stopped = False
    states_nothing = (
        "Chưa có gì thay đổi so với cách hồ sơ đã được ghi. Hãy đổi ít nhất một ô, "
        "hoặc đánh dấu “Xác nhận” ở điều vẫn đúng."
    )

    def __init__(self, data=None, files=None, *, organisation, initial=None):
        self.kind, self.organisation = organisation.kind, organisation
        shown = initial or {}
        sent = (data or {}).get(FIELD)
        point = StartingPoint.read(organisation, sent)
        self.names_its_start = point is not None
        self.has_unknown_start = sent is not None and point is None
        self.point = point or StartingPoint.now(
            organisation, self._get_day_to_show(data, shown)
        )
        self.entries = self._get_entries()
        super().__init__(data, files, initial=self._get_shown_values() | shown)
        for name in VALUES:
            if name in self.fields:
                self.fields[name].required = False
        if not self.is_founding:
            self._add_boxes()

    def _get_day_to_show(self, data, shown):
        return None if data else shown.get("effective_from")

    def _get_entries(self):
        known = self.organisation.entries.known().in_order()
        return list(known.select_related(*_RELATED))

    @property
    def is_founding(self):
        return not self.entries

    @property
    def axes(self):
        """The axes that an organisation of this kind has."""
        return [a for a in AXES if a != "union" or self.kind != Kind.UNION]

    def _add_boxes(self):
        for axis in self.axes:
            self.fields[box(axis)] = make_box(_CONFIRMED[axis])

    @property
    def started_from(self):
        """What the hidden field carries."""
        return str(self.point)

    @property
    def starting_values(self):
        """How it stood when the form was shown; None before the founding."""
        return self.point.standing

    @property
    def founded_on(self):
        return self.entries[0].effective_from if self.entries else None

    def _get_shown_values(self):
        return get_shown_values(self.point.standing)

    # --- what is stated ---------------------------------------------------------------

    @property
    def stated_axes(self):
        if self.is_founding:
            return self.axes
        changed = self._get_changed_axes()
        return [a for a in self.axes if a in changed or self._is_ticked(box(a))]

    def _get_changed_axes(self):
        changed = self._get_axes_other_than(self.initial)
        if self.names_its_start:
            return changed
        then = self._get_axes_other_than(get_shown_values(self._before))
        return [axis for axis in then if axis in changed] or then

    def _get_axes_other_than(self, values):
        cleaned = self.cleaned_data
        return [
            axis
            for axis in self.axes
            if any(cleaned.get(name) != values.get(name) for name in AXES[axis])
        ]

    def _is_ticked(self, name):
        return bool(self.cleaned_data.get(name))

    @property
    def _before(self):
        """How it stood on the typed day, by what is recorded now."""
        day = self.cleaned_data.get("effective_from")
        if day is None:
            return None
        if not hasattr(self, "_standing_before"):
            rows = Standing.objects.filter(organisation=self.organisation).on(day)
            self._standing_before = rows.select_related(*_RELATED).first()
        return self._standing_before

    # --- how it is checked ------------------------------------------------------------

    def clean(self):
        self._fill_in_what_was_not_sent()
        self._drop_unit_of_another_area()
        cleaned = super().clean()
        if self.has_unknown_start:
            self._stop_at_unknown_start()
        if not self.errors and not self.stated_axes:
            self._say_states_nothing()
        if not self.errors:
            self._check_nobody_wrote()
        if not self.errors:
            self._check_day_is_free()
        return cleaned

    def _fill_in_what_was_not_sent(self):
        shown = self.initial
        if not self.names_its_start and self._wrong is None:
            shown = get_shown_values(self._before)
        for name in VALUES:
            if name in self.fields and self.add_prefix(name) not in self.data:
                self.cleaned_data[name] = shown.get(name)

    def _drop_unit_of_another_area(self):
        """Empties the unit where the area was changed and the other one's unit still
        shows, unless the question about a split commune was just answered."""
        area, unit = self.cleaned_data.get("area"), self.cleaned_data.get("unit")
        if not area or not unit or self.data.get(self.ASKED) == str(area.pk):
            return
        for shown in (self.initial, get_shown_values(self._before)):
            if unit == shown.get("unit") and area != shown.get("area"):
                self.cleaned_data["unit"] = None
                self._show({"unit": None})
                return

    def _show(self, values):
        """Lets the fields show `values` when the page comes back."""
        self.data = self.data.copy()
        for name, value in values.items():
            prepared = self.fields[name].prepare_value(value)
            self.data[self.add_prefix(name)] = "" if prepared is None else prepared

    def _say_states_nothing(self):
        """Refuses a form that states nothing. Where it showed another day than the
        typed one, its fields show the typed day from now on."""
        day, before = self.cleaned_data["effective_from"], self._before
        if self._wrong or not self.names_its_start or self.point.day == day:
            self.add_error(None, self.states_nothing)
        elif before is None:
            self.add_error("effective_from", BEFORE_FOUNDING)
        elif axes := self._get_axes_other_than(get_shown_values(before)):
            values = [f"{AXIS_LABELS[a]}: {describe_value(before, a)}" for a in axes]
            shown = f"{self.point.day:%d/%m/%Y}"
            self._start_from(day)
            self.add_error(
                None,
                _OTHER_DAY.format(
                    day=f"{day:%d/%m/%Y}", shown=shown, values="; ".join(values)
                ),
            )
        else:
            self.add_error(None, self.states_nothing)

    def _check_nobody_wrote(self):
        """Stops where somebody recorded about the same axes since the form was shown.

        The form then starts from now: what was not touched shows what is recorded now,
        so that sending it again is a decision.
        """
        since = self.point.get_recorded_since(self._axes_to_watch)
        if not since:
            return
        self._start_again(self.point.day)
        who = say_who_and_when(since[0], self.editor)
        self.add_error(
            None,
            f"Chưa ghi: sau khi bạn mở trang này, {who} vừa ghi "
            f"{describe_entry(since[0])}. Hãy xem lại các ô dưới đây rồi bấm lưu lần "
            "nữa.",
        )

    @property
    def _axes_to_watch(self):
        """The axes about which nobody else may have written since."""
        return self.stated_axes

    def _start_again(self, day):
        """Stops what would undo unseen what others wrote."""
        self._start_from(day)
        self.is_stopped = True

    def _start_from(self, day):
        """Lets the form start from now: what was not touched shows how it stands on
        `day`."""
        touched = self._get_changed_axes()
        self.point = StartingPoint.now(self.organisation, day)
        now = self._get_shown_values()
        names = [n for axis in self.axes if axis not in touched for n in AXES[axis]]
        self._show({name: now[name] for name in names if name in now})

    def _stop_at_unknown_start(self):
        """Stops what would undo unseen what others wrote; says what is recorded
        otherwise than what the fields go on showing."""
        kept = self._get_changed_axes()
        day = self.cleaned_data.get("effective_from")
        self._start_again(day if self._before else self.point.day)
        standing = self.starting_values
        values = [
            f"{AXIS_LABELS[axis]}: {describe_value(standing, axis)}"
            for axis in self._get_axes_other_than(get_shown_values(standing))
            if standing and axis in kept
        ]
        recorded = (
            f"Khác với ô bạn gửi, sổ đang ghi {'; '.join(values)}." if values else ""
        )
        self.add_error(None, " ".join(_UNKNOWN_START.format(recorded).split()))

    def _check_day_is_free(self):
        """Refuses an axis that another entry states on the day, as the database does;
        the look before the save says so, too."""
        if self._wrong and self._wrong.superseded_at:
            return  # by what stands there now: that is told instead
        day, stated = self.cleaned_data["effective_from"], self.stated_axes
        for entry in self.entries:
            taken = set(entry.stated_axes) & set(stated)
            if taken and entry.effective_from == day and entry != self._wrong:
                label = " và ".join(AXIS_LABELS[a] for a in stated if a in taken)
                self.add_error(
                    None,
                    f"Đã có một mốc khác từ đúng ngày này ghi {label}. Nếu mốc ấy sai, "
                    "hãy đính chính.",
                )

    # --- the look before the save -----------------------------------------------------

    def get_effects(self):
        """Returns what the entry would change; for a form that is valid."""
        return get_effects(self.entries, self._entry(self.cleaned_data), self._wrong)


def make_box(label):
    """Returns the field of a box."""
    return forms.BooleanField(label=label, required=False)
