"""Two windows on one record: paragraphs are merged, the same one is asked about."""

import re

import pytest
from playwright.sync_api import expect

from tests.factories.cases import in_proofs

from .editors import wait_for_editors

pytestmark = pytest.mark.browser
ADD = "/quan-tri/news/article/add/"


def write(page, title, body):
    page.get_by_label("Tiêu đề").fill(title)
    wait_for_editors(page)
    page.locator(".cke_wysiwyg_div").click()
    page.keyboard.press("Control+a")
    page.keyboard.type(body)


def save(page):
    page.get_by_role("button", name="Lưu và sửa tiếp").last.click()


@pytest.mark.parametrize("width", [1280, in_proofs(390)])
def test_the_second_save_sees_both_texts_and_decides(desk, width):
    desk.goto(ADD)
    desk.get_by_label("Chuyên mục").select_option(index=1)
    write(desk, f"Tin hai người sửa {width}", "Bản đầu.")
    save(desk)
    expect(desk.locator(".messagelist")).to_be_visible()
    other = desk.context.new_page()
    other.set_viewport_size({"width": width, "height": 900})
    other.goto(desk.url)
    write(desk, "Tên của người trước", "Lời của người trước.")
    desk.get_by_label("Bút danh").fill("KT")
    save(desk)
    expect(desk.locator(".messagelist .success")).to_be_visible()

    write(other, "Tên của người sau", "Lời của người sau.")
    save(other)
    both = other.locator(".conflict")
    expect(both).to_contain_text("Lời của người trước.")
    expect(both).to_contain_text("Lời của người sau.")
    expect(both).to_contain_text(re.compile("Bút danh. Đã lấy từ bản mới lưu"))
    expect(other.locator(".cke_wysiwyg_div")).to_have_text("Lời của người sau.")
    expect(other.get_by_label("Bút danh")).to_have_value("KT")
    other.screenshot(path=f"/tmp/conflict-{width}.png")
    wide = other.evaluate("document.documentElement.scrollWidth")
    assert wide <= width
    assert other.locator(".conflict input:checked").count() == 0
    title = both.get_by_role("group", name="Tiêu đề")
    title.get_by_label("Lấy bản đã lưu").check()
    save(other)  # of the text nothing is chosen yet
    expect(both.get_by_role("group", name="Tiêu đề")).to_have_count(0)
    both.get_by_label("Giữ bản của tôi").check()
    save(other)
    expect(other.locator(".messagelist .success")).to_be_visible()
    expect(other.get_by_label("Tiêu đề")).to_have_value("Tên của người trước")
    expect(other.locator(".cke_wysiwyg_div")).to_have_text("Lời của người sau.")
    other.close()


def type_into(page, paragraph, words):
    page.locator(".cke_wysiwyg_div p").nth(paragraph).click()
    page.wait_for_timeout(300)  # the editor keeps where the caret is
    page.keyboard.press("End")
    page.keyboard.type(words)


def test_two_who_write_different_paragraphs_lose_nothing(desk):
    desk.goto(ADD)
    desk.get_by_label("Chuyên mục").select_option(index=1)
    write(desk, "Tin hai đoạn", "Đoạn đầu nói về tổ hợp tác.")
    desk.keyboard.press("Enter")
    desk.keyboard.type("Đoạn sau nói về quỹ tín dụng.")
    save(desk)
    expect(desk.locator(".messagelist .success")).to_be_visible()
    other = desk.context.new_page()
    other.goto(desk.url)
    wait_for_editors(other)
    type_into(desk, 0, " Người trước thêm.")
    save(desk)
    expect(desk.locator(".messagelist .success")).to_be_visible()
    type_into(other, 1, " Người sau thêm.")
    save(other)
    told = other.locator(".messagelist .warning")
    expect(told).to_contain_text("Các chỗ sau đã được đưa vào cùng bản của bạn")
    told.locator("summary").click()
    expect(told).to_contain_text("Người trước thêm.")
    expect(other.locator(".cke_wysiwyg_div")).to_have_text(
        "Đoạn đầu nói về tổ hợp tác. Người trước thêm."
        "Đoạn sau nói về quỹ tín dụng. Người sau thêm."
    )
    other.close()
