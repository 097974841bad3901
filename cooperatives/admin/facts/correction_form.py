"""The keepers' form of a correction: a right entry in place of a wrong one."""

from ...actions.standing_checks import others_of
from ...models import AXES, StandingEntry
from .change_form import ChangeForm, box, make_box
from .standing_forms import ask_why

_NAMED = {
    "operating_status": "tình trạng hoạt động",
    "legal_status": "tình trạng pháp lý",
    "sector": "lĩnh vực",
    "place": "địa bàn",
    "union": "việc thuộc liên hiệp",
}

_HAS_SCAN = "Đã có bản chụp. Chọn tệp khác nếu bản ấy sai; để trống thì giữ nguyên."


def box_to_leave_out(axis):
    """Returns the name of the box by which a correction leaves `axis` out."""
    return f"khong_neu_{axis}"


class CorrectionForm(ChangeForm):
    """A right entry in place of one recorded wrongly; the reason is required.

    It states what the wrong one stated, but for the axes whose box leaves them out, and
    what was changed or is added by its box. A founding states all. Where the form names
    no start, nobody knows what was changed on other axes: only their boxes count.
    """

    states_nothing = "Mốc phải nêu ít nhất một điều. Nếu mốc này không nên có, hãy rút."

    def __init__(self, data=None, files=None, *, organisation, initial=None, fact):
        self._wrong = fact
        others = others_of(fact).filter(effective_from__lt=fact.effective_from)
        self._is_founding = not others.exists()
        super().__init__(data, files, organisation=organisation, initial=initial)
        ask_why(self.fields["reason"], StandingEntry)
        if fact.document:
            self._add_help("document", _HAS_SCAN)

    @property
    def is_founding(self):
        return self._is_founding

    def _add_boxes(self):
        for axis in self.axes:
            label, name = f"Mốc này cũng ghi {_NAMED[axis]}", box(axis)
            if axis in self._wrong.stated_axes:
                label = f"Mốc này không ghi {_NAMED[axis]}"
                name = box_to_leave_out(axis)
            self.fields[name] = make_box(label)

    def _get_day_to_show(self, data, shown):
        return self._wrong.effective_from

    def _get_shown_values(self):
        """Returns the values of the wrong entry; on other axes how it stood on its
        day."""
        names = [name for axis in self._wrong.stated_axes for name in AXES[axis]]
        stated = {name: getattr(self._wrong, name) for name in names}
        return super()._get_shown_values() | stated

    def _get_changed_axes(self):
        changed = self._get_axes_other_than(self.initial)
        if self.names_its_start or self.has_unknown_start:
            return changed
        return [axis for axis in changed if axis in self._wrong.stated_axes]

    @property
    def stated_axes(self):
        if self.is_founding:
            return self.axes
        changed = self._get_changed_axes()
        return [a for a in self.axes if a in changed or self._is_still_stated(a)]

    def _is_still_stated(self, axis):
        if axis in self._wrong.stated_axes:
            return not self._is_ticked(box_to_leave_out(axis))
        return self._is_ticked(box(axis))

    def clean(self):
        cleaned = super().clean()
        for axis in self._get_changed_axes():
            if self._is_ticked(box_to_leave_out(axis)):
                self.add_error(
                    box_to_leave_out(axis),
                    "Ô này đánh dấu là không ghi, nhưng nội dung lại được sửa. Hãy bỏ "
                    "một trong hai.",
                )
        return cleaned

    @property
    def _axes_to_watch(self):
        """Those stated anew; of the wrong entry's own the action sees what changed."""
        return [a for a in self.stated_axes if a not in self._wrong.stated_axes]

    @property
    def leave_out(self):
        """The axes that the wrong entry stated and the right one does not."""
        stated = [axis for axis in self._wrong.stated_axes if axis in self.axes]
        return [axis for axis in stated if axis not in self.stated_axes]

    @property
    def facts(self):
        return super().facts | {"leave_out": self.leave_out}
