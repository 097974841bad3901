"""What a public page is on paper, read from the PDF that Chromium prints."""

from datetime import datetime
from io import BytesIO
from zoneinfo import ZoneInfo

import pytest
from playwright.sync_api import expect
from pypdf import PdfReader

from .test_layout import COMPARISON, COURSE, FLOWS

pytestmark = pytest.mark.browser

BY_AREA = "/so-lieu/?theo=dia-ban-nay"
# Of menus, forms and buttons, and of what leads on: no use on paper.
ON_SCREEN = [
    *("Danh mục", "Trang chủ", "Thu hẹp phạm vi", "Xem số liệu", "Tra cứu"),
    *("Sắp xếp theo", "Các trang:", "Excel", "Chuyển đến nội dung", "Cuối năm:"),
]


def print_pages(page, address):
    """Returns the text of each sheet of the page, without spaces: the reader of the
    PDF puts some between letters of two faces."""
    page.goto(address)
    sheets = PdfReader(BytesIO(page.pdf(format="A4"))).pages
    return [solid(sheet.extract_text()) for sheet in sheets]


def solid(words):
    return "".join(words.split())


def test_every_sheet_bears_the_address_and_the_day_and_no_menu(page, portal):
    for address in (BY_AREA, COMPARISON, COURSE, FLOWS, "/hop-tac-xa/?linh_vuc=nn"):
        sheets = print_pages(page, address)
        assert len(sheets) >= 2, address
        today = datetime.now(ZoneInfo("Asia/Ho_Chi_Minh"))
        foot = solid(f"In ngày {today:%d/%m/%Y} từ {portal.url}{address}")
        for number, sheet in enumerate(sheets, 1):
            assert sheet.count(foot) == 1, address
            assert f"Trang{number}/{len(sheets)}" in sheet
            assert [words for words in ON_SCREEN if solid(words) in sheet] == []


def test_a_long_table_has_one_total_its_heading_and_whole_rows(page):
    page.goto(BY_AREA)
    table = page.locator("table.figures").first
    rows = table.evaluate("table => [...table.rows].map(row => row.innerText)")
    head, first, *others, total = map(solid, rows)
    sheets = print_pages(page, BY_AREA)
    holding = [n for n, sheet in enumerate(sheets) if head in sheet]
    assert len(holding) >= 2
    assert solid("Hợp tác xã theo địa bàn hiện nay") in sheets[holding[0]]
    assert first in sheets[holding[0]]
    assert [n for n in holding if total in sheets[n]] == [holding[-1]]
    for row in others:
        assert any(row in sheets[n] for n in holding), row


def test_a_page_left_open_says_the_day_of_printing(page):
    page.clock.install(time=datetime(2026, 1, 31, 17, 30, tzinfo=ZoneInfo("UTC")))
    page.goto("/so-lieu/")
    page.emulate_media(media="print")
    page.evaluate("window.dispatchEvent(new Event('beforeprint'))")
    expect(page.locator(".printed")).to_contain_text("In ngày 01/02/2026 từ")
