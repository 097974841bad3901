"""What staff do: post a report and a clip, keep the register."""

import re
from pathlib import Path

import pytest
from playwright.sync_api import expect

from coopsite.core.richtext import clean

from .editors import upload_cover, wait_for_editors

pytestmark = pytest.mark.browser
PICTURES = Path(__file__).parents[2] / "coopsite/demo/media"
SECTION = "Liên minh Hợp tác xã TP.HCM"


def choose(page, button, file):
    """Answer the file chooser that `button` opens."""
    with page.expect_file_chooser() as chooser:
        button.click()
    chooser.value.set_files(file)


def write_body(page, text):
    editor = page.locator(".cke_wysiwyg_div")
    wait_for_editors(page)
    editor.click()
    page.keyboard.press("Control+b")
    page.keyboard.type(text)
    expect(editor).to_contain_text(text)
    page.keyboard.press("Control+End")  # what comes next stands after it
    # The editor looks at the selection every 200 ms; no hand is quicker than that.
    page.wait_for_timeout(300)
    return editor


def put_picture(page):
    """Put a captioned picture into the body through the editor's dialog."""
    page.locator(".cke_button__image").click()
    dialog = page.locator(".cke_dialog_body")
    choose(page, dialog.get_by_text("Tải ảnh từ máy…"), PICTURES / "xe-buyt.jpg")
    source = dialog.get_by_label("Địa chỉ ảnh")
    expect(source).to_have_value(re.compile("^/media/anh/"), timeout=15_000)
    dialog.get_by_label("Mô tả ảnh").fill("Xe buýt trên phố")
    dialog.get_by_role("button", name="Đồng ý").click()


def test_a_report_is_posted_with_its_pictures_and_read(desk):
    desk.goto("/quan-tri/")
    desk.get_by_role("link", name="Viết bài mới").click()
    desk.get_by_label("Tiêu đề").fill("Đại hội thành viên đầu năm")
    desk.get_by_label("Chuyên mục").select_option(label=SECTION)
    desk.get_by_label("Tóm tắt").fill("Sáng nay, đại hội đã diễn ra.")
    write_body(desk, "Mở đầu đại hội.")
    put_picture(desk)
    caption = desk.locator(".cke_wysiwyg_div figcaption")
    caption.click()
    desk.keyboard.type("Xe đưa thành viên đến dự")
    upload_cover(desk, PICTURES / "hoi-truong.jpg")
    desk.locator("#id_cover_alt").fill("")  # which the library knew
    desk.get_by_label("Bút danh").fill("KT")
    save = desk.get_by_role("button", name="Đăng ngay")
    save.click()
    # The description of the cover is missing: the error says so, nothing is lost.
    expect(desk.locator(".field-cover_alt .errorlist")).to_be_visible()
    expect(desk.locator(".cke_wysiwyg_div")).to_contain_text("Mở đầu đại hội.")
    desk.locator("#id_cover_alt").fill("Hội trường đông đủ đại biểu")
    save.click()
    with desk.expect_popup() as opened:
        desk.get_by_role("link", name="Xem trên trang web").click()
    public = opened.value
    expect(public.locator("h1")).to_have_text("Đại hội thành viên đầu năm")
    article = public.locator("article")
    expect(article.locator("strong")).to_have_text("Mở đầu đại hội.")
    expect(article).to_contain_text("Xe đưa thành viên đến dự")
    expect(article.get_by_alt_text("Hội trường đông đủ đại biểu")).to_be_visible()
    expect(article).to_contain_text("KT")
    desk.goto("/tin-tuc/")
    first = desk.locator("main").get_by_role("link", name="Đại hội thành viên đầu năm")
    expect(first.first).to_be_visible()


def test_a_youtube_clip_asks_nothing_of_youtube_before_the_click(desk):
    desk.goto("/quan-tri/news/videoclip/add/")
    desk.get_by_label("Tên clip").fill("Clip trên YouTube")
    desk.get_by_label("Địa chỉ YouTube").fill("youtube.com/watch?v=abcdefghijk&t=3")
    desk.locator("#id_published_at_0").fill("01/11/2026")
    desk.locator("#id_published_at_1").fill("08:00")
    desk.get_by_role("button", name="Lưu và sửa tiếp").click()
    expect(desk.locator(".messagelist")).to_contain_text("Clip trên YouTube")
    asked = []
    desk.on(
        "request",
        lambda r: asked.append(r.url) if "youtube-nocookie" in r.url else None,
    )
    desk.route("https://**", lambda route: route.fulfill(body="the player"))
    desk.goto("/video/clip-tren-youtube/")
    desk.wait_for_load_state("networkidle")
    assert asked == []
    desk.may_ask_elsewhere = True
    player = "https://www.youtube-nocookie.com/embed/abcdefghijk"
    with desk.expect_request(re.compile(player)):
        desk.locator("main").get_by_role(
            "link", name=re.compile("Phát|Xem")
        ).first.click()
    expect(desk.locator("iframe")).to_have_attribute("src", re.compile(player))


def count_active(page, query="?ngay=31/12/2023"):
    """Return the number of active transport cooperatives as the figures state it."""
    page.goto(f"/so-lieu/{query}")
    row = page.locator("table tr").filter(has_text="Giao thông vận tải").first
    return int(row.locator("td").nth(1).inner_text().replace(".", ""))


def test_a_changed_standing_changes_the_count_and_not_the_past(desk):
    before = count_active(desk)
    desk.goto("/hop-tac-xa/?ngay=31/12/2023&linh_vuc=gtvt&tinh_trang=hoat-dong")
    name = desk.locator("main").get_by_role("link", name=re.compile("Vận tải")).first
    name = name.inner_text()
    desk.goto("/quan-tri/cooperatives/cooperative/")
    desk.locator("#searchbar").fill(name)
    desk.get_by_role("button", name="Tìm").click()
    desk.get_by_role("link", name=name, exact=True).click()
    desk.get_by_role("link", name="Ghi thay đổi").click()
    desk.get_by_label("Có hiệu lực từ ngày").fill("30/12/2023")
    desk.get_by_label("Tình trạng hoạt động").select_option(label="Ngừng hoạt động")
    desk.get_by_label("Số quyết định").fill("45/QĐ-LM")
    desk.get_by_role("button", name="Lưu thay đổi").click()
    expect(desk.locator("#moc")).to_contain_text("45/QĐ-LM")
    assert count_active(desk) == before - 1
    assert count_active(desk, "?ngay=31/12/2023&biet_den=31/10/2026") == before


def test_a_wrong_standing_is_corrected_and_kept(desk):
    desk.goto("/quan-tri/cooperatives/cooperative/?tinh_trang=ngung")
    desk.locator("#result_list tbody a").first.click()
    desk.locator("#moc").get_by_role("link", name="Đính chính").first.click()
    desk.get_by_label("Số quyết định").fill("9/QĐ-LM")
    desk.get_by_role("button", name="Lưu đính chính").click()
    expect(desk.locator(".field-reason .errorlist")).to_be_visible()
    desk.get_by_label("Lý do đính chính").fill("Ghi nhầm theo danh sách cũ")
    desk.get_by_role("button", name="Lưu đính chính").click()
    expect(desk.locator("#moc")).to_contain_text("Ghi nhầm theo danh sách cũ")
    expect(desk.locator("#moc .is-superseded")).to_have_count(1)


IN_THE_EDITOR = """async ([html, chosen, command]) => {
    const [editor] = Object.values(CKEDITOR.instances)
    await new Promise((done) => editor.setData(html, done))
    editor.focus()
    const range = editor.createRange()
    range.selectNodeContents(editor.editable().findOne(chosen))
    range.select()
    if (command) editor.execCommand(command)
    else editor.fire("paste", {
        type: "html", method: "paste", dataValue: "<h1>Một</h1><h2>Hai</h2>",
        dataTransfer: new CKEDITOR.plugins.clipboard.dataTransfer(),
    })
    await new Promise((done) => setTimeout(done, 300))
    return editor.getData().replace(/\\n\\s*/g, "")
}"""


def test_what_is_aligned_or_pasted_in_the_editor_passes_the_cleaner(desk):
    desk.goto("/quan-tri/news/article/add/")
    wait_for_editors(desk)
    for html, chosen in (
        ("<p>a</p>", "p"),
        ("<h3>a</h3>", "h3"),
        ("<ul><li>a</li></ul>", "li"),
        ("<table><tbody><tr><td>a</td></tr></tbody></table>", "td"),
    ):
        written = desk.evaluate(IN_THE_EDITOR, [html, chosen, "justifyright"])
        assert written == html.replace(f"<{chosen}>", f'<{chosen} class="align-right">')
        assert clean(written) == written
        # What was aligned is read as such, and can be set back.
        assert desk.evaluate(IN_THE_EDITOR, [written, chosen, "justifyleft"]) == html
    pasted = desk.evaluate(IN_THE_EDITOR, ["<p>a</p>", "p", None])
    assert pasted == "<h2>Một</h2><h3>Hai</h3>"
    desk.evaluate(IN_THE_EDITOR, [written, "td", "cellProperties"])
    dialog = desk.locator(".cke_dialog_body")
    expect(dialog.get_by_label("Canh lề ngang")).to_have_value("right")
    dialog.get_by_label("Canh lề ngang").select_option("center")
    dialog.get_by_role("button", name="Đồng ý").click()
    data = "Object.values(CKEDITOR.instances)[0].getData()"
    assert '<td class="align-center">a</td>' in desk.evaluate(data)
