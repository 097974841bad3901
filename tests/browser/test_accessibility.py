"""Every kind of page, public and staff's, passes axe-core's WCAG 2.2 AA rules."""

import re

import pytest
from axe_playwright_python.sync_playwright import Axe

from .editors import wait_for_editors
from .test_reader import PAGES, REPORT_ADDRESS

pytestmark = pytest.mark.browser
WCAG = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]
WIDTH = "document.documentElement.scrollWidth"
# Puts a word of 52 letters into every text of the page.
WRITE_LONG_WORDS = """() => {
    const word = 'Nghiêng'.repeat(8).slice(0, 52)
    const texts = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT)
    while (texts.nextNode()) {
        const text = texts.currentNode
        if (text.parentElement.closest('script, style, option, svg')) continue
        text.data = text.data.replace(/\\p{L}{4,}/u, word)
    }
}"""
AXE = Axe().axe_script
# Told is what is wrong only: all that axe has looked at would be much to hand over.
FIND = """options => axe.run(document, options).then(
    ({ violations }) => violations.flatMap(
        ({ id, nodes }) => nodes.map(node => `${id}: ${node.html.slice(0, 120)}`)))"""
DESK_PAGES = [
    "/quan-tri/tai-khoan/",
    "/quan-tri/xac-nhan/",
    "/quan-tri/quen-mat-khau/",
    "/quan-tri/",
    "/quan-tri/news/article/",
    "/quan-tri/news/article/add/",
    "/quan-tri/news/article/lich/",
    "/quan-tri/portal/page/",
    "/quan-tri/portal/page/add/",
    "/quan-tri/portal/notice/add/",
    "/quan-tri/portal/sitedetails/1/change/",
    "/quan-tri/cooperatives/cooperative/add/",
    "/quan-tri/cooperatives/cooperative/?tinh_trang=ngung&nam_thanh_lap=2015",
    "/quan-tri/cooperatives/sizelimit/",
    "/quan-tri/cooperatives/standing/?con_tinh=tat-ca",
]
# Of the first stopped cooperative, below its address.
RECORD_PAGES = [
    "change/",
    "moc/them/",
    "ten-ma-so/them/",
    "khao-sat/them/",
    "ke-tuc/them/",
    "history/",
]


def findings(page, rules):
    """Return what axe finds, one line each."""
    if not page.evaluate("'axe' in window"):
        page.evaluate(AXE)
    return page.evaluate(FIND, {"runOnly": rules, "resultTypes": ["violations"]})


def find_troubles(page):
    """Returns what is wrong with the page at a desk's width and at a phone's: what axe
    finds, and where it is wider than its window, with long words in it, too."""
    troubles = []
    for width in (1280, 390):
        page.set_viewport_size({"width": width, "height": 844})
        troubles += findings(page, [*WCAG, "best-practice"])
        troubles += too_wide(page, width)
    troubles += too_wide(page, 360)
    page.evaluate(WRITE_LONG_WORDS)
    return troubles + too_wide(page, 360) + too_wide(page, 1280)


def too_wide(page, width):
    page.set_viewport_size({"width": width, "height": 800})
    found = page.evaluate(WIDTH)
    return [] if found <= width else [f"{found} px wide at {width}"]


def test_public_pages_are_accessible_and_no_wider_than_the_screen(page):
    troubles = {}
    for address in PAGES:
        page.set_viewport_size({"width": 1280, "height": 900})
        page.goto(address)
        troubles[address] = find_troubles(page)
    assert {address: some for address, some in troubles.items() if some} == {}


def test_the_report_is_accessible(page):
    page.goto(REPORT_ADDRESS)
    assert findings(page, [*WCAG, "best-practice"]) == []


@pytest.mark.parametrize(
    "directory", ["/hop-tac-xa/?tinh_trang=giai-the", "/lien-hiep/"]
)
def test_an_organisation_is_accessible(page, directory):
    page.goto(directory)
    page.locator(".register a").first.click()
    page.get_by_role("heading", name="Lịch sử hồ sơ").wait_for()
    assert find_troubles(page) == []


def test_pages_of_the_desk_are_accessible(desk):
    troubles = {}
    for address in DESK_PAGES:
        desk.goto(address)
        wait_for_editors(desk)
        # Axe's taste beyond WCAG is Django's to follow in its stock templates.
        troubles[address] = findings(desk, WCAG)
    assert {address: some for address, some in troubles.items() if some} == {}


def test_pages_of_an_article_are_accessible(desk):
    desk.goto("/quan-tri/news/article/?trang_thai=dang")
    desk.locator("#result_list tbody th a").last.click()
    article = desk.url.partition("change/")[0]
    for below in ("sua-nhanh/", "cac-ban/"):
        desk.goto(article + below)
        wait_for_editors(desk)
        assert desk.url == article + below
        assert findings(desk, WCAG) == [], below


def open_record(desk):
    """Open the first stopped cooperative; return the address of its pages."""
    desk.goto("/quan-tri/cooperatives/cooperative/?tinh_trang=ngung")
    desk.locator("#result_list tbody th a").first.click()
    return desk.url.partition("change/")[0]


def test_pages_of_a_record_are_accessible(desk):
    record = open_record(desk)
    for below in RECORD_PAGES:
        desk.goto(record + below)
        assert desk.url == record + below
        assert findings(desk, WCAG) == [], below


@pytest.mark.parametrize("door", ["Đính chính", "Rút"])
def test_a_page_that_corrects_is_accessible(desk, door):
    open_record(desk)
    with desk.expect_navigation():
        desk.locator("#moc").get_by_role("link", name=door).first.click()
    with desk.expect_navigation():  # with its error shown
        desk.locator("input[type=submit]").last.click()
    assert findings(desk, WCAG) == []


def test_changing_many_is_accessible(desk):
    desk.goto("/quan-tri/cooperatives/cooperative/?linh_vuc=vsmt")
    desk.locator("#action-toggle").check()
    desk.locator("select[name=action]").select_option("change_status")
    desk.get_by_role("button", name="Thực hiện").click()
    assert findings(desk, WCAG) == []
    desk.get_by_label("Tình trạng hoạt động").select_option(label="Ngừng hoạt động")
    desk.get_by_label("Có hiệu lực từ ngày").fill("01/06/2024")
    desk.get_by_label("Lý do").fill("Khảo sát năm 2024")
    desk.get_by_role("button", name="Xem trước").click()
    assert findings(desk, WCAG) == []


def shape(address):
    """Returns the address without what differs from row to row and day to day."""
    return re.sub(r"\d+", "N", address.partition("?")[0].partition("#")[0])


def links_on(page):
    """Returns the addresses of the desk's pages that the page leads to, files and the
    door out left alone."""
    found = page.eval_on_selector_all("a[href]", "all => all.map(one => one.href)")
    own = [one.partition("#")[0] for one in found if "/quan-tri/" in one]
    return [one for one in own if not re.search(r"logout|tai-ve|ban-chup", one)]


@pytest.mark.proof
@pytest.mark.long
def test_one_page_of_each_shape_of_the_desk_is_accessible(desk):
    desk.goto("/quan-tri/")
    waiting, seen, troubles = links_on(desk), set(), []
    while waiting:
        address = waiting.pop(0)
        if shape(address) in seen:
            continue
        seen.add(shape(address))
        desk.goto(address)
        wait_for_editors(desk)
        troubles += [f"{address}: {one}" for one in findings(desk, WCAG)]
        waiting += links_on(desk)
    assert "\n".join(troubles) == ""
    assert len(seen) > 60
