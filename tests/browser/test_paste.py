"""Pastes, with the real editor, what programs put on the clipboard."""

import pytest
from playwright.sync_api import expect

from tests.news.pasting.compare import compare
from tests.news.pasting.corpus import CASES

from .editors import wait_for_editors
from .test_accessibility import WCAG, findings

pytestmark = pytest.mark.browser

PASTE = """([html, rtf, text]) => {
  const data = new DataTransfer()
  if (html) data.setData('text/html', html)
  if (rtf) data.setData('text/rtf', rtf)
  if (text) data.setData('text/plain', text)
  document.querySelector('.cke_wysiwyg_div').dispatchEvent(new ClipboardEvent(
    'paste', { clipboardData: data, bubbles: true, cancelable: true }))
}"""
COPIED_PICTURE = """async () => {
  const canvas = new OffscreenCanvas(300, 200)
  canvas.getContext('2d').fillRect(0, 0, 300, 200)
  const data = new DataTransfer()
  data.setData('text/html', '<img src="https://tin.ben-mo.example/a.png">')
  const file = [await canvas.convertToBlob()]
  data.items.add(new File(file, 'image.png', { type: 'image/png' }))
  document.querySelector('.cke_wysiwyg_div').dispatchEvent(new ClipboardEvent(
    'paste', { clipboardData: data, bubbles: true, cancelable: true }))
}"""
SETTLED = "() => !window.coopsite.pending.size"
EDITOR = "Object.values(CKEDITOR.instances)[0]"
BY_NAME = {case.name: case for case in CASES}
NOTED, OLD = BY_NAME["04-word365-chu-thich"], BY_NAME["29-tcvn3-khong-ten-phong"]
LONG_PROOF = [pytest.mark.proof, pytest.mark.long]
# Saved and shown in each run; the others by `make proofs LONG=1`.
SAVED = ("04-word365-chu-thich", "06-word365-anh-rtf", "14-excel-kinh-phi")
TABLE = "<table><tbody><tr><td>Một</td><td>^</td></tr></tbody></table>"


@pytest.fixture
def editor(desk):
    """Return the page of a new article, its editor ready and holding the caret."""
    desk.goto("/quan-tri/news/article/add/")
    wait_for_editors(desk)
    desk.locator(".cke_wysiwyg_div").click()
    return desk


def paste(page, html="", rtf="", text=""):
    page.evaluate(PASTE, [html, rtf, text])
    page.wait_for_timeout(100)  # the editor looks at it a moment later


def paste_case(page, case):
    """Paste a case as a writer does, who takes the conversion that is offered."""
    html = case.html.replace(
        "https://lienminh.htx.example", page.url.partition("/quan-tri/")[0]
    )
    paste(page, html, case.rtf)
    if case.options.get("encoding"):
        page.get_by_role("button", name="Chuyển sang Unicode").click()
    page.wait_for_function(SETTLED)


def empty(page):
    page.evaluate(f"{EDITOR}.setData('')")
    page.wait_for_timeout(100)
    page.locator(".cke_wysiwyg_div").click()


def text(page):
    return page.locator(".cke_wysiwyg_div").inner_text().strip()


def failures(html, case):
    options = case.options | {"own_host": "lienminh.htx.example"}
    found = compare(html, case.expected, options)
    return [one for one in found if one.severity == "FAIL"]


def test_each_program_pastes_right(editor):
    found = {}
    for case in CASES:
        empty(editor)
        paste_case(editor, case)
        html = editor.evaluate(f"{EDITOR}.getData()")
        found[case.name] = failures(html, case)
    assert {name: some for name, some in found.items() if some} == {}


def save(page, title):
    """Save the draft; return the HTML of its text as the page shows it."""
    page.locator("#id_title").fill(title)
    page.locator("#id_section").select_option(index=1)
    page.locator("#id_lead").fill("Tóm tắt.")
    page.get_by_role("button", name="Lưu và sửa tiếp").click()
    page.locator(".messagelist .success").wait_for()
    page.goto(page.url.replace("/change/", "/xem-truoc/"))
    return page.locator("article .rich").inner_html()


@pytest.mark.parametrize(
    "case",
    [
        case if case.name in SAVED else pytest.param(case, marks=LONG_PROOF)
        for case in CASES
    ],
    ids=lambda case: case.name,
)
def test_a_saved_paste_is_shown_right(editor, case):
    paste_case(editor, case)
    assert failures(save(editor, f"Bài dán {case.name}"), case) == []


def test_one_step_back_takes_all_of_a_paste_away(editor):
    editor.keyboard.type("Trước")
    paste(editor, NOTED.html)
    editor.wait_for_function(SETTLED)
    assert "741 hợp tác xã" in text(editor)
    editor.keyboard.press("Control+Z")
    assert text(editor) == "Trước"


def test_what_is_typed_meanwhile_stays_behind_what_is_pasted(editor):
    editor.route(
        "**/dan/", lambda route: (editor.wait_for_timeout(500), route.continue_())
    )
    paste(editor, "<p class=MsoNormal>Dán<o:p></o:p></p>")
    expect(editor.locator(".paste-notes")).to_have_text("Đang dán…")
    assert editor.evaluate("window.coopsite.pending.size") == 1
    editor.keyboard.type("Gõ ")
    editor.wait_for_function(SETTLED)
    assert text(editor) == "DánGõ"
    expect(editor.locator(".paste-notes")).to_be_empty()


def test_notes_of_two_pastes_are_one_list_in_the_order_of_the_text(editor):
    paste(editor, NOTED.html)
    editor.wait_for_function(SETTLED)
    editor.keyboard.press("Control+Home")
    paste(editor, NOTED.html.replace("Giá năm", "Giá của năm"))
    editor.wait_for_function(SETTLED)
    root = editor.locator(".cke_wysiwyg_div")
    assert root.locator("ol.footnotes").count() == 1
    marks = root.locator("sup a")
    assert marks.all_inner_texts() == ["1", "2", "3", "4", "5", "6"]
    names = [f"chu-thich-{number}" for number in range(1, 7)]
    items = root.locator("ol.footnotes > li")
    assert [one.get_attribute("id") for one in items.all()] == names
    assert "Giá của năm" in items.nth(2).inner_text()
    assert "Giá năm" in items.nth(5).inner_text()
    html = editor.evaluate(f"{EDITOR}.getData()")
    for number in range(1, 7):
        assert html.count(f'href="#chu-thich-{number}"') == 1
        assert html.count(f'href="#goi-chu-thich-{number}"') == 1


def test_notes_pasted_into_a_list_stand_below_it(editor):
    editor.evaluate(f"{EDITOR}.setData('<ul><li>Một</li></ul>')")
    editor.wait_for_timeout(200)
    editor.locator(".cke_wysiwyg_div li").click()
    editor.keyboard.press("End")
    paste(editor, NOTED.html)
    editor.wait_for_function(SETTLED)
    assert editor.locator(".cke_wysiwyg_div > ol.footnotes > li").count() == 3
    assert editor.locator(".cke_wysiwyg_div ul > li").count() == 1


@pytest.mark.parametrize("around", ["<ul><li>Một ^</li></ul>", TABLE], ids=["li", "td"])
def test_a_list_and_a_cell_take_a_paste(editor, around):
    editor.evaluate(f"html => {EDITOR}.setData(html)", around.replace("^", "Hai"))
    editor.wait_for_timeout(200)
    editor.locator(".cke_wysiwyg_div :is(li, td)").last.click()
    editor.keyboard.press("End")
    paste(editor, "<p class=MsoNormal>và <b>ba</b><o:p></o:p></p>")
    editor.wait_for_function(SETTLED)
    html = "".join(editor.evaluate(f"{EDITOR}.getData()").split())
    assert "Haivà<strong>ba</strong></" in html


def test_without_the_server_the_editor_pastes_itself(editor):
    editor.route("**/dan/", lambda route: route.abort())
    paste(editor, "<p class=MsoNormal>Dán <b>đậm</b><o:p></o:p></p>")
    expect(editor.locator(".paste-notes")).to_contain_text("Chưa kết nối được máy chủ")
    expect(editor.locator(".cke_wysiwyg_div strong")).to_have_text("đậm")
    editor.get_by_role("button", name="Đóng", exact=True).click()
    expect(editor.locator(".paste-notes")).to_be_empty()
    assert editor.evaluate("document.activeElement.matches('.cke_wysiwyg_div')")


def test_old_letters_stay_where_the_writer_says_so(editor):
    paste(editor, OLD.html)
    keep = editor.get_by_role("button", name="Giữ nguyên")
    expect(editor.locator(".paste-notes")).to_contain_text("Hội nghị tổng kết")
    assert findings(editor, WCAG) == []
    keep.click()
    editor.wait_for_function(SETTLED)
    assert "Héi nghÞ tæng kÕt" in text(editor)


def test_a_refused_paste_says_why(editor):
    paste(editor, f"<p>{'dài ' * 130_000}</p>")
    expect(editor.locator(".paste-notes")).to_contain_text("Hãy chia thành nhiều bài")
    assert text(editor) == ""


def test_a_picture_copied_in_a_browser_goes_to_the_library(editor):
    """Its HTML names another site; the picture itself lies beside it."""
    editor.evaluate(COPIED_PICTURE)
    shown = editor.locator(".cke_wysiwyg_div img[src*='/media/anh/']")
    shown.wait_for()
    assert shown.count() == 1


def test_text_alone_and_the_own_copy_ask_no_server(editor):
    asked = []
    editor.on("request", lambda one: asked.append(one.url) if "/dan/" in one.url else 0)
    paste(editor, text="chữ trơn")
    editor.keyboard.press("Control+A")
    editor.keyboard.press("Control+C")
    editor.keyboard.press("ArrowRight")
    editor.keyboard.press("Control+V")
    editor.wait_for_timeout(300)
    assert text(editor).count("chữ trơn") == 2
    assert asked == []


def test_a_page_of_ours_copied_by_keys_is_pasted_by_keys(editor):
    reader = editor.context.new_page()
    reader.goto("/tin-tuc/")
    reader.locator("main h2 a, main h3 a").first.click()
    title = reader.locator("h1").inner_text()
    reader.keyboard.press("Control+A")
    reader.keyboard.press("Control+C")
    editor.bring_to_front()
    editor.locator(".cke_wysiwyg_div").click()
    editor.keyboard.press("Control+V")
    editor.wait_for_timeout(200)
    editor.wait_for_function(SETTLED)
    html = editor.evaluate(f"{EDITOR}.getData()")
    assert f"<h2>{title}</h2>" in html
    assert "trang khác" not in editor.locator(".paste-notes").inner_text()
