"""The admin of forms whose words are kept while they are typed."""

import json
from hashlib import sha256

from django.contrib import messages
from django.contrib.admin.options import IS_POPUP_VAR
from django.core.exceptions import ValidationError
from django.shortcuts import redirect

from ..autocomplete import is_key
from ..edit_conflicts.forms import VERSION
from .actions import lock, mark_saved
from .models import Autosave
from .pages import describe_form, sent_token
from .tokens import FIELD, IN_ADDRESS

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

    def _is_there(self, key):
        return is_key(key) and self.model._base_manager.filter(pk=key).exists()

    def _lead_to(self, request, saved):
        if not self._is_there(saved.key):
            return redirect(request.path)  # deleted since: a new form
        self.message_user(request, _SAVED_BEFORE, messages.INFO)
        name = f"admin:{self.opts.app_label}_{self.opts.model_name}_change"
        return redirect(name, saved.key)

    def _changeform_view(self, request, object_id, form_url, extra_context):
        """Saves a form once. (Django's method within the save's transaction.)"""
        token = sent_token(request, self._page_name)
        saved = lock(token) if token else None
        if saved and saved.saved_at:
            if saved.digest == _digest(request):
                return self._lead_to(request, saved)
            # Other words in a form that was saved: they go on from what it saved.
            request.POST = request.POST.copy()
            request.POST.setdefault(VERSION, saved.version)
        if saved and object_id is None and self._is_there(saved.key):
            object_id = saved.key
        return super()._changeform_view(request, object_id, form_url, extra_context)

    def save_related(self, request, form, formsets, change):
        super().save_related(request, form, formsets, change)
        if token := sent_token(request, self._page_name):
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
            key, form = obj.pk if obj else "", context["adminform"].form
            context["autosave"] = describe_form(request, self._page_name, key, form)
        return super().render_change_form(request, context, *args, obj=obj, **kwargs)

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
