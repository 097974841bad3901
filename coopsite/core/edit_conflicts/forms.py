"""The form that names its version, and what differs where another was saved."""

import json

from django import forms
from django.contrib.admin.models import LogEntry
from django.contrib.contenttypes.models import ContentType
from django.urls import reverse

from ..blocks import join_blocks
from ..merge import MINE, THEIRS
from ..richtext import clean, plain_text
from .conflicts import Conflict, Taken, name_choice, read_choice
from .merging import TextMerge
from .values import describe_value, digest, editable, read_version

VERSION = "_started_from"
_REFUSED = (
    "Chưa lưu: trong lúc bạn sửa, bản khác đã được lưu. Hãy xem hai bản dưới đây."
)
_UNKNOWN = (
    "Chưa lưu: không rõ bạn bắt đầu sửa từ bản nào (trang mở đã lâu hoặc gửi lên thiếu "
    "dữ liệu). Hãy so với bản đang lưu rồi bấm lưu lần nữa."
)


class SavedBoundField(forms.BoundField):
    """Shows what is saved, where the form says so, in place of what was typed."""

    def value(self):
        if self.name in self.form.shown_saved:
            return self.field.prepare_value(self.form.shown_saved[self.name])
        return super().value()


class GuardedForm(TextMerge, forms.ModelForm):
    """The base of the forms of a `GuardedAdmin`, which sets `editor` and `inlines`. A
    new row is nobody's yet: nothing of it is guarded.

    A form that shows a value of another table names it in `kept_elsewhere`: {field:
    (the model's field, a function of the saved row)}; it is guarded like the others.

    Where both changed a text, each paragraph is taken from who changed it (the text
    they started from is found among the versions); a paragraph that both changed is
    asked about, and so is any other field that both changed. `saves_merged`: whether
    what was taken in without a question is saved at once, not shown first.

    For the page: `version` goes into the hidden field; when the save was stopped,
    `is_stopped`; `conflicts`, which are asked about; `taken`, what only the other
    person changed, now in the form; and `last_save`.
    """

    bound_field_class = SavedBoundField
    editor = None
    inlines = ()
    saves_merged = False

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        model = type(self.instance)
        self.saved = model._base_manager.filter(pk=self.instance.pk).first()
        self.is_stopped, self.conflicts, self.taken = False, [], []
        self.shown_saved, self._asked_from = {}, {}
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
        return [n for n in self._guarded if self._choice(n) == THEIRS]

    def _choice(self, name):
        """Returns what was chosen of a whole field that both changed."""
        return read_choice(self.data, name_choice(name, self._digests[name]))

    @property
    def version(self):
        """What the hidden field carries: the stored version, because a page that is
        shown again has told of it; of what it asks about, where that began."""
        digests = self._digests | self._asked_from
        return json.dumps(digests, separators=(",", ":"))

    @property
    def saved_address(self):
        options = self.saved._meta
        name = f"admin:{options.app_label}_{options.model_name}_change"
        return reverse(name, args=[self.saved.pk])

    def _clean_fields(self):
        super()._clean_fields()
        self._typed = dict(self.cleaned_data)  # before `clean` takes wrong ones out

    def _clean_form(self):
        super()._clean_form()
        if self.is_bound and self.saved:
            self._guard()

    def full_clean(self):
        super().full_clean()
        if self.is_bound and self.errors:
            self.show_given_up()

    def _guard(self):
        sent = read_version(self.data.get(VERSION))
        base = sent or {}
        self._typed |= self.cleaned_data
        for name in self._guarded:
            is_mine = not self.fields[name].disabled and self._choice(name) != MINE
            if is_mine and self._mine(name) != self._of(name) != base.get(name):
                self._settle(name, base.get(name))
        for inline in self.inlines:
            if base.get(inline.key) != self._of(inline.key):
                self._compare_rows(inline)
        is_merged = self.taken and not self.saves_merged
        if sent is None or self.conflicts or is_merged:
            self.is_stopped = True
            self.add_error(None, _UNKNOWN if sent is None else _REFUSED)

    def show_given_up(self):
        """Shows the stored value, to be edited, where one's own text was given up."""
        for name in self._given_up():
            self.fields[name].disabled = False
            self.shown_saved[name] = self._stored_value(name)

    def _of(self, name):
        return self._digests[name]

    def _settle(self, name, start):
        """Settles a field that somebody else changed since `start`, its digest."""
        if start == self._mine(name) and not self._brings_back:
            before, after = self._my_words(name), self._saved_words(name)
            self.taken.append(Taken(self[name].label, ((before, after),)))
            self._put(name, self._stored_value(name), self._saved_in_python(name))
        elif not self._merge(name, start):
            mine, saved = self._my_words(name), self._saved_words(name)
            take = name_choice(name, self._digests[name])
            self._ask(name, start, Conflict(self[name].label, take, mine, saved))

    def _ask(self, name, start, *conflicts):
        self.conflicts += conflicts
        self._asked_from[name] = start

    def _put(self, name, shown, value):
        """Puts a value in the place of what was typed: to be saved, or shown again."""
        self.shown_saved[name] = shown
        if name in self.cleaned_data:
            self.cleaned_data[name] = value

    def _compare_rows(self, inline):
        mine, saved = (
            inline.typed(self.data, self.saved),
            inline.describe_value(self.saved),
        )
        if mine != saved:
            self.conflicts.append(Conflict(inline.label, "", mine, saved))

    @property
    def _brings_back(self):
        """Whether the form shows an old version, all of which is meant."""
        return hasattr(self.instance, "_history")

    def _mine(self, name):
        """Returns the digest of what was typed; None where that is no value at all."""
        if name not in self._typed:
            return None
        return digest(self._tidy(name, self._typed[name]))

    def _tidy(self, name, value):
        """Returns `value` so that it equals itself after a way through the browser."""
        if not self._is_rich(name):
            return value
        try:
            return join_blocks(clean(value or ""))
        except forms.ValidationError:  # too long or entangled: the field says so
            return value

    def _my_words(self, name):
        if name in self._typed:
            return self._in_words(name, self._typed[name])
        value = self[name].value()
        return " ".join(map(str, value)) if isinstance(value, list) else str(value)

    def _saved_words(self, name):
        return self._in_words(name, self._saved_in_python(name))

    def _saved_in_python(self, name):
        if name in self._elsewhere:
            return self._stored_value(name)
        field, value = self.saved._meta.get_field(name), getattr(self.saved, name)
        return value.all() if field.many_to_many else value

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
