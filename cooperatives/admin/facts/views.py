"""The doors of an organisation's facts: add, correct, withdraw, and the scanned paper.

Every type of fact has the same three pages; `types` says in what they differ. Facts are
never edited: each page runs one of the actions, and says in the log what it did.
"""

from contextlib import contextmanager, suppress
from functools import partial

from django.contrib import messages
from django.contrib.admin.helpers import AdminForm
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.http import FileResponse, Http404, HttpResponseNotAllowed
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.urls import path, reverse

from coopsite.core.forms import DayField

from ... import actions
from ...actions import ledger
from ...models import AXES, Designation, StandingEntry
from ..form_actions import rehearse
from .change_form import box
from .correction_form import box_to_leave_out
from .descriptions import describe, describe_end
from .follow_ups import describe_what_follows
from .forms import WithdrawalForm
from .saves import save_correction, save_new, save_withdrawal
from .types import STANDING, TYPES


class FactViews:
    """The pages of the facts of `admin`, a model admin of organisations."""

    def __init__(self, admin):
        self.admin, self.model, self.opts = admin, admin.model, admin.opts

    def get_urls(self):
        own = [
            address for fact_type in TYPES for address in self._addresses_of(fact_type)
        ]
        document = "moc/<int:fact_pk>/ban-chup/"
        return [*own, self._address(document, self.document, "document")]

    def _addresses_of(self, fact_type):
        for door, view, is_there in (
            ("them/", self.add_fact, True),
            ("<int:fact_pk>/dinh-chinh/", self.correct_fact, fact_type.correct),
            ("<int:fact_pk>/rut/", self.withdraw_fact, True),
        ):
            if is_there:
                verb = view.__name__.removesuffix("_fact")
                name = f"{fact_type.name}_{verb}"
                yield self._address(
                    f"{fact_type.folder}/{door}", partial(view, fact_type), name
                )

    def _address(self, door, view, name):
        name = f"cooperatives_{self.opts.model_name}_{name}"
        return path(
            f"<int:pk>/{door}", self.admin.admin_site.admin_view(view), name=name
        )

    # --- the three pages ------------------------------------------------------------

    def add_fact(self, fact_type, request, pk):
        """Records a fact that begins on a day."""
        organisation = self._get_or_403(request, pk, fact_type.permission("add"))
        with _alone(request):
            form = _form(
                fact_type.add_form,
                request,
                organisation,
                _get_initial(fact_type, request),
            )
            saved = _is_save(request) and save_new(fact_type, form, request.user)
            if saved:
                self._ask_what_follows(request, organisation, saved.facts[0])
                return self._redirect_with_message(
                    request, organisation, fact_type, saved
                )
        add = partial(fact_type.add, organisation=organisation)
        effects, title = _get_effects(request, form, add), fact_type.add_title
        return self._fact_page(
            request, organisation, fact_type, form, title, None, effects
        )

    def correct_fact(self, fact_type, request, pk, fact_pk):
        """Puts a right fact in place of a wrong one."""
        organisation = self._get_or_403(request, pk, fact_type.permission("change"))
        fact = self._fact(organisation, fact_type, fact_pk)
        if fact.superseded_at and request.method != "POST":
            return self._too_late(request, organisation, fact_type, fact)
        with _alone(request, fact):
            form = _form(
                fact_type.correct_form, request, organisation, _said_by(fact), fact=fact
            )
            saved = _is_save(request) and save_correction(
                fact_type, form, fact, request.user
            )
            if saved:
                return self._redirect_with_message(
                    request, organisation, fact_type, saved
                )
        correct = partial(fact_type.correct, fact=fact)
        effects, title = _get_effects(request, form, correct), "Đính chính"
        return self._fact_page(
            request, organisation, fact_type, form, title, fact, effects
        )

    def withdraw_fact(self, fact_type, request, pk, fact_pk):
        """Takes back a fact that should never have been recorded."""
        organisation = self._get_or_403(request, pk, fact_type.permission("change"))
        fact = self._fact(organisation, fact_type, fact_pk)
        if fact.superseded_at and request.method != "POST":
            return self._too_late(request, organisation, fact_type, fact)
        with _alone(request, fact):
            form = WithdrawalForm(request.POST or None, fact=fact)
            saved = _is_save(request) and save_withdrawal(form, fact, request.user)
            if saved:
                return self._redirect_with_message(
                    request, organisation, fact_type, saved
                )
        return self._fact_page(request, organisation, fact_type, form, "Rút", fact)

    def document(self, request, pk, fact_pk):
        """Hands out the scanned decision, to be kept and not to be shown: whatever is
        in it does not run on this site."""
        organisation = self._get_or_403(request, pk)
        if request.method not in ("GET", "HEAD"):
            return HttpResponseNotAllowed(["GET", "HEAD"])
        scan = self._fact(organisation, STANDING, fact_pk).document
        if not scan or not scan.storage.exists(scan.name):
            raise Http404("Không có bản chụp.")
        ending = scan.name.rpartition(".")[2]
        name = f"quyet-dinh-{organisation.public_id}-{fact_pk}.{ending}"
        answer = FileResponse(scan.open("rb"), as_attachment=True, filename=name)
        answer["X-Content-Type-Options"] = "nosniff"
        answer["Cache-Control"] = "private, no-store"
        return answer

    # --- what they share ------------------------------------------------------------

    def _get_or_403(self, request, pk, permission=None):
        may = self.admin.has_view_permission(request)
        if not may or not (permission is None or request.user.has_perm(permission)):
            raise PermissionDenied
        return get_object_or_404(self.model, pk=pk)

    def _fact(self, organisation, fact_type, pk):
        return get_object_or_404(fact_type.model, organisation=organisation, pk=pk)

    def _redirect_with_message(self, request, organisation, fact_type, saved):
        message = saved.words
        if not saved.is_again:
            self.admin.log_change(request, organisation, message)
            message = f"Đã ghi vào sổ. {message}"
        self.admin.message_user(request, message, messages.SUCCESS)
        return redirect(self._section(organisation, fact_type))

    def _ask_what_follows(self, request, organisation, fact):
        """Asks for what a move brings with it, or a survey that found all unchanged."""
        if words := describe_what_follows(request, organisation, fact):
            self.admin.message_user(request, words, messages.WARNING)

    def _too_late(self, request, organisation, fact_type, fact):
        message = f"Không mở được nữa: {describe_end(fact, request.user)}."
        self.admin.message_user(request, message, messages.WARNING)
        return redirect(self._section(organisation, fact_type))

    def _section(self, organisation, fact_type):
        name = f"admin:cooperatives_{self.opts.model_name}_change"
        return f"{reverse(name, args=[organisation.pk])}#{fact_type.folder}"

    def _fact_page(
        self, request, organisation, fact_type, form, title, fact=None, effects=None
    ):
        context = {
            **self.admin.admin_site.each_context(request),
            "title": f"{title}: {organisation}",
            "step": title,
            "opts": self.opts,
            "original": organisation,
            "fact_type": fact_type,
            "fact": fact,
            "fact_words": describe(fact) if fact else "",
            "section": self._section(organisation, fact_type),
            "list_address": reverse(
                f"admin:cooperatives_{self.opts.model_name}_changelist"
            ),
            "save_label": _SAVE.get(title) or fact_type.save_label,
            "adminform": AdminForm(form, [(None, {"fields": _rows(form)})], {}),
            "form": form,
            "effects": effects,
            "media": self.admin.media + form.media,
        }
        status = 400 if form.errors else 200
        status = 409 if getattr(form, "is_stopped", False) else status
        template = "admin/cooperatives/fact_form.html"
        return TemplateResponse(request, template, context, status=status)


# As on the paper: what, from when, by which decision, why.
_ORDER = ["what", "value", "form", "successors", "effective_from", *actions.FACTS]
_ORDER.insert(_ORDER.index("legal_status") + 1, "members")  # asked by a union's end
_SAVE = {"Đính chính": "Lưu đính chính", "Rút": "Rút khỏi sổ"}
# The button that shows what a save would change, and saves nothing.
_LOOK = "xem"


def _rows(form):
    """Returns the fields of the page, row by row: each axis with the box that confirms
    it."""
    names = [name for name in _ORDER if name in form.fields and name != "reason"]
    names += [name for name in form.fields if name not in [*names, "reason"]]
    names.append("reason")  # the last, whatever the fact_type of fact has of its own
    boxes = {AXES[axis][0]: _boxes(axis) for axis in AXES}
    in_rows = {one for names_of_boxes in boxes.values() for one in names_of_boxes}
    return [
        (name, *[one for one in boxes.get(name, []) if one in form.fields])
        for name in names
        if name not in in_rows
    ]


def _boxes(axis):
    return [box(axis), box_to_leave_out(axis)]


def _is_save(request):
    return request.method == "POST" and request.POST.get("buoc") != _LOOK


@contextmanager
def _alone(request, fact=None):
    """While a save is checked and made nobody else writes: see `actions.ledger`. What
    somebody did to `fact` before is read anew."""
    if not _is_save(request):
        yield
        return
    with transaction.atomic():
        ledger.lock_register()
        if fact:
            fact.refresh_from_db()
        yield


def _get_effects(request, form, action):
    """Returns what a save by `action` would change, where that was asked; None where it
    was not, nothing where the save would be refused: the form says why."""
    if request.POST.get("buoc") != _LOOK or not hasattr(form, "get_effects"):
        return None
    form.fields["reason"].required = False  # of a look nobody asks why
    return form.get_effects() if rehearse(form, action, request.user) else []


def _get_initial(fact_type, request):
    """Returns what the form of a new fact starts from, as far as the address says: a
    day, what is named, what is confirmed."""
    initial = {}
    with suppress(ValidationError):
        day = DayField(required=False).clean(request.GET.get("effective_from"))
        initial["effective_from"] = day
    if request.GET.get("what") in Designation.What.values:
        initial["what"] = request.GET["what"]
    if fact_type is STANDING:
        initial |= {box(axis): True for axis in AXES if box(axis) in request.GET}
    return {name: value for name, value in initial.items() if value}


def _said_by(fact):
    """Returns what the form of a correction starts from: what the wrong fact says."""
    if isinstance(fact, StandingEntry):
        names = ["effective_from", "decision_number", "decision_date", "document"]
    else:
        names = [f.name for f in fact._meta.fields if f.name != "reason"]
    return {name: getattr(fact, name) for name in names}


def _form(form_class, request, organisation, initial, **more):
    form = form_class(
        request.POST or None,
        request.FILES or None,
        initial=initial,
        organisation=organisation,
        **more,
    )
    form.editor = request.user
    return form
