"""Each public page asks the database a fixed number of times, however much there is.

What is remembered is known already, and the page itself is not kept: menus, sections,
counts, the head of each list of news, choices and figures cost nothing then.
"""

from datetime import date, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from cooperatives.actions import designate, record_survey, reorganise
from coopsite.core.page_cache.middleware import entries
from news.models import Section
from tests.factories.cases import in_proofs
from tests.factories.news import make_article, make_clip, make_image
from tests.factories.portal import make_details, make_notice, make_page
from tests.factories.register import make_cooperative, make_union

pytestmark = pytest.mark.django_db


def fill(times):
    """Add `times` of everything, each with all that a list may show of it."""
    image = make_image()
    union = make_union()
    for number in range(times):
        make_union()
        make_cooperative(
            union=union,
            sector_code=("nn", "gtvt")[number % 2],
            status="ngung" if number % 3 else None,
        )
        make_clip(poster=make_image())
        for section in Section.objects.all():
            make_article(section=section, cover=image, cover_alt="Ảnh")
    for _ in range(5):  # more than a page of news
        make_article()
    return {
        "article": make_article(cover=image, cover_alt="Ảnh"),
        "section": Section.objects.first(),
        "clip": make_clip(poster=image),
        "page": make_page_with_all(times),
        "cooperative": make_with_a_past(union, times),
        "union": union,
    }


def make_page_with_all(times):
    """Return a page with contacts, a translation, and `times` others of each kind."""
    make_details()
    top = make_page("Giới thiệu")
    for number in range(times):
        make_notice()
        make_page(f"Trang {number}", parent=top)
    page = make_page("Liên hệ", parent=top, role="contacts")
    make_page("Contacts", lang="en", role="contacts", translation_of=page)
    for number in range(times):
        make_page(f"Trang dưới {number}", parent=page)
    return page


def make_with_a_past(union, times):
    """Return a cooperative with `times` facts of every sort."""
    cooperative = make_cooperative("Hợp tác xã Mới", union=union)
    for number in range(times):
        day = date(2018, 1, 1) + timedelta(number)
        record_survey(
            organisation=cooperative, effective_from=day, by=None, source="A", members=9
        )
        designate(
            organisation=cooperative,
            what="tru-so",
            value=f"Số {number}",
            effective_from=day,
            by=None,
        )
        reorganise(
            organisation=make_cooperative(),
            form="sap-nhap",
            successors=[cooperative],
            effective_from=day,
            by=None,
        )
    return cooperative


# The tokens, before and after.
FRAME = 2

BUDGETS = {
    "/": FRAME,
    # the first pages are remembered
    "/tin-tuc/": FRAME,
    "section": FRAME,
    # one page, by the nearest end or anchor
    "/tin-tuc/?trang=2": FRAME + 1,
    # the article
    "article": FRAME + 1,
    # the entries
    "/tin-tuc/feed/atom/": FRAME + 1,
    "/video/feed/rss/": FRAME + 1,
    # what each file holds is remembered
    "/sitemap.xml": FRAME,
    "/sitemap-news.xml": FRAME + 1,
    # one page
    "/video/": FRAME + 1,
    # the clip
    "clip": FRAME + 1,
    # the token, for the address; the page; its translation
    "page": FRAME + 3,
    "/thong-bao/": FRAME,
    # one page, its areas, today's units
    "/hop-tac-xa/": FRAME + 3,
    "/hop-tac-xa/?thu_tu=quy-mo": FRAME + 3,
    # the same, without sectors
    "/lien-hiep/": FRAME + 3,
    # the chosen sector and area besides
    "/hop-tac-xa/?linh_vuc=nn&dia_ban=quan-1&thanh_lap=2015&tim=hop+tac": FRAME + 5,
    "/hop-tac-xa/?quy_mo=chua-ro&thu_tu=thanh-lap": FRAME + 3,
    # the organisation; its standings; its entries; its names and codes; its surveys;
    # its predecessors and successors
    "cooperative": FRAME + 6,
    # and its members, and their sectors
    "union": FRAME + 8,
    # nothing is asked for yet
    "/tim-kiem/": FRAME,
    "/so-lieu/": FRAME,
    # the units
    "/so-lieu/?theo=dia-ban-nay": FRAME + 1,
    # the chosen sector and area
    "/so-lieu/?theo=quy-mo&quy_mo=nho&linh_vuc=nn&dia_ban=quan-1": FRAME + 2,
    "/so-lieu/dien-bien/": FRAME,
    "/so-lieu/so-sanh/": FRAME,
    "/so-lieu/bien-dong/?tu=01/01/2000": FRAME,
    # the areas
    "/so-lieu/bien-dong/?tu=01/01/2000&theo=dia-ban": FRAME + 1,
    # one page; their courses and entries
    "/so-lieu/bien-dong/danh-sach/?tu=01/01/2000": FRAME + 3,
    # the chosen sector besides
    "/so-lieu/bien-dong/danh-sach/?tu=01/01/2000&linh_vuc=nn": FRAME + 4,
    # nothing is compared yet
    "/so-lieu/doi-chieu/": FRAME,
    # one page; their standings and entries; the four sorts of rules that changed;
    # whether the moment is over
    "/so-lieu/doi-chieu/?biet_den=01/01/2001": FRAME + 8,
}


def queries(client, address):
    client.get(address)
    entries.clear()
    with CaptureQueriesContext(connection) as asked:
        assert client.get(address).status_code == 200
    return [query["sql"] for query in asked.captured_queries]


@pytest.mark.usefixtures("memory")
@pytest.mark.parametrize("times", [in_proofs(1), 2, in_proofs(10)])
def test_each_page_keeps_to_its_budget(client, settings, times):
    settings.PAGE_CACHE_MB = 1
    things = fill(times)
    spent, told = {}, {}
    for name in BUDGETS:
        address = name if name.startswith("/") else things[name].get_absolute_url()
        told[name] = queries(client, address)
        spent[name] = len(told[name])
    over = {name: told[name] for name in BUDGETS if spent[name] != BUDGETS[name]}
    assert spent == BUDGETS, "\n".join(
        f"{name}: {sql[:150]}" for name, asked in over.items() for sql in asked
    )
