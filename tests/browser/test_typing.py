"""Slips of typing: what is taken for one, and what becomes of it in the editor."""

from pathlib import Path

import pytest
from django.conf import settings
from playwright.sync_api import expect

from .editors import wait_for_editors
from .test_accessibility import WCAG, findings

pytestmark = pytest.mark.browser
SCRIPT = Path(settings.BASE_DIR, "static", "js", "typing.js")


@pytest.fixture(scope="module")
def finder(chromium):
    """A page that has nothing but the script."""
    page = chromium.new_page()
    page.add_script_tag(path=SCRIPT)
    yield page
    page.close()


def list_slips(page, text):
    slips = page.evaluate("(text) => coopsite.findSlips(text)", text)
    for slip in slips:
        assert text[slip["start"] : slip["end"]].replace("\xa0", " ") == slip["old"]
    return [(slip["old"], slip["better"]) for slip in slips]


SLIPS = {
    "Có  hai": [("  ", " ")],
    "Có \xa0\xa0hai": [("   ", " ")],
    "Rau , củ .": [(" ,", ","), (" .", ".")],
    "Rau  ; củ": [("  ;", ";")],
    "Sao ?! Thế": [(" ?!", "?!")],
    "Có 5,607 HTX": [("5,607", "5.607")],
    "Thu 1,234,567.89 đồng.": [("1,234,567.89", "1.234.567,89")],
    "đạt 62.67%, 3.5 triệu": [("62.67", "62,67"), ("3.5", "3,5")],
    "Ngày 12/31/2023 họp": [("12/31/2023", "31/12/2023")],
    "Ngày 2/29/2024.": [("2/29/2024", "29/02/2024")],
    "từ 2023-12-31": [("2023-12-31", "31/12/2023")],
    "Có 5,607 , 12/31/2023": [
        ("5,607", "5.607"), (" ,", ","), ("12/31/2023", "31/12/2023"),
    ],
}  # fmt: skip
NO_SLIPS = [
    "Có 1,5 triệu và 0,125 ha, 62,67%",
    "Có 5.607 HTX, 1.234.567,89 đồng",
    "Ngày 31/12/2023, 03/04/2023 và 2/9/2024",
    "Ngày 13/31/2023, 02/30/2023, 2023-02-30",
    "Điện thoại 028 3822 7777, 0903,123,456, 028-3822-7777",
    "Số 12/QĐ-UBND, 5,607/HTX, A-5,607, 5,607A, 12/31/2023/HS",
    "https://vca.org.vn/a/12/31/2023?x=5,607 và www.x.vn/2023-12-31",
    "thu@x.vn, x.vn/5,607, tiết 3.5, mục 2.10, bản 1.2.3",
    "Một … hai – ba . . .",
    "1,23,456 và 12,3456 và 1,234,5",
    "  đầu dòng và cuối dòng  ",
    "IP 10.0.0.1, giờ 08:30, tỷ số 3:2",
    "",
]


def test_what_is_a_slip(finder):
    assert {text: list_slips(finder, text) for text in SLIPS} == SLIPS


def test_what_is_none(finder):
    assert [text for text in NO_SLIPS if list_slips(finder, text)] == []


def test_a_long_text_is_read_at_once(finder):
    for piece in ("1,234,", "a  ", "12/31/", "a , ", ".", " ", "a.b", "https://"):
        text = piece * 20_000
        took = finder.evaluate(
            "(text) => { const t = performance.now(); coopsite.findSlips(text);"
            " return performance.now() - t }",
            text,
        )
        assert took < 3_000, piece


@pytest.fixture
def editor(desk):
    desk.goto("/quan-tri/news/article/add/")
    wait_for_editors(desk)
    return desk


def write(page, html):
    page.evaluate("(html) => CKEDITOR.instances.id_body.setData(html)", html)


def read(page):
    return page.evaluate("CKEDITOR.instances.id_body.getData()").strip()


def test_a_slip_is_mended_where_one_asks_and_each_is_one_step_back(editor):
    body = "<p>Có <strong>5,</strong>607 HTX , họp 12/31/2023.</p>"
    write(editor, body)
    panel = editor.get_by_role("region", name="Gợi ý sửa lỗi gõ")
    expect(panel.get_by_role("status")).to_have_text("Có 3 chỗ nên xem lại.")
    assert read(editor) == body
    assert findings(editor, WCAG) == []
    panel.get_by_role("button", name="Sửa 5,607 thành 5.607").click()
    expect(panel.get_by_role("status")).to_have_text("Có 2 chỗ nên xem lại.")
    first = "<p>Có <strong>5.607</strong> HTX , họp 12/31/2023.</p>"
    assert read(editor) == first
    panel.get_by_role("button", name="Sửa tất cả").click()
    assert read(editor) == "<p>Có <strong>5.607</strong> HTX, họp 31/12/2023.</p>"
    expect(panel).to_be_hidden()
    for before in (first, body):
        editor.locator(".cke_button__undo").click()
        assert read(editor) == before


def test_what_is_meant_so_is_left_alone(editor):
    write(editor, "<p>Dài 5,607 km.</p><p>Rộng 5,607 km.</p>")
    panel = editor.get_by_role("region", name="Gợi ý sửa lỗi gõ")
    panel.get_by_role("button", name="Bỏ qua 5,607").first.click()
    expect(panel).to_be_hidden()
    editor.locator(".cke_wysiwyg_div").click()
    editor.keyboard.press("Control+End")
    editor.keyboard.type(" Có 6,000 HTX.")
    expect(panel.locator("li")).to_have_count(1)
    panel.get_by_role("button", name="Sửa 6,000").focus()
    editor.keyboard.press("Enter")
    assert "Có 6.000 HTX." in read(editor)
    assert read(editor).count("5,607") == 2


@pytest.mark.parametrize("name", ["Tiêu đề", "Tóm tắt"])
def test_title_and_lead_are_looked_at_and_one_undo_takes_it_back(editor, name):
    field = editor.get_by_label(name).first
    typed = "Có 5,607 HTX , họp 12/31/2023"
    field.click()
    editor.keyboard.type(typed)
    panel = editor.locator(".form-row", has=field).locator(".typing-slips")
    said = f"{name} có 3 chỗ nên xem lại."
    expect(panel.get_by_role("status")).to_have_text(said)
    expect(field).to_have_value(typed)  # unasked nothing changes
    assert findings(editor, WCAG) == []
    panel.get_by_role("button", name="Sửa tất cả").click()
    expect(field).to_have_value("Có 5.607 HTX, họp 31/12/2023")
    expect(panel).to_be_hidden()
    expect(field).to_be_focused()
    editor.keyboard.press("Control+z")
    expect(field).to_have_value(typed)
    panel.get_by_role("button", name="Sửa 5,607 thành 5.607").click()
    expect(field).to_have_value("Có 5.607 HTX , họp 12/31/2023")
