"""The library of pictures in its dialog: found, sent several at once, put to use."""

import base64
import re
from uuid import uuid4

import pytest
from playwright.sync_api import expect

from tests.factories.news import make_picture

from .editors import PICTURES, wait_for_editors
from .test_accessibility import WCAG, findings

pytestmark = pytest.mark.browser
# Lets files fall upon an element, as from another window.
DROP = """([selector, files]) => {
    const data = new DataTransfer()
    for (const [name, type, text] of files) {
        const bytes = Uint8Array.from(atob(text), (sign) => sign.charCodeAt(0))
        data.items.add(new File([bytes], name, { type }))
    }
    const event = { dataTransfer: data, bubbles: true, cancelable: true }
    document.querySelector(selector).dispatchEvent(new DragEvent("drop", event))
}"""


def drop(page, *files):
    sent = [(name, kind, base64.b64encode(data).decode()) for name, kind, data in files]
    page.evaluate(DROP, ["dialog.chooser", sent])


def picture(name, color):
    return name, "image/jpeg", make_picture(color=color).read()


@pytest.fixture
def new_colour():
    """A colour that no picture has yet."""
    return f"#{uuid4().hex[:6]}"


@pytest.fixture
def form(desk):
    desk.goto("/quan-tri/news/article/add/")
    wait_for_editors(desk)
    return desk


def open_library(page):
    page.get_by_role("button", name=PICTURES).click()
    dialog = page.get_by_role("dialog", name="Chọn ảnh")
    expect(dialog.locator(".chooser-choice").first).to_be_visible()
    return dialog


def test_a_cover_is_found_and_chosen_by_keys_alone(form):
    form.get_by_role("button", name=PICTURES).focus()
    form.keyboard.press("Enter")
    dialog = form.get_by_role("dialog", name="Chọn ảnh")
    dialog.get_by_label("Tìm theo tên").focus()
    form.keyboard.type("hoi truong")
    form.keyboard.press("Enter")
    expect(dialog.get_by_role("status").last).to_contain_text("Có 1 ảnh")
    form.keyboard.press("Tab")
    form.keyboard.press("Tab")
    form.keyboard.press("Enter")
    expect(dialog).to_have_count(0)
    expect(form.locator("[data-picture-title]")).to_contain_text("Hội trường")
    expect(form.locator("[name=cover]")).to_have_value(re.compile(r"\d+"))
    expect(form.locator("[name=cover_credit]")).to_have_value(re.compile("minh hoạ"))
    expect(form.get_by_role("button", name=PICTURES)).to_be_focused()
    key = form.locator("[name=cover]").input_value()
    form.get_by_role("button", name="Bỏ ảnh").click()
    expect(form.locator("[name=cover]")).to_have_value("")
    form.evaluate(  # as the form is filled in again after a mishap
        """(key) => {
            const field = document.querySelector("[name=cover]")
            field.value = key
            field.dispatchEvent(new Event("change", { bubbles: true }))
        }""",
        key,
    )
    expect(form.locator("[data-picture-title]")).to_contain_text("Hội trường")


def test_several_files_are_dropped_at_once_each_with_its_words(form, new_colour):
    dialog = open_library(form)
    text = ("thu.txt", "text/plain", b"no picture")
    drop(
        form,
        picture("Ruộng một.jpg", f"#{uuid4().hex[:6]}"),
        picture("DSC_1.jpg", new_colour),
        text,
    )
    rows = dialog.locator(".upload")
    expect(rows).to_have_count(3)
    expect(rows.nth(0)).to_contain_text("Đã vào thư viện")
    expect(rows.nth(1)).to_contain_text("Đã vào thư viện")
    expect(rows.nth(2)).to_contain_text("Tệp này không phải ảnh đọc được.")
    expect(rows.nth(0).get_by_label("Tên ảnh")).to_have_value("Ruộng một")
    rows.nth(1).get_by_label("Mô tả cho").fill("Mặt nước")
    rows.nth(1).get_by_label("Nguồn ảnh").fill("Lê An")
    rows.nth(1).get_by_role("button", name="Dùng ảnh này").click()
    expect(form.locator("[name=cover_alt]")).to_have_value("Mặt nước")
    form.wait_for_function("() => coopsite.pending.size === 0")

    dialog = open_library(form)
    drop(form, picture("khac.jpg", new_colour))
    row = dialog.locator(".upload")
    expect(row).to_contain_text("Ảnh này đã có trong thư viện")
    expect(row.get_by_label("Mô tả cho")).to_have_value("Mặt nước")


def test_a_save_waits_for_what_is_on_its_way(form):
    open_library(form)
    form.route("**/tai-len/", lambda route: None)  # never answered
    drop(form, picture("a.jpg", "teal"))
    form.wait_for_function("() => coopsite.pending.size > 0")
    expect(form.locator("dialog progress")).to_be_visible()


def test_too_many_files_are_told(form):
    dialog = open_library(form)
    form.route("**/tai-len/", lambda route: route.abort())
    drop(form, *[(f"{n}.jpg", "image/jpeg", b"x") for n in range(22)])
    expect(dialog.get_by_role("alert")).to_contain_text("2 tệp cuối chưa được tải lên")
    expect(dialog.locator(".upload")).to_have_count(20)
    expect(dialog.locator(".upload").last).to_contain_text("Mất mạng")


@pytest.mark.parametrize(
    ("status", "words"),
    [(503, "tạm thời không nhận ảnh"), (507, "Máy chủ hết chỗ")],
)
def test_a_server_that_takes_no_picture_now_is_told(form, status, words):
    dialog = open_library(form)
    form.route("**/tai-len/", lambda route: route.fulfill(status=status))
    drop(form, picture("a.jpg", "teal"))
    expect(dialog.locator(".upload").last).to_contain_text(words)


@pytest.mark.parametrize("width", [1280, 390])
def test_the_dialog_fits_and_can_be_read(form, width):
    form.set_viewport_size({"width": width, "height": 800})
    dialog = open_library(form)
    assert findings(form, WCAG) == []
    box = dialog.bounding_box()
    assert box["x"] >= 0
    assert box["x"] + box["width"] <= width
    assert dialog.evaluate("one => one.scrollWidth <= one.clientWidth")
