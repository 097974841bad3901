"""Takes the pictures of `docs/huong-dan` anew, of a portal with demonstration data.

Each is a part of a page, as a member of staff sees it; what a picture shows is done in
the browser just before. Names and texts are invented, the moments are those of the day.
"""

import io
import os
import tempfile
from datetime import date, timedelta
from pathlib import Path

from PIL import Image
from playwright.sync_api import sync_playwright

from tests.browser.editors import upload_cover, wait_for_editors
from tests.browser.portal import CHROMIUM, FLAGS, Portal

ROOT = Path(__file__).parents[2]
PICTURES = ROOT / "docs/huong-dan/anh"
DEMO = ROOT / "coopsite/demo/media"
SECTION = "Kinh tế tập thể"
TITLE = "Đại hội thành viên HTX Phù Sa"
MARGIN = 6
# The buttons that stay in sight stand where they belong, not over what is shown.
IN_PLACE = ".submit-row { position: static !important; }"


class Desk:
    """The page of the administrator, and the pictures taken of it."""

    def __init__(self, context, portal):
        self.context, self.page = context, context.new_page()
        self.page.on("dialog", lambda dialog: dialog.accept())  # leave unsaved text
        self.page.goto("/quan-tri/")
        self.page.get_by_label("Tên đăng nhập").fill("quantri")
        self.page.get_by_label("Mật khẩu").fill(portal.password)
        self.click("Đăng nhập")

    def take(self, name, first, last=None, page=None, tallest=480):
        """Keeps the part of the page from the element `first` to `last`, of what is
        taller the upper part."""
        page = page or self.page
        page.add_style_tag(content=IN_PLACE)
        top = page.locator(first).first
        bottom = page.locator(last).last if last else top
        page.mouse.move(0, 0)
        one, other = top.bounding_box(), bottom.bounding_box()
        scrolled = page.evaluate("scrollY")
        left = max(0, min(one["x"], other["x"]) - MARGIN)
        right = max(one["x"] + one["width"], other["x"] + other["width"]) + MARGIN
        start = max(0, one["y"] + scrolled - MARGIN)
        end = other["y"] + other["height"] + scrolled + MARGIN
        height = min(end - start, tallest)
        clip = {"x": left, "y": start, "width": right - left, "height": height}
        shot = page.screenshot(full_page=True, clip=clip, animations="disabled")
        with Image.open(io.BytesIO(shot)) as picture:
            picture.convert("RGB").save(PICTURES / f"{name}.webp", quality=80, method=6)
        print(f"{name}.webp", flush=True)

    def click(self, name):
        with self.page.expect_navigation():
            self.page.get_by_role("button", name=name, exact=True).click()

    def follow(self, name):
        with self.page.expect_navigation():
            self.page.get_by_role("link", name=name).first.click()

    def write(self, text):
        wait_for_editors(self.page)
        self.page.locator(".cke_wysiwyg_div").click()
        self.page.keyboard.press("Control+A")
        self.page.keyboard.type(text)
        self.page.wait_for_timeout(400)  # the editor looks every 200 ms

    def open(self, address):
        self.page.goto(address)
        wait_for_editors(self.page)


# --- the pages of the handbook, in order --------------------------------------------


def post(desk):
    desk.take("ban-lam-viec", ".desk-doors")
    desk.follow("Viết bài mới")
    desk.page.get_by_label("Tiêu đề").fill(TITLE)
    desk.page.get_by_label("Chuyên mục").select_option(label=SECTION)
    desk.page.get_by_label("Tóm tắt").fill("Sáng 05/03, đại hội đã bầu hội đồng mới.")
    desk.write("Có 60 đại biểu dự đại hội.")
    desk.take("bai-moi", ".article-form")
    desk.take("khung-soan", ".field-body", tallest=220)
    upload_cover(desk.page, DEMO / "hoi-truong.jpg")
    desk.page.get_by_label("Mô tả ảnh").first.fill("Hội trường trong giờ khai mạc")
    desk.take("anh-dai-dien", ".field-cover", ".field-cover_credit")
    desk.take("nut-dang", ".submit-row")
    desk.click("Đăng ngay")
    desk.take("da-dang", ".messagelist", ".article-standing")
    return desk.page.url


def schedule(desk, address):
    desk.write("Có 60 đại biểu và 3 khách mời dự đại hội.")
    desk.page.locator("#id_go_live_at_0").fill(
        f"{date.today() + timedelta(1):%d/%m/%Y}"
    )
    desk.page.locator("#id_go_live_at_1").fill("08:00")
    desk.page.get_by_label("Cập nhật").check()
    desk.page.get_by_label("Điều đã đổi").fill("Thêm số khách mời.")
    desk.take("gio-len-trang", ".field-go_live_at")
    desk.click("Hẹn giờ")
    desk.open(address)
    desk.take("dang-hen", ".article-standing")
    desk.click("Huỷ hẹn giờ")


def correct(desk, address):
    desk.open(address)
    desk.follow("Sửa nhanh bản đang trên trang")
    desk.write("Có 62 đại biểu dự đại hội.")
    desk.page.get_by_label("Đính chính").check()
    desk.page.get_by_label("Điều đã đổi").fill("Có 62 đại biểu, không phải 60.")
    desk.take("loai-thay-doi", ".field-kind, .form-row:has([name=kind])", "#id_note")
    desk.click("Đăng bản sửa")
    desk.open(address)
    public = desk.context.new_page()
    public.goto(
        desk.page.get_by_role("link", name="Xem trên trang", exact=True).get_attribute(
            "href"
        )
    )
    desk.take("dinh-chinh-tren-trang", ".changes", page=public)
    public.close()


def conflict(desk, address):
    other = desk.context.new_page()
    for page in (other, desk.page):
        page.goto(address)
        wait_for_editors(page)
    other.get_by_label("Tóm tắt").fill("Đại hội họp sáng 05/03 tại Củ Chi.")
    with other.expect_navigation():
        other.get_by_role("button", name="Lưu và sửa tiếp").click()
    other.close()
    desk.page.get_by_label("Tóm tắt").fill("Đại hội họp ngày 05/03, bầu hội đồng mới.")
    desk.click("Lưu và sửa tiếp")
    desk.take("hai-nguoi", "section.conflict")


def withdraw(desk, address):
    desk.open(address)
    desk.follow("Gỡ bài khỏi trang")
    desk.page.get_by_label("Đã được thay thế").check()
    desk.page.get_by_label("Lời nhắn trên trang").fill("Mời đọc bài ngày 06/03.")
    desk.take("go-bai", "form.withdrawal")
    desk.click("Gỡ bài")


def main():
    PICTURES.mkdir(exist_ok=True)
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:
        portal = Portal(folder, patience=600)
        try:
            browser = playwright.chromium.launch(
                executable_path=CHROMIUM,
                args=[*FLAGS, "--lang=vi"],
                env=os.environ | {"LANGUAGE": "vi"},
            )
            context = browser.new_context(
                base_url=portal.url,
                bypass_csp=True,
                locale="vi-VN",
                timezone_id="Asia/Ho_Chi_Minh",
                viewport={"width": 1280, "height": 900},
            )
            desk = Desk(context, portal)
            address = post(desk)
            schedule(desk, address)
            correct(desk, address)
            conflict(desk, address)
            withdraw(desk, address)
            browser.close()
        finally:
            portal.stop()


if __name__ == "__main__":
    main()
