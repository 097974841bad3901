"""Imports Word documents with the button above the editor, as a writer does."""

import re

import pytest
from playwright.sync_api import expect

from tests.news.pasting.corpus import FOLDER

from .editors import wait_for_editors

pytestmark = pytest.mark.browser

EDITOR = "Object.values(CKEDITOR.instances)[0]"
BUTTON = "Nhập từ Word (.docx)…"
SETTLED = "() => !window.coopsite.pending.size"


@pytest.fixture
def writer(desk):
    """Return the page of a new article, its editor ready."""
    desk.goto("/quan-tri/news/article/add/")
    wait_for_editors(desk)
    return desk


def choose(page, file):
    """Choose a file by the button."""
    with page.expect_file_chooser() as chooser:
        page.get_by_role("button", name=BUTTON).click()
    chooser.value.set_files(file)


def text_of(page):
    return page.evaluate(f"{EDITOR}.getData()")


def test_a_document_comes_into_the_editor_and_onto_the_page(writer):
    choose(writer, FOLDER / "37-docx-anh.docx")
    notes = writer.get_by_role("status").filter(has_text="Đã đưa 2 ảnh vào thư viện")
    expect(notes).to_be_visible()
    assert "<figcaption>Thanh niên trồng đước" in text_of(writer)
    writer.get_by_label("Tiêu đề").fill("Trồng rừng ngập mặn")
    writer.get_by_label("Chuyên mục:").select_option(index=1)
    writer.get_by_role("button", name="Lưu và sửa tiếp").click()
    writer.wait_for_url("**/change/")
    wait_for_editors(writer)
    assert "<figcaption>Thanh niên trồng đước" in text_of(writer)
    preview = writer.url.replace("/change/", "/xem-truoc/")
    for width in (390, 1280):
        writer.set_viewport_size({"width": width, "height": 900})
        writer.goto(preview)
        figure = writer.locator("figure", has_text="Thanh niên trồng đước")
        expect(figure.locator("img")).to_have_js_property("complete", True)
        assert figure.locator("img").bounding_box()["width"] > 50
        wider = "document.documentElement.scrollWidth - window.innerWidth"
        assert writer.evaluate(wider) <= 0


def test_a_conversion_is_offered_with_a_sample(writer):
    choose(writer, FOLDER / "38-docx-tcvn3.docx")
    offer = writer.get_by_role("status").filter(has_text="TCVN3 (ABC)")
    expect(offer).to_contain_text("Sè d\xad ®Çu kú")
    expect(offer).to_contain_text("Số dư đầu kỳ")
    assert text_of(writer) == ""
    writer.get_by_role("button", name="Chuyển sang Unicode").click()
    writer.wait_for_function(SETTLED)
    assert "Số dư đầu kỳ là 41 triệu đồng" in text_of(writer)
    assert "Người lập biểu: Lê Văn C" in text_of(writer)


def test_what_is_written_stays_and_one_step_takes_the_document_back(writer):
    writer.locator(".cke_wysiwyg_div").click()
    writer.keyboard.type("Đã viết.")
    choose(writer, FOLDER / "36-docx-theo-doi-sua.docx")
    expect(writer.get_by_text("1.150 người")).to_be_visible()
    assert text_of(writer).startswith("<p>Đã viết.")
    expect(writer.get_by_role("status").first).to_contain_text("Đã bỏ 1 nhận xét")
    writer.locator(".cke_wysiwyg_div").press("Control+z")
    assert "1.150" not in text_of(writer)
    assert "Đã viết." in text_of(writer)


def test_notes_of_two_documents_are_one_list(writer):
    for _ in range(2):
        choose(writer, FOLDER / "35-docx-libreoffice-chu-thich.docx")
        writer.wait_for_function(SETTLED)
    html = text_of(writer)
    assert html.count('<ol class="footnotes"') == 1
    assert re.findall(r'<li id="(chu-thich-\d)"', html) == [
        f"chu-thich-{number}" for number in range(1, 5)
    ]


def test_a_wrong_file_is_told_at_the_editor_and_nothing_is_lost(writer, tmp_path):
    writer.locator(".cke_wysiwyg_div").click()
    writer.keyboard.type("Đã viết.")
    for name, data, said in (
        ("cu.doc", b"\xd0\xcf\x11\xe0" + b"\0" * 600, "Word kiểu cũ (.doc)"),
        ("doi-ten.docx", b"%PDF-1.7", "Đây là tệp PDF"),
        ("to.docx", bytes(41 * 1024 * 1024), "Tệp lớn hơn 40 MB"),
    ):
        file = tmp_path / name
        file.write_bytes(data)
        choose(writer, file)
        expect(writer.get_by_role("status").filter(has_text=said)).to_be_visible()
        assert "Đã viết." in text_of(writer), name
        expect(writer.get_by_role("button", name=BUTTON)).to_be_enabled()


def test_a_lost_connection_is_told_and_the_file_can_be_sent_again(writer):
    writer.route("**/nhap-tu-word/", lambda route: route.abort())
    choose(writer, FOLDER / "36-docx-theo-doi-sua.docx")
    said = writer.get_by_role("status").filter(has_text="Chưa nhập được tệp")
    expect(said).to_be_visible()
    writer.unroute("**/nhap-tu-word/")
    choose(writer, FOLDER / "36-docx-theo-doi-sua.docx")
    expect(writer.get_by_text("1.150 người")).to_be_visible()


def test_the_list_leads_to_the_button(desk):
    desk.goto("/quan-tri/news/article/")
    desk.get_by_role("link", name="Nhập từ Word").click()
    wait_for_editors(desk)
    expect(desk.get_by_role("button", name=BUTTON)).to_be_focused()
    desk.keyboard.press("Enter")
