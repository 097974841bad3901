"""Nothing typed is lost: tab killed, network gone, session over, save broken off."""

import base64
import io
import re
import time

import pytest
from PIL import Image as Pillow
from playwright.sync_api import expect

from .editors import wait_for_editors

pytestmark = pytest.mark.browser
ADD = "/quan-tri/news/article/add/"
KEPT = re.compile("Đã tự lưu lúc")


@pytest.fixture
def form(desk):
    """The form of a new article, ready to be typed into."""
    desk.goto(ADD)
    desk.get_by_label("Chuyên mục").select_option(index=1)
    wait_for_editors(desk)
    return desk


def write(page, title, *paragraphs):
    page.get_by_label("Tiêu đề").fill(title)
    page.locator(".cke_wysiwyg_div").click()
    page.wait_for_timeout(300)  # the editor keeps where the caret is
    for number, words in enumerate(paragraphs):
        if number:
            page.keyboard.press("Enter")
        page.keyboard.type(words)


def save(page):
    page.get_by_role("button", name="Lưu và sửa tiếp").last.click()


def body(page):
    return page.locator(".cke_wysiwyg_div")


def new_tab(page, address):
    tab = page.context.new_page()
    tab.goto(address)
    wait_for_editors(tab)
    return tab


def count_articles(page, title):
    page.goto(f"/quan-tri/news/article/?q={title}")
    return page.locator("#result_list tbody tr").count()


def test_there_is_room_to_write(form):
    for window, least in ((390, 360), (1280, 640), (1440, 640)):
        form.set_viewport_size({"width": window, "height": 900})
        assert form.locator(".cke").bounding_box()["width"] >= least, window
        assert form.evaluate("document.documentElement.scrollWidth") == window
        for verb in ("Lưu nháp", "Lưu và sửa tiếp", "Đăng ngay"):
            box = form.get_by_role("button", name=verb).bounding_box()
            assert box["x"] + box["width"] <= window, (verb, window)


def test_a_tab_killed_while_typing_loses_nothing(form):
    write(form, "Tin của thẻ đã chết", "Viết dở dang")
    expect(form.locator(".autosave-state")).to_have_text(KEPT, timeout=5000)
    body(form).press_sequentially(" thêm mấy chữ")
    form.wait_for_timeout(1500)
    other = form.context.new_page()
    form.close()
    other.goto(ADD)
    wait_for_editors(other)
    offer = other.get_by_role("listitem").filter(has_text="Tin của thẻ đã chết")
    offer.get_by_role("button", name="Lấy lại").click()
    expect(other.get_by_label("Tiêu đề")).to_have_value("Tin của thẻ đã chết")
    expect(body(other)).to_have_text("Viết dở dang thêm mấy chữ")
    save(other)
    expect(other.locator(".messagelist .success")).to_be_visible()
    assert count_articles(other, "Tin của thẻ đã chết") == 1


def test_what_is_typed_without_a_network_is_sent_when_it_is_back(form):
    context = form.context
    write(form, "Tin lúc mất mạng", "Trước.")
    expect(form.locator(".autosave-state")).to_have_text(KEPT, timeout=5000)
    context.set_offline(True)
    body(form).press_sequentially(" Khi mất mạng.")
    expect(form.get_by_role("alert").filter(has_text="Mất mạng")).to_be_visible()
    save(form)  # waits here: no page of an error
    form.wait_for_timeout(500)
    expect(body(form)).to_have_text("Trước. Khi mất mạng.")
    context.set_offline(False)
    expect(form.locator(".autosave-warning")).to_have_text("", timeout=5000)
    save(form)
    expect(form.locator(".messagelist .success")).to_be_visible()
    expect(body(form)).to_have_text("Trước. Khi mất mạng.")


@pytest.mark.proof
def test_a_tab_killed_without_a_network_keeps_it_in_the_browser(form):
    context = form.context
    context.set_offline(True)
    write(form, "Tin chỉ có trên máy", "Chưa lên máy chủ.")
    form.wait_for_timeout(1500)
    form.close()
    context.set_offline(False)
    tab = context.new_page()
    tab.goto(ADD)
    wait_for_editors(tab)
    offer = tab.get_by_role("listitem").filter(has_text="Tin chỉ có trên máy")
    expect(offer).to_contain_text("Trên máy này có chữ gõ dở lúc")
    offer.get_by_role("button", name="Lấy lại").click()
    expect(body(tab)).to_have_text("Chưa lên máy chủ.")


def test_a_session_that_ends_is_begun_again_on_the_page(form, portal):
    write(form, "Tin khi hết phiên", "Đang viết.")
    expect(form.locator(".autosave-state")).to_have_text(KEPT, timeout=5000)
    form.context.clear_cookies()
    body(form).press_sequentially(" Viết tiếp.")
    warning = form.get_by_role("alert").filter(has_text="Phiên làm việc đã hết")
    expect(warning).to_be_visible(timeout=6000)
    save(form)
    dialog = form.get_by_role("dialog")
    expect(dialog.get_by_label("Tên đăng nhập")).to_have_value("quantri")
    dialog.get_by_label("Mật khẩu").fill("không phải")
    dialog.get_by_role("button", name="Đăng nhập").click()
    expect(dialog.get_by_role("alert")).to_be_visible()
    dialog.get_by_label("Mật khẩu").fill(portal.password)
    dialog.get_by_role("button", name="Đăng nhập").click()
    expect(form.locator(".messagelist .success")).to_be_visible()
    expect(body(form)).to_have_text("Đang viết. Viết tiếp.")


def test_back_after_the_save_leads_to_what_was_saved(form):
    write(form, "Tin bấm quay lại", "Một.")
    save(form)
    expect(form.locator(".messagelist .success")).to_be_visible()
    saved = form.url
    form.go_back()
    expect(form.locator(".messagelist")).to_contain_text("Đã lưu từ lần bấm trước")
    assert form.url == saved
    assert count_articles(form, "Tin bấm quay lại") == 1


@pytest.mark.proof
def test_a_save_that_broke_off_can_be_sent_again(form):
    write(form, "Tin gửi hai lần", "Một.")
    browser = form.context.new_cdp_session(form)
    form.route("**/article/add/**", lambda route: None)  # no answer comes
    save(form)
    form.wait_for_timeout(2000)
    browser.send("Page.stopLoading")
    form.unroute_all(behavior="ignoreErrors")
    form.wait_for_timeout(5_500)  # until then a second click is one too many
    save(form)
    expect(form.locator(".messagelist .success")).to_be_visible()
    assert count_articles(form, "Tin gửi hai lần") == 1


def test_a_double_click_makes_one_article(form):
    write(form, "Tin bấm đúp", "Một.")
    form.get_by_role("button", name="Lưu nháp").last.dblclick()
    expect(form.locator(".messagelist .success")).to_be_visible()
    assert count_articles(form, "Tin bấm đúp") == 1


def test_leaving_asks_while_something_is_unsaved(form):
    asked = []
    form.on("dialog", lambda dialog: (asked.append(dialog.type), dialog.dismiss()))
    write(form, "Tin chưa lưu", "Một.")
    form.get_by_role("link", name="Bàn làm việc").first.click(no_wait_after=True)
    form.wait_for_timeout(500)
    assert asked == ["beforeunload"]
    expect(form.get_by_label("Tiêu đề")).to_have_value("Tin chưa lưu")
    save(form)
    expect(form.locator(".messagelist .success")).to_be_visible()
    form.get_by_role("link", name="Bàn làm việc").first.click()
    expect(form.get_by_role("heading", name="Bàn làm việc")).to_be_visible()
    assert asked == ["beforeunload"]


def test_the_public_page_opens_beside_the_form(form):
    write(form, "Tin xem trên trang", "Một.")
    save(form)
    expect(form.locator(".messagelist .success")).to_be_visible()
    with form.expect_popup() as opened:
        form.get_by_role("link", name="Xem trên trang web").click()
    expect(opened.value.get_by_role("heading", level=1)).to_have_text(
        "Tin xem trên trang"
    )
    expect(form.get_by_label("Tiêu đề")).to_have_value("Tin xem trên trang")


def test_who_else_has_it_open_is_told(form):
    write(form, "Tin hai người mở", "Một.")
    save(form)
    expect(form.locator(".messagelist .success")).to_be_visible()
    other = new_tab(form, form.url)
    other.wait_for_timeout(500)
    form.reload()
    others = form.locator(".autosave-others")
    expect(others).to_contain_text("đang mở bài viết này, chưa gõ gì.")
    other.close()


def test_a_keeper_loses_nothing_either(desk):
    desk.goto("/quan-tri/cooperatives/cooperative/add/")
    desk.locator("#id_name").fill("Hợp tác xã Gõ Dở")
    expect(desk.locator(".autosave-state")).to_have_text(KEPT, timeout=5000)
    tab = new_tab(desk, "/quan-tri/cooperatives/cooperative/add/")
    offer = tab.get_by_role("listitem").filter(has_text="Hợp tác xã Gõ Dở")
    offer.get_by_role("button", name="Lấy lại").click()
    expect(tab.locator("#id_name")).to_have_value("Hợp tác xã Gõ Dở")


# Drops pictures on the editor as a hand would, of the files given as texts.
DROP = """([files]) => {
    const carried = new DataTransfer()
    for (const [name, text] of files) {
        const bytes = Uint8Array.from(atob(text), one => one.charCodeAt(0))
        carried.items.add(new File([bytes], name, { type: 'image/png' }))
    }
    const place = document.querySelector('.cke_wysiwyg_div p')
    const { x, y } = place.getBoundingClientRect()
    const about = { bubbles: true, cancelable: true, clientX: x + 4, clientY: y + 4 }
    place.dispatchEvent(new DragEvent('drop', { dataTransfer: carried, ...about }))
}"""


def make_png(shade):
    file = io.BytesIO()
    Pillow.new("RGB", (400, 300), (shade, 120, 90)).save(file, "PNG")
    return base64.b64encode(file.getvalue()).decode()


def test_pictures_dropped_and_saved_at_once_are_all_there(form):
    write(form, "Tin có ba ảnh", "Ba ảnh.")
    form.route("**/tai-len/**", lambda route: (time.sleep(1), route.continue_()))
    files = [[f"anh-{number}.png", make_png(number * 60)] for number in (1, 2, 3)]
    form.evaluate(DROP, [files])
    save(form)
    expect(form.locator(".autosave-state")).to_contain_text("Đang tải lên")
    expect(form.locator(".messagelist .success")).to_be_visible(timeout=20_000)
    pictures = body(form).locator("img[data-cke-saved-src]")
    expect(pictures).to_have_count(3)
    sources = pictures.evaluate_all("all => all.map(one => one.src)")
    assert all("/media/" in one for one in sources)
