"""What tests of the whole site share: a site with one of everything."""

import pytest
from django.utils import timezone
from django_tasks_db.models import DBTaskResult

from cooperatives.models import ScanDownload
from coopsite.portal.models import BrokenLink
from news.old_site.models import OldAddress, OldPage
from news.pictures import make_sizes
from tests.factories.news import make_article, make_clip, make_image
from tests.factories.once import written_once
from tests.factories.people import make_user
from tests.factories.portal import make_details, make_notice, make_page
from tests.factories.register import make_cooperative, make_union
from tests.undrawn import undrawn  # noqa: F401  # a fixture


@pytest.fixture
@written_once
def full_site(db):
    """At least one of everything, each with all it can show."""
    union = make_union(tax_code="0314409058", certificate_number="12A")
    cooperative = make_cooperative(union=union, tax_code="0301175691", is_demo=True)
    image = make_image()
    article = make_article(cover=image, cover_alt="Ảnh", is_featured=True)
    make_article(is_demo=True)
    OldPage.objects.create(
        name="hoi-nghi",
        reading=1,
        raw="Hội nghị",
        sha256="0" * 64,
        article=article,
        written_sha256="0" * 64,
    )
    OldAddress.objects.create(address="/cu.aspx?id=1", article=article)
    ScanDownload.objects.create(person=make_user(), what="x", file="a.pdf")
    args = {"args": [image.pk], "kwargs": {}}
    DBTaskResult.objects.create(task_path=make_sizes.module_path, args_kwargs=args)
    now = timezone.now()
    BrokenLink.objects.create(
        article=article, address="/mat/", reason="404", found_at=now, checked_at=now
    )
    make_notice(link="/tin-tuc/")
    make_details()
    contacts = make_page("Liên hệ", role="contacts")
    return {
        "article": article,
        "clip": make_clip(poster=image, duration=61),
        "section": article.section,
        "cooperative": cooperative,
        "union": union,
        "youtube": make_clip(youtube="https://youtu.be/abcdefghijk"),
        "contacts": contacts,
        "page below": make_page("Trụ sở", parent=contacts, is_demo=True),
    }
