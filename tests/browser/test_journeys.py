"""What readers come for, from the first page to the last: found by a typo, shared,
subscribed to, reached by keys alone."""

from urllib.parse import parse_qs, urlsplit

import feedparser
import pytest
from playwright.sync_api import expect

from .test_reader import REPORT, REPORT_ADDRESS

pytestmark = pytest.mark.browser


def test_a_report_is_found_from_the_header_with_a_slip_of_typing(page):
    page.goto("/video/")
    field = page.get_by_role("search").get_by_label("Tìm trên trang").first
    field.fill("hội nghi tổng két hoạt động năm 2023")
    field.press("Enter")
    suggestion = page.locator(".search-block a").first
    first = page.locator(".result h3 a").first
    expect(first).to_contain_text("Hội Nghị Tổng Kết")
    assert suggestion.count() <= 1
    first.click()
    expect(page.locator("h1")).to_have_text(REPORT)


def test_on_a_phone_the_sign_leads_to_the_search(page):
    page.set_viewport_size({"width": 390, "height": 844})
    page.goto("/")
    page.get_by_role("link", name="Tìm kiếm").click()
    expect(page.locator("h1")).to_have_text("Tìm kiếm")
    page.get_by_label("Tìm trên trang").last.fill("can gio")
    page.get_by_role("button", name="Tìm", exact=True).last.click()
    expect(page.locator(".search-places a").first).to_contain_text("Cần Giờ")


def card_of(page):
    """Returns what a shared link to the page shows."""
    read = (
        "all => Object.fromEntries(all.map(one => "
        "[one.getAttribute('property'), one.content]))"
    )
    return page.locator("head meta[property^='og:']").evaluate_all(read)


def test_a_shared_figure_tells_its_day_and_number(page):
    page.goto("/so-lieu/?ngay=31/12/2023")
    card = card_of(page)
    assert "794 hợp tác xã" in card["og:title"] + card["og:description"]
    assert "31/12/2023" in card["og:title"] + card["og:description"]
    picture = page.request.get(urlsplit(card["og:image"]).path)
    assert picture.ok
    assert parse_qs(urlsplit(card["og:url"]).query) == {"ngay": ["31/12/2023"]}


def test_an_article_is_passed_on_by_its_address(page):
    page.goto(REPORT_ADDRESS)
    share = page.get_by_role("list", name="Chia sẻ và in")
    link = share.get_by_role("link", name="Facebook").get_attribute("href")
    assert urlsplit(parse_qs(urlsplit(link).query)["u"][0]).path == REPORT_ADDRESS
    page.evaluate("window.print = () => { window.printed = true }")
    share.get_by_role("button", name="In bài").click()
    assert page.evaluate("window.printed")


def test_a_feed_is_discovered_and_leads_back(page):
    page.goto("/")
    found = page.locator("link[rel=alternate][type='application/atom+xml']").first
    feed = feedparser.parse(page.request.get(found.get_attribute("href")).body())
    assert not feed.bozo
    page.goto(urlsplit(feed.entries[0].link).path)
    title = page.locator("h1").inner_text()
    assert feed.entries[0].title.removeprefix("[Minh hoạ] ") == title


def test_the_keyboard_reaches_content_menu_and_search(page):
    page.goto("/hop-tac-xa/")
    page.keyboard.press("Tab")
    expect(page.get_by_role("link", name="Chuyển đến nội dung chính")).to_be_focused()
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.id") == "noi-dung"
    page.keyboard.press("Tab")
    expect(page.get_by_label("Tên hoặc mã số")).to_be_focused()
    page.keyboard.type("bo sua")
    page.keyboard.press("Enter")
    expect(page.locator(".register-name").first).to_contain_text("Bò sữa")
