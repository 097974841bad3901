"""Writes the invented words of information pages, a notice and the foot of pages."""

from datetime import timedelta

from django.utils import timezone

from coopsite.core.boundaries import next_midnight
from coopsite.portal.models import (
    Notice,
    Page,
    PageEdition,
    PageWithdrawal,
    SiteDetails,
)
from coopsite.portal.pages.publishing import publish
from coopsite.portal.pages.starting import make_starting_pages

from .texts import read


def load_pages():
    """Publishes the starting tree with invented words, where there is no page yet;
    makes a notice, and site details where nobody has written any."""
    texts = read("pages")
    for page in make_starting_pages(is_demo=True, words=texts["pages"]):
        publish(page=page, by=None)
    if not SiteDetails.objects.exists():
        SiteDetails.objects.create(**texts["details"], is_demo=True)
    now, notice = timezone.now(), texts["notice"]
    midnight = next_midnight(now)
    Notice.objects.create(
        text=notice["text"],
        link=notice["link"],
        shown_from=now,
        shown_until=midnight + timedelta(notice["days"]),
        is_demo=True,
    )


def has_pages():
    """Returns whether any of it is there."""
    models = (Page, Notice, SiteDetails)
    return any(model.objects.filter(is_demo=True).exists() for model in models)


def remove_pages():
    """Deletes it with its versions; a page with a real one below it stays, as a real
    one."""
    Notice.objects.filter(is_demo=True).delete()
    SiteDetails.objects.filter(is_demo=True).delete()
    real = Page.objects.filter(is_demo=False, parent__is_demo=True)
    while above := list(real.values_list("parent", flat=True)):
        Page.objects.filter(pk__in=above).update(is_demo=False)
    for model in (PageEdition, PageWithdrawal):
        model.objects.filter(page__is_demo=True).delete()
    pages = sorted(Page.objects.filter(is_demo=True), key=lambda page: -len(page.path))
    for page in pages:  # those below before those above
        page.delete()
    stay = Page.objects.values("pk")
    Page.history.filter(is_demo=True).exclude(id__in=stay).delete()
