"""A page of one organisation's facts: its form, where it leads, what it refuses."""

from django.contrib import messages
from django.contrib.admin.helpers import AdminForm
from django.core.exceptions import PermissionDenied
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.urls import reverse

from coopsite.core.autosave import mark_saved
from coopsite.core.autosave.pages import describe_form, sent_token

from ... import actions
from ...models import AXES
from .change_form import box
from .correction_form import box_to_leave_out
from .descriptions import describe, describe_end
from .follow_ups import describe_what_follows

# As on the paper: what, from when, by which decision, why.
_ORDER = ["what", "value", "form", "successors", "effective_from", *actions.FACTS]
_ORDER.insert(_ORDER.index("legal_status") + 1, "members")  # asked by a union's end
_SAVE = {"Đính chính": "Lưu đính chính", "Rút": "Rút khỏi sổ"}


def get_organisation(admin, request, pk, permission=None):
    """Returns the record; PermissionDenied for who may not see it or lacks the
    permission."""
    may = admin.has_view_permission(request)
    if not may or not (permission is None or request.user.has_perm(permission)):
        raise PermissionDenied
    return get_object_or_404(admin.model, pk=pk)


def get_fact(organisation, fact_type, pk):
    return get_object_or_404(fact_type.model, organisation=organisation, pk=pk)


class FactPage:
    """One request for a page of a type of fact: of a new one, or of `fact`."""

    def __init__(self, admin, request, fact_type, pk, verb, fact_pk=None):
        permission = fact_type.permission(verb)
        self.admin, self.request, self.fact_type = admin, request, fact_type
        self.organisation = get_organisation(admin, request, pk, permission)
        self.fact = fact_pk and get_fact(self.organisation, fact_type, fact_pk)

    def make_form(self, form_class, initial, **more):
        form = form_class(
            self.request.POST or None,
            self.request.FILES or None,
            initial=initial,
            organisation=self.organisation,
            **more,
        )
        form.editor = self.request.user
        return form

    @property
    def is_too_late(self):
        """Whether the fact, of which the page was opened, holds no more."""
        return self.fact.superseded_at and self.request.method != "POST"

    def refuse(self):
        """Leads back to the record, which says what became of the fact."""
        end = describe_end(self.fact, self.request.user)
        self._say(f"Không mở được nữa: {end}.", messages.WARNING)
        return redirect(self._section)

    def leave(self, saved):
        """Leads back to the record after a save, which is logged."""
        message = saved.words
        if token := sent_token(self.request, self._page_name):
            mark_saved(token=token, key=self._key)
        if not saved.is_again:
            self.admin.log_change(self.request, self.organisation, message)
            message = f"Đã ghi vào sổ. {message}"
        self._say(message, messages.SUCCESS)
        return redirect(self._section)

    def ask_what_follows(self, fact):
        """Asks for what a move brings with it, or a survey that found all unchanged."""
        if words := describe_what_follows(self.request, self.organisation, fact):
            self._say(words, messages.WARNING)

    @property
    def _page_name(self):
        page = self.request.resolver_match.url_name
        return f"{self.admin.opts.label_lower}.{page}"

    @property
    def _key(self):
        return self.fact.pk if self.fact else self.organisation.pk

    def _say(self, message, level):
        self.admin.message_user(self.request, message, level)

    @property
    def _section(self):
        name = f"admin:cooperatives_{self.admin.opts.model_name}_change"
        address = reverse(name, args=[self.organisation.pk])
        return f"{address}#{self.fact_type.folder}"

    def show(self, form, title, effects=None):
        """Returns the page with its form, and what a save would change."""
        opts = self.admin.opts
        context = {
            **self.admin.admin_site.each_context(self.request),
            "title": f"{title}: {self.organisation}",
            "step": title,
            "opts": opts,
            "original": self.organisation,
            "fact_type": self.fact_type,
            "fact": self.fact,
            "fact_words": describe(self.fact) if self.fact else "",
            "section": self._section,
            "list_address": reverse(f"admin:cooperatives_{opts.model_name}_changelist"),
            "save_label": _SAVE.get(title) or self.fact_type.save_label,
            "adminform": AdminForm(form, [(None, {"fields": _rows(form)})], {}),
            "form": form,
            "effects": effects,
            "media": self.admin.media + form.media,
            "autosave": describe_form(self.request, self._page_name, self._key, form),
        }
        status = 400 if form.errors else 200
        status = 409 if getattr(form, "is_stopped", False) else status
        template = "admin/cooperatives/fact_form.html"
        return TemplateResponse(self.request, template, context, status=status)


def _rows(form):
    """Returns the fields of the page, row by row: each axis with the box that confirms
    it."""
    names = [name for name in _ORDER if name in form.fields and name != "reason"]
    names += [name for name in form.fields if name not in [*names, "reason"]]
    names.append("reason")  # the last, whatever the fact_type of fact has of its own
    boxes = {AXES[axis][0]: [box(axis), box_to_leave_out(axis)] for axis in AXES}
    in_rows = {one for names_of_boxes in boxes.values() for one in names_of_boxes}
    return [
        (name, *[one for one in boxes.get(name, []) if one in form.fields])
        for name in names
        if name not in in_rows
    ]
