"""A code of the telephone: set up, asked for at sign-in and on the page, on paper."""

import time

import pytest
from playwright.sync_api import expect

from tests.factories.codes import code_of

from .editors import wait_for_editors
from .test_accessibility import WCAG, findings

pytestmark = pytest.mark.browser
PASSWORD = "vườn rau bên sông"


@pytest.fixture
def owner(desk):
    """Make an administrator at the desk; return the name."""
    name = f"thu{time.time_ns()}"
    desk.goto("/quan-tri/accounts/user/add/")
    desk.get_by_label("Tên đăng nhập").fill(name)
    desk.locator("#id_password1").fill(PASSWORD)
    desk.locator("#id_password2").fill(PASSWORD)
    desk.get_by_role("button", name="Lưu và sửa tiếp").last.click()
    desk.locator("#id_is_staff").check()
    desk.locator("#id_is_superuser").check()
    desk.get_by_role("button", name="Lưu và sửa tiếp").last.click()
    expect(desk.locator(".messagelist .success")).to_be_visible()
    desk.context.clear_cookies()
    return name


def fill_password(place, name):
    place.get_by_label("Tên đăng nhập").fill(name)
    place.get_by_label("Mật khẩu").fill(PASSWORD)
    place.get_by_role("button", name="Đăng nhập").click()


def fill_code(place, code):
    place.get_by_label("Mã xác nhận hoặc mã dự phòng").fill(code)
    place.get_by_role("button", name="Đăng nhập").click()


def sign_out(page):
    page.goto("/quan-tri/")
    page.get_by_role("button", name="Đăng xuất").click()


def test_from_the_qr_code_to_the_paper(owner, desk):
    desk.goto("/quan-tri/")
    fill_password(desk, owner)
    desk.get_by_role("link", name="Bảo mật tài khoản").click()
    assert findings(desk, WCAG) == []
    desk.get_by_role("link", name="Bật mã xác nhận").click()
    picture = desk.get_by_role("img", name="Mã QR")
    assert picture.evaluate("image => image.naturalWidth") > 100
    assert findings(desk, WCAG) == []
    secret = desk.locator("code").inner_text()
    desk.get_by_label("Mã 6 chữ số").fill(code_of(secret, -1))
    desk.get_by_role("button", name="Bật mã xác nhận").click()
    codes = desk.locator(".recovery-codes code").all_inner_texts()
    assert len(codes) == 10
    assert findings(desk, WCAG) == []

    sign_out(desk)
    desk.goto("/quan-tri/")
    fill_password(desk, owner)
    expect(desk.get_by_role("heading", name="Nhập mã xác nhận")).to_be_visible()
    assert findings(desk, WCAG) == []
    fill_code(desk, code_of(secret))
    expect(desk.get_by_role("heading", name="Bàn làm việc")).to_be_visible()

    sign_out(desk)
    desk.goto("/quan-tri/")
    fill_password(desk, owner)
    fill_code(desk, codes[0])
    expect(desk.get_by_role("heading", name="Bàn làm việc")).to_be_visible()

    # The session ends over a form: both steps are made on the page.
    desk.goto("/quan-tri/news/article/add/")
    desk.get_by_label("Chuyên mục").select_option(index=1)
    desk.get_by_label("Tiêu đề").fill("Tin khi phải nhập mã")
    wait_for_editors(desk)
    desk.context.clear_cookies()
    desk.get_by_role("button", name="Lưu và sửa tiếp").last.click()
    dialog = desk.get_by_role("dialog")
    dialog.get_by_label("Mật khẩu").fill(PASSWORD)
    dialog.get_by_role("button", name="Đăng nhập").click()
    fill_code(dialog, "abc")
    expect(dialog.get_by_role("alert")).to_contain_text("Mã không đúng")
    expect(dialog.get_by_label("Tên đăng nhập")).to_be_hidden()
    assert findings(desk, WCAG) == []
    fill_code(dialog, codes[1])
    expect(desk.locator(".messagelist .success")).to_be_visible()
    expect(desk.get_by_label("Tiêu đề")).to_have_value("Tin khi phải nhập mã")
