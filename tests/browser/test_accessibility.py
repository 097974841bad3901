"""Every kind of page, public and staff's, passes axe-core's WCAG 2.2 AA rules."""

import pytest
from axe_playwright_python.sync_playwright import Axe

from .test_reader import PAGES, REPORT

pytestmark = pytest.mark.browser
WCAG = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]
DESK_PAGES = [
    "/quan-tri/",
    "/quan-tri/news/article/",
    "/quan-tri/news/article/add/",
    "/quan-tri/cooperatives/cooperative/add/",
    "/quan-tri/cooperatives/cooperative/1/change/",
    "/quan-tri/cooperatives/cooperative/1/moc/them/",
]


def findings(page, rules):
    """Return what axe finds, one line each."""
    found = Axe().run(page, options={"runOnly": rules}).response["violations"]
    return [
        f"{v['id']}: {node['html'][:120]}"
        for v in found
        for node in v["nodes"]
    ]  # fmt: skip


@pytest.mark.parametrize("width", [390, 1280])
@pytest.mark.parametrize("address", PAGES)
def test_a_public_page_is_accessible(page, address, width):
    page.set_viewport_size({"width": width, "height": 844})
    page.goto(address)
    assert findings(page, [*WCAG, "best-practice"]) == []


def test_the_report_is_accessible(page):
    page.goto("/")
    page.get_by_role("link", name=REPORT).first.click()
    assert findings(page, [*WCAG, "best-practice"]) == []


@pytest.mark.parametrize("address", DESK_PAGES)
def test_a_page_of_the_desk_is_accessible(desk, address):
    desk.goto(address)
    # Axe's taste beyond WCAG is Django's to follow in its stock templates.
    assert findings(desk, WCAG) == []
