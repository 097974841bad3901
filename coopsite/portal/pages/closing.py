"""Takes the words of a former edition of a page away for ever, with its versions'."""

from django.db import transaction
from django.utils import timezone

from coopsite.accounts.audit import recording as audit
from coopsite.core import content_version
from coopsite.core.content_version import PAGES
from news.models.uses import NAMED, name_pictures
from news.publishing.redaction import (
    blank_versions,
    check_closing,
    find_in,
    readable_versions,
    texts_of,
)

from .models import Page, PageClipUse, PageEdition, PageImageUse
from .publishing import record_uses

_BLANK = dict.fromkeys(PageEdition.WORDS, "")


@transaction.atomic
def close_edition(*, edition, by, reason, versions=None):
    """Takes the words of a former edition away for ever, for `reason`: day and reason
    stay, at the desk. ValidationError while the public reads it.

    `versions`: the keys of those that lose their words with it; by default all that
    hold what is said nowhere else any more."""
    content_version.lock(PAGES)
    check_closing(edition, timezone.now(), "trang")
    versions = find_holders(edition) if versions is None else versions
    note = edition.note and "…"
    PageEdition.objects.filter(pk=edition.pk).update(
        **_BLANK, note=note, closed_at=timezone.now(), closed_by=by,
        closed_reason=reason,
    )  # fmt: skip
    edition.refresh_from_db()
    rows = readable_versions(edition.page).filter(pk__in=versions)
    blank_versions(rows, edition, _BLANK)
    _free_uses(edition.page)
    words = f"Đóng bản thứ {edition.number}. {reason}"
    audit.record(audit.KIND.WITHDRAWAL, by=by, thing=edition.page, words=words)


def _free_uses(page):
    """Leaves of the uses of pictures and clips those that a text still has."""
    bodies = [page.body, *page.editions.values_list("body", flat=True)]
    bodies += page.history.values_list("body", flat=True)
    for uses in (PageImageUse, PageClipUse):
        uses.objects.filter(page=page).delete()
    record_uses(page, bodies)


def find_holders(edition):
    """Returns the keys of the versions that hold a text or picture of `edition` which
    neither the working copy nor another edition has."""
    page = Page.objects.get(pk=edition.page_id)
    return find_in(readable_versions(page), edition, page, _pieces)


def _pieces(wording):
    named = NAMED.finditer(name_pictures(wording.body))
    pictures = {f"anh:{found[1]}" for found in named}
    return texts_of(wording, ["title", "lead"]) | pictures
