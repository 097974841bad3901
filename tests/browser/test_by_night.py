"""By night, and with text twice as large, a page is as accessible as by day."""

import pytest

from .test_accessibility import WCAG, findings, too_wide
from .test_layout import ENLARGE
from .test_reader import PAGES, REPORT_ADDRESS

pytestmark = [pytest.mark.browser, pytest.mark.proof]

# Of each kind of list the first, as the list names it.
FIRST_OF = {
    "/hop-tac-xa/?tinh_trang=giai-the": ".register-name a",
    "/lien-hiep/": ".register-name a",
}
BACKGROUND = "getComputedStyle(document.body).backgroundColor"


def addresses(page):
    yield from [*PAGES, REPORT_ADDRESS]
    for list_address, selector in FIRST_OF.items():
        page.goto(list_address)
        yield page.locator(selector).first.get_attribute("href")


def test_each_page_is_accessible_by_night(page):
    page.emulate_media(color_scheme="dark")
    troubles = {}
    for address in [*addresses(page)]:
        page.goto(address)
        assert page.evaluate(BACKGROUND) == "rgb(19, 25, 22)"
        for width in (390, 1280):
            page.set_viewport_size({"width": width, "height": 844})
            if wrong := findings(page, [*WCAG, "best-practice"]):
                troubles[address, width] = wrong
    assert troubles == {}


def test_each_page_is_accessible_with_text_twice_as_large(page):
    troubles = {}
    for address in [*addresses(page)]:
        page.goto(address)
        page.evaluate(ENLARGE, 200)
        for width in (390, 1280):
            page.set_viewport_size({"width": width, "height": 844})
            wrong = findings(page, [*WCAG, "best-practice"]) + too_wide(page, width)
            if wrong:
                troubles[address, width] = wrong
    assert troubles == {}


def test_paper_is_white_by_night(page):
    page.emulate_media(color_scheme="dark", media="print")
    page.goto("/so-lieu/?ngay=31/12/2023")
    assert page.evaluate(BACKGROUND) == "rgb(255, 255, 255)"
    ink = page.locator("h1").evaluate("h1 => getComputedStyle(h1).color")
    assert ink == "rgb(27, 36, 32)"
