"""The admin of forms whose words are kept while they are typed."""

import json
from hashlib import sha256

from django.contrib import messages
from django.contrib.admin.options import IS_POPUP_VAR
from django.core.exceptions import ValidationError
from django.shortcuts import redirect
from django.urls import reverse

from ..autocomplete import is_key
from ..edit_conflicts.forms import VERSION
from .actions import lock, mark_saved
from .models import Autosave
from .presence import describe_others
from .tokens import FIELD, IN_ADDRESS, issue, read_token

_OFFERED = 5
_NOT_COMPARED = ("csrfmiddlewaretoken", FIELD, VERSION)
_SAVED_BEFORE = "Đã lưu từ lần bấm trước; dưới đây là bản đã lưu."


class AutosavedAdmin:
    """A mixin of model admins: each form has a token, offers what its user typed there
    and did not save, and is saved once however often it is sent."""

    def changeform_view(self, request, object_id=None, *args, **kwargs):
        is_new = request.method == "GET" and object_id is None
        if is_new and (saved := self._find_saved(request)):
            return self._lead_to(request, saved)
        return super().changeform_view(request, object_id, *args, **kwargs)

    def _find_saved(self, request):
        """Returns the autosave that the address names, where its form was saved: the
        browser's "back" leads to it."""
        try:
            rows = Autosave.objects.filter(user=request.user, page=self._page_name)
            return rows.exclude(saved_at=None).get(pk=request.GET[IN_ADDRESS])
        except (KeyError, ValidationError, Autosave.DoesNotExist):
            return None

    def _lead_to(self, request, saved):
        if not self.model._base_manager.filter(pk=saved.key).exists():
            return redirect(request.path)  # deleted since: a new form
        self.message_user(request, _SAVED_BEFORE, messages.INFO)
        name = f"admin:{self.opts.app_label}_{self.opts.model_name}_change"
        return redirect(name, saved.key)

    def _changeform_view(self, request, object_id, form_url, extra_context):
        """Saves a form once. (Django's method within the save's transaction.)"""
        token = self._sent_token(request)
        saved = lock(token) if token else None
        if saved and saved.saved_at:
            if saved.digest == _digest(request):
                return self._lead_to(request, saved)
            # Other words in a form that was saved: they go on from what it saved.
            request.POST = request.POST.copy()
            request.POST.setdefault(VERSION, saved.version)
        if saved and object_id is None and is_key(saved.key):
            object_id = saved.key
        return super()._changeform_view(request, object_id, form_url, extra_context)

    def _sent_token(self, request):
        token = read_token(request.POST.get(FIELD))
        is_own = token and (token.user, token.page) == (
            request.user.pk,
            self._page_name,
        )
        return token if is_own else None

    def save_related(self, request, form, formsets, change):
        super().save_related(request, form, formsets, change)
        if token := self._sent_token(request):
            mark_saved(
                token=token,
                key=form.instance.pk,
                digest=_digest(request),
                version="" if change else self._saved_version(request, form.instance),
            )

    def _saved_version(self, request, row):
        stored = self.model._base_manager.get(pk=row.pk)
        return self.get_form(request, stored, change=True)(instance=stored).version

    def render_change_form(self, request, context, *args, obj=None, **kwargs):
        may = self.has_change_permission if obj else self.has_add_permission
        if may(request, *filter(None, [obj])) and not _is_popup(request):
            context["autosave"] = self._get_autosave(request, obj)
            context["autosave"]["is_unsaved"] = context["adminform"].form.is_bound
        return super().render_change_form(request, context, *args, obj=obj, **kwargs)

    def _get_autosave(self, request, obj):
        """Returns what the page needs to keep what is typed."""
        key, token = str(obj.pk) if obj else "", self._sent_token(request)
        if token is None or token.key != key:
            token = issue(self._page_name, key, request.user)
        offers = Autosave.objects.unsaved(request.user).of_page(token)
        return {
            "token": token,
            "in_address": IN_ADDRESS,
            "offers": offers.exclude(pk=token.id).defer("fields")[:_OFFERED],
            "others": describe_others(token),
            "address": reverse("admin:autosave"),
        }

    @property
    def _page_name(self):
        return self.opts.label_lower


def _is_popup(request):
    return IS_POPUP_VAR in request.GET or IS_POPUP_VAR in request.POST


def _digest(request):
    """Returns the digest of what was sent: words, and the names and sizes of files."""
    words = sorted(one for one in request.POST.lists() if one[0] not in _NOT_COMPARED)
    files = sorted([n, f.name, f.size] for n, f in request.FILES.items())
    return sha256(json.dumps([words, files]).encode()).hexdigest()
