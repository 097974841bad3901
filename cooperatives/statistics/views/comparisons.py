"""The pages that compare: two days, and a day as known at two moments."""

from datetime import date, timedelta

from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from coopsite.core.addresses import PAGE
from coopsite.core.content_version import REGISTER
from coopsite.core.page_cache import public_page
from coopsite.core.paging import get_page

from .. import links, revisions, rule_revisions
from ..filters import known_params
from ..forms import ComparisonForm, TwoDaysForm
from ..tables import NOUNS
from ..tables import comparisons as tables

TWO_DAYS = "cooperatives/statistics/two_days.html"
THEN_AND_NOW = "cooperatives/statistics/comparison.html"
PAGE_SIZE = 25


@require_safe
@public_page(REGISTER, params=known_params(TwoDaysForm))
def two_days(request):
    """Active, stopped and all on two days, and the change between them."""
    form = TwoDaysForm(request.GET)
    if not form.is_valid():
        return render(request, TWO_DAYS, {"form": form}, status=400)
    earlier, later = form.days
    table = tables.compare_days(form)
    context = {
        "form": form,
        "noun": NOUNS[form.kind],
        "earlier": earlier,
        "later": later,
        "table": table,
        "active": table.total[1:5],
        "all": table.total[9:13],
        "flows": links.page(
            "flows", tu=earlier + timedelta(1), den=later, **form.whom, **form.basis
        ),
        "flow_list": tables.changes_of(form),
    }
    return render(request, TWO_DAYS, context)


@require_safe
@public_page(REGISTER, params=known_params(ComparisonForm) | {PAGE})
def comparison(request):
    """Returns the counts of a day as known then and later, and all that lies between.

    Without the day of then there is nothing to compare: the page says what to ask.
    """
    form = ComparisonForm(request.GET)
    if not form.is_valid():
        return render(request, THEN_AND_NOW, {"form": form}, status=400)
    context = {"form": form, "example": _example(form)}
    if form.known_on[0]:
        context |= _comparison(request, form)
    return render(request, THEN_AND_NOW, context)


def _example(form):
    """Returns a question that can be answered: last year's end, as known that day."""
    day = date(timezone.localdate().year - 1, 12, 31)
    params = form.whom | form.basis | {"ngay": day, "biet_den": day}
    return {"day": day, "address": links.page("comparison", **params)}


def _comparison(request, form):
    moments = revisions.get_moments(form)
    rows, total = revisions.between(*moments), revisions.count_between(*moments)
    page = get_page(request, rows, PAGE_SIZE, total)
    table = tables.recounted(form)
    then_label, now_label = tables.labels(form)
    kind = form.cleaned_data["loai_hinh"]
    changed = rule_revisions.changes(form)
    basis = form.basis | {"biet_den": form.known_on[0]}
    return {
        "day": form.day,
        "noun": NOUNS[form.kind],
        "known_then": form.known_on[0],
        "known_later": form.known_on[1],
        "then_label": then_label,
        "now_label": now_label,
        "table": table,
        "page": page,
        "rules": tables.rules(changed) if changed else None,
        "differences": revisions.explained(page.object_list, *moments),
        "figures": links.page(
            "figures", ngay=form.day, loai=kind, **form.filters, **basis
        ),
    }
