"""Keeps one person's save from silently overwriting another's, in each admin form.

A form carries the version it started from: a short digest of each field's stored
value. A save whose version is not the stored one any more is not made: the page comes
back with what was typed, with what the other person saved beside it, and with the new
version, so that saving again is a decision.
"""

import json
import re
from datetime import date, datetime
from decimal import Decimal
from hashlib import sha256

from django.contrib.admin.models import LogEntry
from django.contrib.contenttypes.models import ContentType
from django.core.files.base import File
from django.db import models, router, transaction
from django.urls import reverse
from django.utils import timezone

from .numbers import format_number
from .richtext import RichTextWidget, clean, plain_text
from .vietnamese import clean_lines

VERSION = "_started_from"
TAKE = "_take-"  # and the name of a field: "saved" to give one's own text up
# The editor puts line breaks around blocks, the old site's pages and our own do not.
_AROUND_BLOCKS = re.compile(
    r"\s*(</?(?!(?:strong|em|b|i|u|s|sub|sup|a|img)\b)[a-z][^>]*>)\s*"
)
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


class GuardedForm:
    """A mixin of model forms; `GuardedAdmin` puts it in and sets `editor`, `inlines`.

    A form that shows a value of another table names it in `kept_elsewhere`: {field:
    (the model's field, a function of the saved row)}; it is guarded like the others.

    For the page: `version` goes into the hidden field; when the save was stopped,
    `is_stopped`, `differences` (changed by both), `taken` (labels of what only the
    other person changed, now in the form) and `last_save`.
    """

    editor = None
    inlines = ()

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        model = type(self.instance)
        self.saved = model._base_manager.filter(pk=self.instance.pk).first()
        self.is_stopped, self.differences, self.taken = False, [], []
        self._guarded = [name for name in self.fields if self._is_guarded(name)]
        self._digests = {name: _digest(v) for name, v in self._stored().items()}
        for name in self._given_up():
            # Disabled while the form is cleaned: the stored value stands.
            self.initial[name] = self._stored_value(name)
            self.fields[name].disabled = True

    def _is_guarded(self, name):
        editable = {
            f.name for f in _editable(type(self.instance))
        } | self._elsewhere.keys()
        return bool(self.saved) and name in editable and not self.fields[name].disabled

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
        base = _read_version(self.data.get(VERSION))
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
        """The digest of what was typed; None where that is no value at all."""
        if name not in self._typed:
            return None
        return _digest(self._tidy(name, self._typed[name]))

    def _show_saved(self, name):
        value, field = self._stored_value(name), self.fields[name]
        field.disabled = False
        field.bound_data = lambda data, initial: value

    def _tidy(self, name, value):
        """Return `value` so that it equals itself after a way through the browser."""
        if not self._is_rich(name):
            return value
        return _AROUND_BLOCKS.sub(r"\1", clean(value or ""))

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
        found = [save for save in (self._last_version(), self._last_entry()) if save[1]]
        person, moment = max(found, key=lambda save: save[1], default=(None, None))
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


class GuardedInline:
    """The rows below a form, guarded as one: any change to them stops the save.

    The page then shows the stored rows to edit, and what was typed as text.
    """

    def __init__(self, inline, formset):
        self.model, self.label = inline.model, inline.opts.verbose_name_plural
        self._limit = getattr(inline, "limit_rows", lambda rows: rows)
        self.key = formset.get_default_prefix()
        self._formset = formset
        names = formset.form.base_fields
        self._fields = [f for f in _editable(inline.model) if f.name in names]

    def rows_of(self, parent):
        """The stored rows that the page shows."""
        rows = self.model._base_manager.filter(**{self._formset.fk.name: parent.pk})
        return self._limit(rows).order_by("pk")

    def rows(self, parent):
        """The stored values of `parent`'s rows, a text for each row."""
        return [
            json.dumps(
                [row.pk, *(_plain(f.value_from_object(row)) for f in self._fields)]
            )
            for row in self.rows_of(parent)
        ]

    def describe_value(self, parent):
        """The stored rows as staff read them, one a line."""
        return "\n".join(
            self._line({f.name: getattr(row, f.name) for f in self._fields})
            for row in self.rows_of(parent)
        )

    def typed(self, data, parent):
        """The rows that were sent, one a line; those to be deleted left out."""
        formset = self._formset(data, instance=parent)
        formset.is_valid()
        return "\n".join(
            self._line(form.cleaned_data)
            for form in formset.forms
            if form.is_bound and getattr(form, "cleaned_data", None)
            if not form.cleaned_data.get("DELETE")
        )

    def _line(self, values):
        return ", ".join(
            f"{field.verbose_name}: {describe_value(values.get(field.name), field)}"
            for field in self._fields
        )


class GuardedAdmin:
    """A mixin of model admins: their change forms, and versions brought back, are
    guarded. It comes before the admin's other bases."""

    def get_form(self, request, obj=None, change=False, **kwargs):
        if obj is not None:
            base = kwargs.get("form", self.form)
            own = {
                "editor": request.user,
                "inlines": self._guarded_inlines(request, obj),
            }
            kwargs["form"] = type(base)(base.__name__, (GuardedForm, base), own)
        return super().get_form(request, obj, change=change, **kwargs)

    def _guarded_inlines(self, request, obj):
        return [
            GuardedInline(inline, inline.get_formset(request, obj))
            for inline in self.get_inline_instances(request, obj)
            if inline.has_change_permission(request, obj)
        ]

    def get_object(self, request, object_id, from_field=None):
        """The row; for a save read once more behind a lock, so that of two saves at
        once the second sees the first."""
        found = super().get_object(request, object_id, from_field)
        if found is None or request.method != "POST" or not lock_row(found):
            return found
        return super().get_object(request, object_id, from_field)

    def changeform_view(self, request, *args, **kwargs):
        response = super().changeform_view(request, *args, **kwargs)
        return conflict_response(response, getattr(response, "context_data", None))

    def get_inline_formsets(self, request, formsets, inline_instances, obj=None):
        """The rows to show: the stored ones where an older version was sent."""
        if request.method == "POST" and obj is not None and obj.pk:
            base = _read_version(request.POST.get(VERSION)) or {}
            formsets = [
                _renewed(f, inline, base, obj)
                for f, inline in zip(formsets, inline_instances, strict=True)
            ]
        return super().get_inline_formsets(request, formsets, inline_instances, obj)


def _renewed(formset, inline, base, parent):
    guarded = GuardedInline(inline, type(formset))
    if base.get(guarded.key) == _digest(guarded.rows(parent)):
        return formset
    rows = guarded.rows_of(parent)
    return type(formset)(instance=parent, prefix=formset.prefix, queryset=rows)


def conflict_response(response, context):
    """Return `response`, with status 409 (conflict) where the save was stopped."""
    page = (context or {}).get("adminform")
    if page is not None and getattr(page.form, "is_stopped", False):
        response.status_code = 409
    return response


def lock_row(row):
    """Keep the stored row from changing until the transaction ends.

    Returns whether there is such a row; False outside of a transaction.
    """
    database = router.db_for_write(type(row))
    if not transaction.get_connection(database).in_atomic_block:
        return False
    rows = type(row)._base_manager.using(database).select_for_update()
    return rows.filter(pk=row.pk).first() is not None


def _editable(model):
    return [f for f in (*model._meta.fields, *model._meta.many_to_many) if f.editable]


def _read_version(sent):
    """Return the digests sent by the form; None for what is none."""
    try:
        version = json.loads(sent or "")
    except (ValueError, RecursionError):
        return None
    return version if isinstance(version, dict) else None


def _digest(value):
    text = json.dumps(_plain(value), ensure_ascii=True)
    return sha256(text.encode()).hexdigest()[:12]


def _plain(value):
    """Return `value` so that the stored one and the same one typed are equal."""
    if isinstance(value, models.Model):
        return str(value.pk)
    if isinstance(value, (list, tuple, models.QuerySet)):
        return sorted(_plain(one) for one in value)
    if isinstance(value, datetime):  # the form shows no seconds
        return timezone.localtime(value).strftime("%Y-%m-%d %H:%M")
    if isinstance(value, Decimal):
        return f"{value.normalize():f}"
    if isinstance(value, File):
        return value.name or ""
    if value is None or value is False:
        return ""
    return clean_lines(str(value)).strip()


def describe_value(value, field):
    """Return a stored or typed value as the staff would write it."""
    if isinstance(value, (list, tuple, models.QuerySet)):
        return ", ".join(map(str, value))
    if isinstance(value, bool):
        return "có" if value else "không"
    if isinstance(value, datetime):
        return f"{timezone.localtime(value):%d/%m/%Y %H:%M}"
    if isinstance(value, date):
        return f"{value:%d/%m/%Y}"
    if field.choices:
        value = dict(field.flatchoices).get(value, value)
    if isinstance(value, int):
        return format_number(value)
    return "" if value is None else str(value)
