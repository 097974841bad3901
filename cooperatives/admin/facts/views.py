"""The doors of an organisation's facts: add, correct, withdraw, and the scanned paper.

Every type of fact has the same three pages; `types` says in what they differ. Facts are
never edited: each page runs one of the actions, and says in the log what it did.
"""

from contextlib import contextmanager, suppress
from functools import partial

from django.core.exceptions import ValidationError
from django.db import transaction
from django.http import Http404, HttpResponseNotAllowed
from django.urls import path

from coopsite.accounts.audit import recording as audit
from coopsite.core.forms import DayField
from coopsite.core.look_ahead import look_ahead
from coopsite.core.media import hand_out

from ...actions import ledger
from ...models import AXES, Designation, ScanDownload, StandingEntry
from ...uploads import check_document
from ..form_actions import rehearse
from .change_form import box
from .forms import WithdrawalForm
from .page import FactPage, get_fact, get_organisation
from .saves import save_correction, save_new, save_withdrawal
from .types import DOWNLOAD_SCAN, STANDING, TYPES


class FactViews:
    """The pages of the facts of `admin`, a model admin of organisations."""

    def __init__(self, admin):
        self.admin = admin

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
        name = f"cooperatives_{self.admin.opts.model_name}_{name}"
        return path(
            f"<int:pk>/{door}", self.admin.admin_site.admin_view(view), name=name
        )

    # --- the three pages ------------------------------------------------------------

    def add_fact(self, fact_type, request, pk):
        """Records a fact that begins on a day."""
        page = FactPage(self.admin, request, fact_type, pk, "add")
        with _alone(request):
            form = page.make_form(fact_type.add_form, _get_initial(fact_type, request))
            if saved := _is_save(request) and save_new(fact_type, form, request.user):
                page.ask_what_follows(saved.facts[0])
                return page.leave(saved)
        add = partial(fact_type.add, organisation=page.organisation)
        return page.show(form, fact_type.add_title, _get_effects(request, form, add))

    def correct_fact(self, fact_type, request, pk, fact_pk):
        """Puts a right fact in place of a wrong one."""
        page = FactPage(self.admin, request, fact_type, pk, "change", fact_pk)
        fact, by = page.fact, request.user
        if page.is_too_late:
            return page.refuse()
        with _alone(request, fact):
            form = page.make_form(fact_type.correct_form, _values_of(fact), fact=fact)
            if saved := _is_save(request) and save_correction(
                fact_type, form, fact, by
            ):
                return page.leave(saved)
        correct = partial(fact_type.correct, fact=fact)
        return page.show(form, "Đính chính", _get_effects(request, form, correct))

    def withdraw_fact(self, fact_type, request, pk, fact_pk):
        """Takes back a fact that should never have been recorded."""
        page = FactPage(self.admin, request, fact_type, pk, "change", fact_pk)
        if page.is_too_late:
            return page.refuse()
        with _alone(request, page.fact):
            form = WithdrawalForm(request.POST or None, fact=page.fact)
            if saved := _is_save(request) and save_withdrawal(
                form, page.fact, request.user
            ):
                return page.leave(saved)
        return page.show(form, "Rút")

    def document(self, request, pk, fact_pk):
        """Hands out the scanned decision. Who took it is written down first."""
        organisation = get_organisation(self.admin, request, pk, DOWNLOAD_SCAN)
        if request.method not in ("GET", "HEAD"):
            return HttpResponseNotAllowed(["GET", "HEAD"])
        entry = get_fact(organisation, STANDING, fact_pk)
        scan = entry.document
        if not scan or not scan.storage.exists(scan.name):
            raise Http404("Không có bản chụp.")
        ending = scan.name.rpartition(".")[2]
        name = f"quyet-dinh-{organisation.public_id}-{fact_pk}.{ending}"
        _record_download(entry, name, request.user)
        return hand_out(scan, name)


@transaction.atomic
def _record_download(entry, file, person):
    """Writes down who took a scan, for administrators and in the security log."""
    ScanDownload.objects.create(person=person, what=str(entry), file=file)
    audit.record(audit.KIND.DOCUMENT, by=person, thing=entry, words=f"Tệp {file}")


# The button that shows what a save would change, and saves nothing.
_LOOK = "xem"


def _is_save(request):
    return request.method == "POST" and request.POST.get("buoc") != _LOOK


@contextmanager
def _alone(request, fact=None):
    """While a save is checked and made nobody else writes: see `actions.ledger`. What
    somebody did to `fact` before is read anew."""
    if not _is_save(request):
        yield
        return
    look_ahead(request, {"document": check_document})
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


def _values_of(fact):
    """Returns what the form of a correction starts from: what the wrong fact says."""
    if isinstance(fact, StandingEntry):
        names = ["effective_from", "decision_number", "decision_date", "document"]
    else:
        names = [f.name for f in fact._meta.fields if f.name != "reason"]
    return {name: getattr(fact, name) for name in names}
