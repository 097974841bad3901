"""Makes information pages, notices and the site's details."""

from datetime import timedelta
from itertools import count

from django.utils import timezone

from coopsite.portal.models import Notice, Page, SiteDetails
from coopsite.portal.pages.publishing import publish, save_page

_NUMBERS = count(1)
DETAILS = {
    "address": "Số 1 đường Mẫu, phường Mẫu",
    "phone": "028 0000 0000",
    "mail": "lien-he@example.vn",
    "hours": "Thứ Hai đến thứ Sáu, 7:30–17:00",
    "editor": "Bà Mẫu, Chủ tịch",
    "licence": "Giấy phép số 0/GP-MAU",
    "source_notice": "Ghi rõ nguồn khi dẫn lại.",
}


def unsaved_page(title="", **fields):
    """Return a page fit to be published, not saved yet."""
    title = title or f"Trang thử {next(_NUMBERS)}"
    return Page(**{"title": title, "body": "<p>Nội dung của trang.</p>", **fields})


def make_draft_page(title="", **fields):
    """Return a saved page that was never public."""
    page = unsaved_page(title, **fields)
    save_page(page=page, by=None)
    return page


def make_page(title="", **fields):
    """Return a page that the public reads."""
    page = unsaved_page(title, **fields)
    publish(page=page, by=None)
    return page


def make_notice(text="Nghỉ lễ ngày 02/09.", **fields):
    """Return a notice that the public sees."""
    now = timezone.now()
    moments = {
        "shown_from": now - timedelta(hours=1),
        "shown_until": now + timedelta(days=3),
    }
    return Notice.objects.create(**{"text": text, **moments, **fields})


def make_details(**fields):
    """Return the site's details, all of them filled in."""
    details = SiteDetails(**{**DETAILS, **fields})
    details.save()
    return details
