"""The search as a reader meets it: by keys, on a phone, without a script."""

import pytest

from .test_accessibility import find_troubles

pytestmark = pytest.mark.browser
FIELD = "#tim-kiem"


def suggestions(page):
    return page.locator(".suggestions [role=option]")


def test_names_are_suggested_and_opened_by_keys(page):
    page.goto("/tim-kiem/")
    field = page.locator(FIELD)
    field.press_sequentially("mây tr")
    suggestions(page).first.wait_for()
    assert field.get_attribute("aria-expanded") == "true"
    assert field.get_attribute("aria-activedescendant") is None
    field.press("ArrowDown")
    chosen = page.locator("[role=option][aria-selected=true]")
    assert field.get_attribute("aria-activedescendant") == chosen.get_attribute("id")
    assert find_troubles(page) == []
    field.press("Escape")
    assert suggestions(page).first.is_hidden()
    field.press_sequentially("ắng")
    suggestions(page).first.wait_for()
    field.press("ArrowDown")
    name = chosen.evaluate("option => option.firstChild.data")
    field.press("Enter")
    page.wait_for_url(lambda address: "/tim-kiem/" not in address)
    assert page.locator("h1").inner_text() == name


def test_enter_searches_where_nothing_is_chosen(page):
    page.goto("/tim-kiem/")
    page.locator(FIELD).press_sequentially("bò sữa")
    suggestions(page).first.wait_for()
    page.locator(FIELD).press("Enter")
    page.wait_for_url("**/tim-kiem/?q=b%C3%B2+s%E1%BB%AFa")
    assert page.locator("mark", has_text="Bò sữa").count() > 3


def test_the_page_is_accessible(page):
    for words in ("bò sữa", "mây trứng", "cần giờ", "zzzz", ""):
        page.set_viewport_size({"width": 1280, "height": 900})
        page.goto(f"/tim-kiem/?q={words}" if words else "/tim-kiem/")
        assert find_troubles(page) == [], words


def test_without_a_script_a_slip_is_found(portal, chromium):
    context = chromium.new_context(
        base_url=portal.url,
        viewport={"width": 390, "height": 844},
        java_script_enabled=False,
    )
    page = context.new_page()
    page.goto("/tim-kiem/")
    page.fill(FIELD, "hoàng hôn tín")
    page.locator(".search-box button").click()
    page.get_by_role("link", name="“hoàng hôn tím”").click()
    first = page.locator(".result h3").first
    assert "Hoàng Hôn Tím" in first.inner_text()
    assert first.bounding_box()["y"] <= 560
    context.close()
