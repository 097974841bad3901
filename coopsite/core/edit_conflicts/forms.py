"""The form that names its version, and what differs where another was saved."""

import json

from django import forms
from django.contrib.admin.models import LogEntry
from django.contrib.contenttypes.models import ContentType
from django.urls import reverse

from ..blocks import join_blocks
from ..richtext import RichTextWidget, clean, plain_text
from .values import describe_value, digest, editable, read_version

VERSION = "_started_from"
TAKE = "_take-"  # and the name of a field: "saved" to give one's own text up
_REFUSED = (
    "Chưa lưu: trong lúc bạn sửa, bản khác đã được lưu. Hãy xem hai bản dưới đây."
)
_UNKNOWN = (
    "Chưa lưu: không rõ bạn bắt đầu sửa từ bản nào (trang mở đã lâu hoặc gửi lên thiếu "
    "dữ liệu). Hãy so với bản đang lưu rồi bấm lưu lần nữa."
)


class Difference:
    """What was typed into a field beside what is saved there, both as plain text."""

    def __init__(self, name, label, mine, saved):
        self.name, self.label, self.take = name, label, TAKE + name
        self.mine, self.saved = mine, saved
        self.reads_alike = mine == saved  # only the looks of the text differ


class SavedBoundField(forms.BoundField):
    """Shows what is saved, where the form says so, in place of what was typed."""

    def value(self):
        if self.name in self.form.shown_saved:
            return self.field.prepare_value(self.form.shown_saved[self.name])
        return super().value()


class GuardedForm(forms.ModelForm):
    """The base of the forms of a `GuardedAdmin`, which sets `editor` and `inlines`. A
    new row is nobody's yet: nothing of it is guarded.

    A form that shows a value of another table names it in `kept_elsewhere`: {field:
    (the model's field, a function of the saved row)}; it is guarded like the others.

    For the page: `version` goes into the hidden field; when the save was stopped,
    `is_stopped`, `differences` (changed by both), `taken` (labels of what only the
    other person changed, now in the form) and `last_save`.
    """

    bound_field_class = SavedBoundField
    editor = None
    inlines = ()

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        model = type(self.instance)
        self.saved = model._base_manager.filter(pk=self.instance.pk).first()
        self.is_stopped, self.differences, self.taken = False, [], []
        self.shown_saved = {}
        self._guarded = [name for name in self.fields if self._is_guarded(name)]
        self._digests = {name: digest(v) for name, v in self._stored().items()}
        for name in self._given_up():
            # Disabled while the form is cleaned: the stored value stands.
            self.initial[name] = self._stored_value(name)
            self.fields[name].disabled = True

    def _is_guarded(self, name):
        own = {field.name for field in editable(type(self.instance))}
        is_kept = name in own | self._elsewhere.keys()
        return bool(self.saved) and is_kept and not self.fields[name].disabled

    @property
    def _elsewhere(self):
        return getattr(self, "kept_elsewhere", {})

    def _model_field(self, name):
        if name in self._elsewhere:
            return self._elsewhere[name][0]
        return self.saved._meta.get_field(name)

    def _stored_value(self, name):
        if name in self._elsewhere:
            return self._elsewhere[name][1](self.saved)
        return self.saved._meta.get_field(name).value_from_object(self.saved)

    def _stored(self):
        stored = {n: self._tidy(n, self._stored_value(n)) for n in self._guarded}
        if self.saved:
            stored |= {i.key: i.rows(self.saved) for i in self.inlines}
        return stored

    def _given_up(self):
        if not self.is_bound:
            return []
        return [n for n in self._guarded if self.data.get(TAKE + n) == "saved"]

    @property
    def version(self):
        """What the hidden field carries: always the stored version, because a page
        that is shown again has told of every difference."""
        return json.dumps(self._digests, separators=(",", ":"))

    @property
    def saved_address(self):
        options = self.saved._meta
        name = f"admin:{options.app_label}_{options.model_name}_change"
        return reverse(name, args=[self.saved.pk])

    def _clean_fields(self):
        super()._clean_fields()
        self._typed = dict(self.cleaned_data)  # before `clean` takes wrong ones out

    def full_clean(self):
        super().full_clean()
        if self.is_bound and self.saved:
            self._guard()

    def _guard(self):
        base = read_version(self.data.get(VERSION))
        self._typed |= self.cleaned_data
        for name in self._guarded:
            if not self.fields[name].disabled and self._mine(name) != self._of(name):
                self._compare(name, (base or {}).get(name))
        for inline in self.inlines:
            if (base or {}).get(inline.key) != self._of(inline.key):
                self._compare_rows(inline)
        if base is None or self.differences or self.taken:
            self.is_stopped = True
            self.add_error(None, _UNKNOWN if base is None else _REFUSED)
        if self.errors:
            self.show_given_up()

    def show_given_up(self):
        """Shows the stored value, to be edited, where one's own text was given up."""
        for name in self._given_up():
            self._show_saved(name)

    def _of(self, name):
        return self._digests[name]

    def _compare(self, name, base):
        """Settle a field in which what was typed is not what is stored."""
        if base == self._of(name):
            return  # nobody else changed it
        if base == self._mine(name) and not self._brings_back:
            self._show_saved(name)
            self.taken.append(self[name].label)
            return
        mine, saved = self._my_words(name), self._saved_words(name)
        self.differences.append(Difference(name, self[name].label, mine, saved))

    def _compare_rows(self, inline):
        mine, saved = (
            inline.typed(self.data, self.saved),
            inline.describe_value(self.saved),
        )
        if mine != saved:
            self.differences.append(Difference("", inline.label, mine, saved))

    @property
    def _brings_back(self):
        """Whether the form shows an old version, all of which is meant."""
        return hasattr(self.instance, "_history")

    def _mine(self, name):
        """Returns the digest of what was typed; None where that is no value at all."""
        if name not in self._typed:
            return None
        return digest(self._tidy(name, self._typed[name]))

    def _show_saved(self, name):
        self.fields[name].disabled = False
        self.shown_saved[name] = self._stored_value(name)

    def _tidy(self, name, value):
        """Returns `value` so that it equals itself after a way through the browser."""
        if not self._is_rich(name):
            return value
        try:
            return join_blocks(clean(value or ""))
        except forms.ValidationError:  # too long or entangled: the field says so
            return value

    def _is_rich(self, name):
        return isinstance(self.fields[name].widget, RichTextWidget)

    def _my_words(self, name):
        if name in self._typed:
            return self._in_words(name, self._typed[name])
        value = self[name].value()
        return " ".join(map(str, value)) if isinstance(value, list) else str(value)

    def _saved_words(self, name):
        if name in self._elsewhere:
            return self._in_words(name, self._stored_value(name))
        field, value = self.saved._meta.get_field(name), getattr(self.saved, name)
        value = value.all() if field.many_to_many else value
        return self._in_words(name, value)

    def _in_words(self, name, value):
        if self._is_rich(name):
            return plain_text(clean(value))
        return describe_value(value, self._model_field(name))

    @property
    def last_save(self):
        """Who saved last and when, as far as it was recorded: (name, moment)."""
        saves = [save for save in (self._last_version(), self._last_entry()) if save[1]]
        person, moment = max(saves, key=lambda save: save[1], default=(None, None))
        if person is not None and person == self.editor:
            return "chính bạn, ở một cửa sổ khác", moment
        return (str(person) if person else "không ghi tên"), moment

    def _last_version(self):
        manager = getattr(self.saved._meta, "simple_history_manager_attribute", None)
        last = getattr(self.saved, manager).first() if manager else None
        return (last.history_user, last.history_date) if last else (None, None)

    def _last_entry(self):
        kind = ContentType.objects.get_for_model(self.saved, for_concrete_model=False)
        entries = LogEntry.objects.filter(
            content_type=kind, object_id=str(self.saved.pk)
        )
        last = entries.select_related("user").order_by("-action_time").first()
        return (last.user, last.action_time) if last else (None, None)
