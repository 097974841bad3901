"""The newsroom's ways, clicked through: from the first word to the withdrawal."""

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from playwright.sync_api import expect

from coopsite.accounts.roles import ADMINISTRATOR, EDITOR, REPORTER

from .editors import wait_for_editors
from .test_accessibility import WCAG, findings

pytestmark = pytest.mark.browser
PASSWORD = "ruong-lua-ben-song"
SECTION = "Kinh tế tập thể"
SAIGON = ZoneInfo("Asia/Ho_Chi_Minh")


@pytest.fixture
def sign_in(desk, portal, chromium):
    """Return the desk of a new person of a role, in a browser of their own."""
    contexts = []

    def sign_in(name, role):
        desk.goto("/quan-tri/accounts/user/add/")
        desk.get_by_label("Tên đăng nhập").fill(name)
        desk.locator("#id_password1").fill(PASSWORD)
        desk.locator("#id_password2").fill(PASSWORD)
        desk.get_by_role("button", name="Lưu và sửa tiếp").click()
        desk.locator("#id_is_staff").check()
        desk.locator("#id_groups_from").select_option(label=role)
        desk.locator("#id_groups_add").click()
        desk.get_by_role("button", name="Lưu", exact=True).click()
        context = chromium.new_context(base_url=portal.url, locale="vi-VN")
        contexts.append(context)
        page = context.new_page()
        page.goto("/quan-tri/")
        page.get_by_label("Tên đăng nhập").fill(name)
        page.get_by_label("Mật khẩu").fill(PASSWORD)
        page.get_by_role("button", name="Đăng nhập").click()
        page.get_by_role("heading", name="Bàn làm việc").wait_for()
        return page

    yield sign_in
    for context in contexts:
        context.close()


def write(page, body):
    """Write `body` in place of what the editor holds."""
    wait_for_editors(page)
    page.locator(".cke_wysiwyg_div").click()
    page.keyboard.press("Control+A")
    page.keyboard.type(body)
    page.wait_for_timeout(300)  # the editor looks at the selection every 200 ms


def click(page, verb):
    with page.expect_navigation():
        page.get_by_role("button", name=verb, exact=True).click()


def publish(page, body, kind, note):
    write(page, body)
    expect(page.get_by_label("Sửa nhỏ")).to_be_disabled()  # told while one types
    page.get_by_label(kind).check()
    page.get_by_label("Điều đã đổi").fill(note)
    click(page, "Đăng bản này")
    expect(page.locator(".messagelist")).to_contain_text("Đã đăng")


def test_a_reporter_and_an_editor_from_the_first_word_to_the_withdrawal(sign_in, page):
    reporter, editor = sign_in("an.pv", REPORTER), sign_in("binh.btv", EDITOR)
    reporter.get_by_role("link", name="Viết bài mới").click()
    reporter.get_by_label("Tiêu đề").fill("Đại hội HTX Phù Sa")
    reporter.get_by_label("Chuyên mục").select_option(label=SECTION)
    reporter.get_by_label("Tóm tắt").fill("Đại hội đã họp.")
    write(reporter, "Có 60 đại biểu.")
    assert reporter.get_by_role("button", name="Đăng ngay").count() == 0
    click(reporter, "Gửi duyệt")

    editor.goto("/quan-tri/")
    waiting = editor.locator(".module", has_text="Chờ duyệt")
    waiting.get_by_role("link", name="Đại hội HTX Phù Sa").click()
    address = editor.url
    click(editor, "Trả lại")
    expect(editor.locator(".errorlist").first).to_contain_text("Hãy ghi góp ý")
    editor.get_by_label("Lời nhắn, góp ý").fill("Ghi rõ ngày họp.")
    click(editor, "Trả lại")

    reporter.goto("/quan-tri/")
    returned = reporter.locator(".module", has_text="Bị trả lại")
    returned.get_by_role("link", name="Đại hội HTX Phù Sa").click()
    expect(reporter.locator(".article-events")).to_contain_text("Ghi rõ ngày họp.")
    write(reporter, "Ngày 5/3, có 60 đại biểu.")
    click(reporter, "Gửi duyệt")

    editor.goto(address)
    click(editor, "Đăng ngay")
    expect(editor.locator(".messagelist")).to_contain_text("Đã đăng")
    page.goto("/tin-tuc/dai-hoi-htx-phu-sa/")
    expect(page.locator("article")).to_contain_text("Ngày 5/3, có 60 đại biểu.")

    publish(editor, "Ngày 5/3, có 60 đại biểu, 3 khách.", "Cập nhật", "Thêm khách.")
    publish(editor, "Ngày 5/3, có 62 đại biểu, 3 khách.", "Đính chính", "60 → 62.")
    page.reload()
    changes = page.locator(".changes li")
    expect(changes).to_have_count(2)
    expect(changes.first).to_contain_text("60 → 62.")
    assert findings(page, WCAG) == []
    changes.last.get_by_role("link", name="Xem bản trước").click()
    expect(page.locator("article")).to_contain_text("Ngày 5/3, có 60 đại biểu.")
    page.get_by_role("link", name="Đọc bản hiện nay").click()

    editor.get_by_role("link", name="Gỡ bài khỏi trang").click()
    assert findings(editor, WCAG) == []
    editor.get_by_label("Đã được thay thế").check()
    editor.get_by_label("Lời nhắn trên trang").fill("Xem bài ngày 06/03.")
    click(editor, "Gỡ bài")
    assert page.reload().status == 410
    expect(page.locator("main")).to_contain_text("Xem bài ngày 06/03.")


@pytest.mark.proof
def test_an_administrator_alone_and_a_replacement_that_comes_by_itself(sign_in, page):
    desk = sign_in("cuc.qt", ADMINISTRATOR)
    desk.get_by_role("link", name="Viết bài mới").click()
    desk.get_by_label("Tiêu đề").fill("Chợ phiên cuối tuần")
    desk.get_by_label("Chuyên mục").select_option(label=SECTION)
    desk.get_by_label("Tóm tắt").fill("Chợ phiên sắp họp.")
    write(desk, "Chợ họp tối thứ bảy.")
    click(desk, "Đăng ngay")
    moment = datetime.now(SAIGON) + timedelta(seconds=6)
    write(desk, "Chợ họp tối chủ nhật.")
    desk.locator("#id_go_live_at_0").fill(f"{moment:%d/%m/%Y}")
    desk.locator("#id_go_live_at_1").fill(f"{moment:%H:%M:%S}")
    click(desk, "Hẹn giờ")
    page.goto("/tin-tuc/cho-phien-cuoi-tuan/")
    story = page.locator("article .rich")
    expect(story).to_contain_text("thứ bảy")
    page.wait_for_timeout(
        max(0, (moment - datetime.now(SAIGON)).total_seconds()) * 1000
    )
    page.reload()
    expect(story).to_contain_text("chủ nhật")

    desk.get_by_role("link", name="Lịch sử").click()
    desk.locator("#change-history tbody tr").last.get_by_role("link").first.click()
    wait_for_editors(desk)
    expect(desk.locator(".cke_wysiwyg_div")).to_contain_text("thứ bảy")
    desk.locator("input[name=_save]").first.click()
    page.reload()
    expect(story).to_contain_text("chủ nhật")  # restoring changes nothing public


def begin(page, title, body):
    """Fill in the form of a new article."""
    page.get_by_role("link", name="Viết bài mới").click()
    page.get_by_label("Tiêu đề").fill(title)
    page.get_by_label("Chuyên mục").select_option(label=SECTION)
    page.get_by_label("Tóm tắt").fill("Tóm tắt của tin.")
    write(page, body)


@pytest.mark.proof
def test_an_editor_alone_writes_publishes_and_corrects(sign_in, page):
    editor = sign_in("dung.btv", EDITOR)
    begin(editor, "Mùa nước nổi", "Nước lên từ đầu tháng, dân trog vùng thả lưới.")
    click(editor, "Lưu và sửa tiếp")
    assert page.goto("/tin-tuc/mua-nuoc-noi/").status == 404
    click(editor, "Đăng ngay")
    page.reload()
    story = page.locator("article .rich")
    expect(story).to_contain_text("dân trog vùng")

    write(editor, "Bài dài hơn, còn đang viết.")
    click(editor, "Lưu và sửa tiếp")
    editor.get_by_role("link", name="Sửa nhanh bản đang trên trang").click()
    assert findings(editor, WCAG) == []
    write(editor, "Nước lên từ đầu tháng, dân trong vùng thả lưới.")
    click(editor, "Đăng bản sửa")
    page.reload()
    expect(story).to_contain_text("dân trong vùng")
    expect(page.locator(".changes li")).to_have_count(0)  # small: nobody is told

    editor.goto("/quan-tri/")
    editor.get_by_role("link", name="Mùa nước nổi").first.click()
    wait_for_editors(editor)
    expect(editor.locator(".cke_wysiwyg_div")).to_contain_text("còn đang viết")


@pytest.mark.proof
def test_an_administrator_withdraws_and_brings_back(sign_in, page):
    desk = sign_in("em.qt", ADMINISTRATOR)
    begin(desk, "Giá lúa hôm nay", "Giá lúa đứng.")
    click(desk, "Đăng ngay")
    address = desk.url
    desk.get_by_role("link", name="Gỡ bài khỏi trang").click()
    desk.get_by_label("Bài có sai sót").check()
    desk.get_by_label("Lời nhắn trên trang").fill("Đang kiểm tra lại số liệu.")
    click(desk, "Gỡ bài")
    assert page.goto("/tin-tuc/gia-lua-hom-nay/").status == 410
    expect(page.locator("main")).to_contain_text("Đang kiểm tra lại số liệu.")

    desk.goto(address)
    expect(desk.locator(".article-standing")).to_contain_text("Đã gỡ")
    write(desk, "Giá lúa tăng.")
    click(desk, "Đăng ngay")
    expect(desk.locator(".messagelist")).to_contain_text("Đã đăng")
    assert page.reload().status == 200
    expect(page.locator("article .rich")).to_contain_text("Giá lúa tăng.")
