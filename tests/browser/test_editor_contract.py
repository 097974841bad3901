"""What the editor writes is what the cleaner keeps and what the page shows: of every
button, style and dialog, and of every element in its looks."""

import re

import pytest
from playwright.sync_api import expect

from coopsite.core.blocks import join_blocks
from coopsite.core.richtext import clean

from .editors import wait_for_editors
from .test_accessibility import WCAG, findings

pytestmark = pytest.mark.browser
PICTURE = '<img alt="Ruộng rau" height="53" src="/static/img/card.png" width="101">'
RIGHT = '<p class="align-right">Rau</p>'
ITEMS = "<ul><li>Một</li><li>Hai</li></ul>"
# By button: the text before, the element whose words are selected, and what comes out.
WRITTEN = {
    "bold": ("<p>Rau</p>", "p", "<p><strong>Rau</strong></p>"),
    "italic": ("<p>Rau</p>", "p", "<p><em>Rau</em></p>"),
    "underline": ("<p>Rau</p>", "p", "<p><u>Rau</u></p>"),
    "strike": ("<p>Rau</p>", "p", "<p><s>Rau</s></p>"),
    "subscript": ("<p>2</p>", "p", "<p><sub>2</sub></p>"),
    "superscript": ("<p>2</p>", "p", "<p><sup>2</sup></p>"),
    "removeformat": ("<p><strong><s>Rau</s></strong></p>", "s", "<p>Rau</p>"),
    "numberedlist": ("<p>Rau</p>", "p", "<ol><li>Rau</li></ol>"),
    "bulletedlist": ("<p>Rau</p>", "p", "<ul><li>Rau</li></ul>"),
    "indent": (ITEMS, "li + li", "<ul><li>Một<ul><li>Hai</li></ul></li></ul>"),
    "outdent": ("<ul><li>Một<ul><li>Hai</li></ul></li></ul>", "li li", ITEMS),
    "blockquote": ("<p>Rau</p>", "p", "<blockquote><p>Rau</p></blockquote>"),
    "justifyleft": (RIGHT, "p", "<p>Rau</p>"),
    "justifycenter": ("<p>Rau</p>", "p", '<p class="align-center">Rau</p>'),
    "justifyright": ("<p>Rau</p>", "p", '<p class="align-right">Rau</p>'),
    "unlink": ('<p><a href="/tin-tuc/">Rau</a></p>', "a", "<p>Rau</p>"),
    "horizontalrule": ("<p>Rau</p>", None, "<hr><p>Rau</p>"),
}
# What is put in, and where one goes on typing; each key stands for its text.
PUT_IN = {
    "quote": '<figure class="quote"><blockquote><p>Rau</p></blockquote>'
    "<figcaption>An</figcaption></figure><p>Sau</p>",
    "note": '<aside class="note"><p>Rau</p><p>Dưa</p></aside><p>Sau</p>',
}
# Of what is chosen in a dialog of the house.
CHOSEN = {"putclip", "putgallery"}
# These write nothing themselves, or what a dialog says: tests of their own follow.
OTHERS = {"undo", "redo", "find", "maximize", "source"}
DIALOGS = {
    "cellproperties",
    "find",
    "image",
    "link",
    "numberedliststyle",
    "replace",
    "specialchar",
    "table",
    "tableproperties",
}
SELECT = """([html, selector]) => new Promise(done => {
    const editor = CKEDITOR.instances.id_body
    editor.setData(html, () => {
        editor.focus()
        const range = editor.createRange()
        const node = selector && editor.editable().findOne(selector)
        if (node) range.selectNodeContents(node)
        else range.moveToElementEditStart(editor.editable())
        editor.getSelection().selectRanges([range])
        setTimeout(done, 250)  // the editor looks at the selection every 200 ms
    })
})"""


@pytest.fixture
def editor(desk):
    """The page of a new article, its editor ready."""
    desk.goto("/quan-tri/news/article/add/")
    wait_for_editors(desk)
    return desk


def show(page, html, selector=None):
    page.evaluate(SELECT, [html, selector])


def written(page):
    """Return what the editor writes, told to be kept as it is."""
    html = page.evaluate("CKEDITOR.instances.id_body.getData()")
    kept = clean(html)
    assert join_blocks(kept).strip() == join_blocks(tidy(html)).strip()
    return join_blocks(kept).strip()


def tidy(html):
    """Return `html` as the cleaner would write the same: how signs are written and an
    empty last line, where one goes on typing, are no difference."""
    html = html.replace("&nbsp;", " ").replace(" />", ">").replace("&quot;", '"')
    html = html.strip().removesuffix("<p> </p>")
    return re.sub(r'<a href="([^"]*)">', r'<a href="\1" rel="noopener">', html)


def commands(page):
    bars = """CKEDITOR.instances.id_body.toolbar.flatMap(group =>
        (group.items || []).map(item => (item.command || item.name).toLowerCase()))"""
    return set(page.evaluate(bars))


def confirm(dialog):
    dialog.get_by_role("button", name="Đồng ý").click()


def test_every_button_and_dialog_has_its_case(editor):
    dialogs = """Object.values(CKEDITOR.instances.id_body.commands)
        .filter(one => one.dialogName || one.name == 'image').map(one => one.name)"""
    assert commands(editor) - OTHERS - DIALOGS - {*WRITTEN, *PUT_IN, *CHOSEN} == {
        "format"
    }
    shown = set(editor.evaluate(dialogs))
    assert shown - {"anchor", "bulletedliststyle"} <= DIALOGS  # those two: nowhere
    assert editor.locator(".cke_path").count() == 0


def test_what_a_button_writes_is_kept(editor):
    found = {}
    for name, (html, selector, _) in WRITTEN.items():
        show(editor, html, selector)
        editor.locator(f".cke_button__{name}").click()
        found[name] = written(editor)
    assert found == {name: case[2] for name, case in WRITTEN.items()}


def test_what_is_said_and_noted_is_kept(editor):
    found = {}
    for name in PUT_IN:
        show(editor, "<p></p>")
        editor.locator(f".cke_button__{name}").click()
        editor.keyboard.type("Rau")
        if name == "quote":
            editor.locator(".cke_wysiwyg_div .quote figcaption").click()
            editor.keyboard.type("An")
        else:
            editor.keyboard.press("Enter")
            editor.keyboard.type("Dưa")
        editor.keyboard.press("Control+End")
        editor.wait_for_timeout(250)
        editor.keyboard.type("Sau")
        found[name] = written(editor)
        show(editor, found[name])
        assert written(editor) == found[name]
    assert found == PUT_IN


def test_what_is_chosen_is_kept(editor):
    show(editor, "<p></p>")
    editor.locator(".cke_button__clip").click()
    editor.get_by_label("Tìm theo tên hoặc mô tả clip").fill("cho nong san")
    editor.keyboard.press("Enter")
    expect(editor.locator(".chooser-choice")).to_have_count(1)
    editor.locator(".chooser-choice").click()
    expect(editor.locator(".cke_wysiwyg_div .clip")).to_be_visible()
    editor.wait_for_timeout(250)
    editor.keyboard.type("Sau")
    link = r'<a href="clip:\d+" rel="noopener">Phiên chợ nông sản.*</a>'
    figure = f'<figure class="clip">{link}</figure><p>Sau</p>'
    assert re.fullmatch(figure, written(editor))
    editor.locator(".cke_wysiwyg_div .clip figcaption").click()
    editor.keyboard.type("Quầy rau")
    caption = "<figcaption>Quầy rau</figcaption></figure>"
    clip = figure.replace("</figure>", caption)
    assert re.fullmatch(clip, written(editor))

    editor.keyboard.press("Control+End")
    editor.wait_for_timeout(250)
    editor.locator(".cke_button__gallery").click()
    for number, words in enumerate(("Hội trường", "Xe buýt")):
        if number:
            editor.get_by_role("button", name="Thêm ảnh…").click()
        editor.get_by_label("Tìm theo tên, chú thích").fill(words)
        editor.keyboard.press("Enter")
        editor.locator(".chooser-choice", has_text=words).first.click()
    dialog = editor.get_by_role("dialog", name="Bộ ảnh")
    finish = editor.get_by_role("button", name="Xong")
    finish.click()
    expect(editor.locator("dialog .errornote")).to_contain_text("chưa có mô tả")
    assert findings(editor, WCAG) == []
    for number, words in enumerate(("Toàn cảnh", "Xe xanh")):
        dialog.get_by_label("Mô tả cho người").nth(number).fill(words)
    dialog.get_by_label("Chú thích").first.fill("Đại hội <b>")
    dialog.get_by_label("Nguồn ảnh").first.fill("Lê An")
    dialog.get_by_label("Nguồn ảnh").last.fill("")
    editor.get_by_role("button", name="Đưa ảnh xuống sau").first.click()
    finish.click()
    gallery = re.search('<ul class="gallery">.*</ul>', written(editor))[0]
    assert re.findall('alt="([^"]*)"', gallery) == ["Xe xanh", "Toàn cảnh"]
    caption = "<figcaption>Đại hội &lt;b&gt; <small>(Ảnh: Lê An)</small></figcaption>"
    assert re.findall("<figcaption>.*?</figcaption>", gallery) == [caption]

    kept = written(editor)
    show(editor, kept)
    editor.locator(".cke_wysiwyg_div .gallery img").first.dblclick()
    expect(dialog.get_by_label("Chú thích").last).to_have_value("Đại hội <b>")
    finish.click()
    assert written(editor) == kept

    editor.locator(".cke_wysiwyg_div .gallery img").first.dblclick()
    dialog.get_by_label("Ảnh chỉ để trang trí").first.check()
    expect(dialog.get_by_label("Mô tả cho người").first).to_be_disabled()
    assert findings(editor, WCAG) == []
    finish.click()
    kept = written(editor)
    marks = re.findall(r'<img alt="([^"]*)" height="\d+"( role="presentation")?', kept)
    assert marks == [("", ' role="presentation"'), ("Toàn cảnh", "")]
    editor.locator(".cke_wysiwyg_div .gallery img").first.dblclick()
    expect(dialog.get_by_label("Ảnh chỉ để trang trí").first).to_be_checked()
    finish.click()
    assert written(editor) == kept


def test_a_line_comes_above_what_stands_first(editor):
    show(editor, PUT_IN["note"])
    editor.evaluate(
        "Object.values(CKEDITOR.instances.id_body.widgets.instances)[0].focus()"
    )
    editor.wait_for_timeout(250)
    editor.keyboard.press("Shift+Alt+Enter")
    editor.keyboard.type("Trước")
    assert written(editor) == "<p>Trước</p>" + PUT_IN["note"]


def test_the_styles_of_a_paragraph_are_kept(editor):
    found = []
    for label in ("Đề mục lớn", "Đề mục vừa", "Đề mục nhỏ", "Đoạn văn"):
        show(editor, "<p>Rau</p>", "p")
        editor.locator(".cke_combo__format .cke_combo_button").click()
        panel = editor.frame_locator("iframe.cke_panel_frame")
        panel.get_by_role("option", name=label).click()
        found.append(written(editor))
    assert found == [f"<{tag}>Rau</{tag}>" for tag in ("h2", "h3", "h4", "p")]


def test_what_the_dialogs_of_words_write_is_kept(editor):
    dialog = editor.locator(".cke_dialog_body:visible")
    show(editor, "<p>Rau</p>", "p")
    editor.locator(".cke_button__link").click()
    dialog.get_by_label("URL").fill("https://vca.org.vn/")
    confirm(dialog)
    link = '<p><a href="https://vca.org.vn/" rel="noopener">Rau</a></p>'
    assert written(editor) == link

    show(editor, "<p></p>")
    editor.locator(".cke_button__specialchar").click()
    dialog.locator(".cke_specialchar", has_text="½").first.click()
    assert written(editor) == "<p>½</p>"

    show(editor, "<ol><li>Rau</li></ol>", "li")
    run(editor, "numberedListStyle")
    dialog.get_by_label("Bắt đầu").fill("3")
    confirm(dialog)
    assert written(editor) == '<ol start="3"><li>Rau</li></ol>'


def test_what_the_dialogs_of_tables_write_is_kept(editor):
    dialog = editor.locator(".cke_dialog_body:visible")
    show(editor, "<p></p>")
    editor.locator(".cke_button__table").click()
    dialog.get_by_label("Số hàng").fill("2")
    dialog.get_by_label("Hàng, cột đầu đề").select_option(label="Hàng đầu tiên")
    confirm(dialog)
    table = written(editor)
    assert re.findall("<(?!/)[^>]*>", table) == [
        "<table>", "<thead>", "<tr>", *['<th scope="col">'] * 2, "<tbody>", "<tr>",
        "<td>", "<td>",
    ]  # fmt: skip

    rows = "<tr><td>1</td><td>2</td></tr><tr><td>3</td><td>4</td></tr>"
    show(editor, f"<table><tbody>{rows}</tbody></table>", "td")
    run(editor, "tableProperties")
    dialog.get_by_label("Tên bảng").fill("Rau")
    confirm(dialog)
    run(editor, "cellProperties")
    dialog.get_by_label("Canh lề ngang").select_option(label="Phải")
    dialog.get_by_label("Kiểu của ô").select_option(label="Đầu đề")
    confirm(dialog)
    run(editor, "cellMergeRight")
    assert written(editor) == (
        "<table><caption>Rau</caption><tbody><tr>"
        '<th class="align-right" colspan="2">12</th></tr>'
        "<tr><td>3</td><td>4</td></tr></tbody></table>"
    )


def test_what_the_dialog_of_pictures_writes_is_kept(editor):
    """A description is asked for, unless the picture is there for its looks."""
    dialog, refusals = editor.locator(".cke_dialog_body:visible"), []
    editor.on("dialog", lambda box: (refusals.append(box.message), box.accept()))
    show(editor, "<p></p>")
    editor.locator(".cke_button__image").click()
    dialog.get_by_label("Địa chỉ ảnh").fill("/static/img/card.png")
    dialog.get_by_label("Địa chỉ ảnh").press("End")
    expect(dialog.get_by_label("Chiều rộng")).to_have_value("1200")
    dialog.get_by_label("Nguồn ảnh").fill("Lê An")
    confirm(dialog)
    assert [words[:22] for words in refusals] == ["Ảnh chưa có mô tả. Hãy"]
    dialog.get_by_label("Mô tả ảnh").fill("Ruộng rau")
    confirm(dialog)
    figure = '<figure class="image{}"><img {}src="/static/img/card.png" width="1200">{}'
    caption = "<figcaption><small>(Ảnh: {})</small></figcaption></figure>"
    described = 'alt="Ruộng rau" height="630" '
    assert written(editor) == figure.format("", described, caption.format("Lê An"))

    editor.locator(".cke_wysiwyg_div figure img").dblclick()
    dialog.get_by_label("Ảnh chỉ để trang trí").check()
    dialog.get_by_label("Nguồn ảnh").fill("Lê Bình")
    dialog.get_by_label("Canh phải").check()
    confirm(dialog)
    plain = 'alt="" height="630" role="presentation" '
    kept = figure.format(" image-right", plain, caption.format("Lê Bình"))
    assert written(editor) == kept

    show(editor, kept)
    editor.locator(".cke_wysiwyg_div figure img").dblclick()
    expect(dialog.get_by_label("Ảnh chỉ để trang trí")).to_be_checked()
    expect(dialog.get_by_label("Mô tả ảnh")).to_be_disabled()
    expect(dialog.get_by_label("Nguồn ảnh")).to_have_value("Lê Bình")
    dialog.get_by_label("Nguồn ảnh").fill("")
    dialog.get_by_label("Ảnh có chú thích").uncheck()
    dialog.get_by_label("Canh giữa").check()
    confirm(dialog)
    source = 'src="/static/img/card.png" width="1200"'
    alone = f'<p class="image-center"><img {plain}{source}></p>'
    assert written(editor) == alone


def test_a_picture_that_nobody_was_asked_about_is_pointed_out(editor):
    silent = PICTURE.replace("Ruộng rau", "")
    show(editor, f"<p>{silent}</p><p>{PICTURE}</p>")
    note, dialog = editor.locator(".undescribed"), editor.locator(".cke_dialog_body")
    expect(note.get_by_role("status")).to_have_text("Có 1 ảnh chưa có mô tả.")
    note.get_by_role("button", name="Ghi mô tả").click()
    dialog.get_by_label("Mô tả ảnh").fill("Ruộng rau")
    confirm(dialog)
    expect(note).to_be_hidden()
    assert written(editor) == f"<p>{PICTURE}</p><p>{PICTURE}</p>"


def run(page, command):
    page.evaluate(f"CKEDITOR.instances.id_body.execCommand('{command}')")


# Every element of a text, each with the classes it may bear.
TEXT = re.sub(
    r"\n(?!<)",
    " ",
    f"""<p>Rau <strong>sạch</strong> <em>tươi</em> <u>ngon</u> <s>cũ</s>
m<sup>2</sup> H<sub>2</sub>O <a href="/tin-tuc/" rel="noopener">tin</a><br>dòng hai</p>
<h2>Lớn</h2><p>a</p><h3>Vừa</h3><p>a</p><h4>Nhỏ</h4><p class="align-center">giữa</p>
<p class="align-right">phải</p><h2 class="align-right">phải</h2><hr>
<ul><li>Một<ul><li>Trong</li></ul></li><li>Hai</li></ul><ol start="3"><li>Ba</li></ol>
<ol class="vietnamese" start="4"><li>Bốn</li><li>Năm</li></ol>
<blockquote><p>Trích</p><p>lời</p></blockquote>
<table><caption>Bảng</caption><thead><tr><th scope="col">Mục</th><th scope="col">Số</th>
</tr></thead><tbody><tr><td>Rau</td><td class="align-right">5</td></tr></tbody></table>
<figure class="image">{PICTURE}<figcaption>Rau <small>(Ảnh: An)</small>
</figcaption></figure>
<p>{PICTURE}</p>
<div class="image-center"><figure class="image">{PICTURE}<figcaption>Giữa</figcaption>
</figure></div>
<p class="image-center">{PICTURE}</p>
<figure class="image image-left">{PICTURE}<figcaption>Trái</figcaption></figure>
<p>Bên cạnh ảnh trái.</p>
<figure class="image image-right">{PICTURE}<figcaption>Phải</figcaption></figure>
<p>Bên cạnh ảnh phải.</p>
<figure class="quote"><blockquote><p>Rau</p><p>sạch</p></blockquote>
<figcaption>Lê An</figcaption></figure><p>Sau đó</p>
<aside class="note"><h3>Ghi</h3><p>chú</p><ul><li>Một</li></ul></aside><p>Sau nữa</p>
<ul class="gallery"><li><figure class="image">{PICTURE}<figcaption>Một</figcaption>
</figure></li><li><figure class="image">{PICTURE}</figure></li></ul><p>Hết</p>""",
)
LOOKS = """() => {
    const box = document.querySelector(".rich"), from = box.getBoundingClientRect()
    const style = getComputedStyle(box)
    const left = from.left + parseFloat(style.paddingLeft)
    const top = from.top + parseFloat(style.paddingTop)
    const names = ["fontFamily", "fontSize", "fontWeight", "fontStyle", "lineHeight",
        "color", "textAlign", "textDecorationLine", "letterSpacing", "textTransform",
        "backgroundColor", "paddingTop", "paddingLeft", "borderLeft", "borderTop",
        "listStyleType", "verticalAlign"]
    const kinds = "p,h2,h3,h4,strong,em,u,s,sub,sup,a,hr,ul,ol,li,blockquote,table," +
        "caption,thead,tr,th,td,figure,figcaption,img,aside,small,video"
    const elements = [...box.querySelectorAll(kinds)].filter(
        one => !one.matches(".cke_reset"))  // handles of the editor
    return elements.map(one => {
        const look = getComputedStyle(one)
        const words = one.textContent.replace(/\\s/g, "").slice(0, 9)
        const shown = Object.fromEntries(names.map(name => [name, look[name]]))
        const place = one.getBoundingClientRect(), { width, height } = place
        const x = place.left - left, y = place.top - top
        Object.assign(shown, { width, height, x, y })
        return [one.localName + " " + words, shown]
    })
}"""


@pytest.mark.parametrize("width", [1600, 390])
def test_every_element_looks_alike_in_editor_and_page(editor, width):
    """Where there is room for the page's column, in its places, too."""
    editor.set_viewport_size({"width": width, "height": 900})
    show(editor, TEXT)
    assert written(editor) == join_blocks(clean(TEXT)).strip()
    in_editor = editor.evaluate(LOOKS)
    editor.get_by_label("Tiêu đề").fill(f"Mọi thứ {width}")
    editor.locator("#id_section").select_option(index=1)
    editor.get_by_label("Tóm tắt").fill("Mọi thứ trong một bài.")
    editor.get_by_role("button", name="Đăng ngay").click()
    expect(editor.locator(".messagelist")).to_contain_text("Đã đăng")
    editor.goto(editor.locator(".messagelist a").get_attribute("href"))
    on_page = editor.evaluate(LOOKS)
    assert editor.evaluate("document.documentElement.scrollWidth") <= width
    assert findings(editor, WCAG) == []
    assert len(in_editor) == len(on_page) > 50
    # On a telephone the desk's frame is narrower than the page.
    unequal = {"width", "height", "x", "y"} if width == 390 else {"none"}
    assert differences(in_editor, on_page, unequal) == []


def differences(in_editor, on_page, unequal):
    """Return (element, property, in the editor, on the page) where they differ."""
    return [
        (name, key, one[key], other[key])
        for (name, one), (_, other) in zip(in_editor, on_page, strict=True)
        for key in one
        if key not in unequal and not alike(one[key], other[key])
    ]


def alike(one, other):
    """Tell whether two values are the same, to the pixel where they are places."""
    return one == other if isinstance(one, str) else abs(one - other) < 1
