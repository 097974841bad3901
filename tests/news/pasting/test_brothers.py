"""What other versions and programs write: brothers of the corpus's cases."""

import re

import pytest

from news.models import Image
from news.pasting import convert

pytestmark = pytest.mark.django_db
IMAGE = '<img src="/media/anh/aa/b/1.webp" alt="Ruộng">'
SHOWN = '<img alt="Ruộng" src="/media/anh/aa/b/1.webp">'


@pytest.fixture(autouse=True)
def media(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path


def pasted(html):
    return convert(html, by=None)


def item(sign, text, level=1, margin=36, name="l0"):
    """Return a list paragraph as Word writes it."""
    style = f"margin-left:{margin}.0pt;text-indent:-18.0pt;mso-list:{name} level{level}"
    return (
        f"<p class=MsoListParagraph style='{style} lfo1'><![if !supportLists]>"
        f"<span style='mso-list:Ignore'>{sign}<span>&nbsp;&nbsp; </span></span>"
        f"<![endif]>{text}<o:p></o:p></p>"
    )


WORD = {
    "Word 2000, marker without mso-list:Ignore": (
        "<p class=MsoNormal style='mso-list:l0 level1 lfo1'><![if !supportLists]>-"
        "<span>&nbsp; </span><![endif]>Một</p>",
        "<ul><li>Một</li></ul>",
    ),
    "number of a heading is read": (
        "<h1 style='mso-list:l0 level1 lfo1'><![if !supportLists]><span>I.<span>&nbsp;"
        "</span></span><![endif]>Tình hình</h1>",
        "<h2>I. Tình hình</h2>",
    ),
    "words before an item stay": (item("Điều 1.", "Phạm vi"), "<p>Điều 1. Phạm vi</p>"),
    "style names of headings": (
        "<p class=MsoTitle>Tên</p><p class=MsoHeading7>Bảy</p>"
        "<p class=Muc style='mso-outline-level:2'>Hai</p>",
        "<h2>Tên</h2>\n<h4>Bảy</h4>\n<h3>Hai</h3>",
    ),
    "numbers of several levels": (
        item("1.", "A") + item("1.1.", "B", 2, 54) + item("2.", "C"),
        "<ol><li>A<ol><li>B</li></ol></li><li>C</li></ol>",
    ),
    "roman numbers": (
        item("(i)", "A") + item("(ii)", "B") + item("(iii)", "C") + item("(iv)", "D"),
        '<ol type="i"><li>A</li><li>B</li><li>C</li><li>D</li></ol>',
    ),
    "bullets of another list, further in": (
        item("1.", "A") + item("-", "x", 1, 54, "l1") + item("2.", "B"),
        "<ol><li>A<ul><li>x</li></ul></li><li>B</li></ol>",
    ),
    "numbers that begin anew": (
        item("1.", "A") + item("2.", "B") + item("1.", "x", name="l1"),
        "<ol><li>A</li><li>B</li></ol>\n<ol><li>x</li></ol>",
    ),
    "signs without the comments around": (
        "<p class=MsoListParagraph style='mso-list:l0 level1 lfo1'><b><span "
        "style='mso-list:Ignore'>1.<span>&nbsp;</span></span></b><b>Một</b> hai</p>",
        "<ol><li><strong>Một</strong> hai</li></ol>",
    ),
    "a paragraph that goes on in an item": (
        item("1.", "A")
        + "<p class=MsoListParagraphCxSpMiddle style='margin-left:36pt'>tiếp</p>"
        + item("2.", "B"),
        "<ol><li><p>A</p><p>tiếp</p></li><li>B</li></ol>",
    ),
    "items whose sign was lost": (
        "<style>@list l0:level1 {mso-level-text:a} @list l0:level2 "
        "{mso-level-number-format:bullet}</style>"
        "<p class=MsoListParagraph style='mso-list:l0 level1 lfo1'>A</p>"
        "<p class=MsoListParagraph style='mso-list:l0 level2 lfo1'>B</p>",
        "<ol><li>A<ul><li>B</li></ul></li></ol>",
    ),
    "signs as text": (
        "<p class=MsoListParagraph style='margin-left:36pt'>·&nbsp;&nbsp; A</p>"
        "<p class=MsoListParagraph style='margin-left:72pt'>o&nbsp;&nbsp; B</p>",
        "<ul><li>A<ul><li>B</li></ul></li></ul>",
    ),
    "a large first letter": (
        "<table><tr><td><p style='mso-element:dropcap-dropped'>S</p></td></tr></table>"
        "<p class=MsoNormal>áng nay.</p>",
        "<p>Sáng nay.</p>",
    ),
    "quotes by style": (
        "<p class=MsoQuote>Một</p><p class=MsoIntenseQuote>Hai</p>",
        "<blockquote>\n<p>Một</p>\n<p>Hai</p>\n</blockquote>",
    ),
    "a raised figure": (
        "<p>300 m<span style='top:-3pt;mso-text-raise:3pt'>2</span></p>",
        "<p>300 m<sup>2</sup></p>",
    ),
    "caption below a picture": (
        f"<p class=MsoNormal>{IMAGE}</p><p class=MsoCaption>Hình 1. Lễ trao</p>",
        f'<figure class="image">{SHOWN}<figcaption>Hình 1. Lễ trao</figcaption>'
        "</figure>",
    ),
    "a list in a cell": (
        "<table><tr><td>" + item("·", "a") + item("·", "b") + "</td><td>c</td></tr>"
        "</table>",
        "<table>\n<tbody>\n<tr><td><ul><li>a</li><li>b</li></ul></td><td>c</td></tr>\n"
        "</tbody>\n</table>",
    ),
}
OTHERS = {
    "Google Docs, letters and Roman numbers": (
        '<ol><li style="list-style-type:decimal">A</li><ol><li '
        'style="list-style-type:lower-alpha">B</li></ol></ol>',
        '<ol><li>A<ol type="a"><li>B</li></ol></li></ol>',
    ),
    "Mac, styles in classes with the font in one line": (
        "<style>p.p1 {text-align: center; font: bold 18.0px 'Times New Roman'}</style>"
        '<p class="p1">Tên</p>',
        '<p class="align-center"><strong>Tên</strong></p>',
    ),
    "LibreOffice, a rule of what stands in a cell": (
        "<style>td p { text-align: right }</style><table><tr><td>a</td><td><p>1</p>"
        "</td></tr></table>",
        '<table>\n<tbody>\n<tr><td>a</td><td class="align-right">1</td></tr>\n</tbody>'
        "\n</table>",
    ),
    "Gmail, a quoted message": (
        '<div dir="ltr">Chào,<div><br></div><div>Một</div></div><blockquote '
        'class="gmail_quote"><div>Hai<br>Ba</div></blockquote>',
        "<p>Chào,</p>\n<p>Một</p>\n<blockquote>\n<p>Hai<br>Ba</p>\n</blockquote>",
    ),
    "Google Docs, boxes to tick": (
        '<ul><li role="checkbox" style="list-style-type:none"><img alt="unchecked" '
        'aria-roledescription="checkbox" src="data:image/png;base64,iVBO"><p>Một</p>'
        "</li></ul>",
        "<ul><li>Một</li></ul>",
    ),
    "OneNote, an inner list beside the items": (
        "<ul type=disc><li>Một</li><ul type=circle><li>Hai</li></ul></ul>",
        "<ul><li>Một<ul><li>Hai</li></ul></li></ul>",
    ),
    "PowerPoint, bullets as text": (
        "<div class=O><span style='mso-special-format:bullet'>•</span>Một</div>"
        "<div class=O><span style='mso-special-format:bullet'>•</span>Hai</div>",
        "<ul><li>Một</li><li>Hai</li></ul>",
    ),
    "LibreOffice, tracked changes": (
        '<p>Có <del cite="mailto:A" datetime="2026-01-01">85</del><ins cite="mailto:A" '
        'datetime="2026-01-01">58</ins> hộ <del>cũ</del></p>',
        "<p>Có 58 hộ <s>cũ</s></p>",
    ),
    "Messenger, a face as picture": (
        '<div dir="auto">Chào <img alt="😀" src="https://static.example/1f600.png"></div>',
        "<p>Chào 😀</p>",
    ),
    "a table in a cell": (
        "<table border=1><tr><td>1</td><td>a<table border=1><tr><td>x</td><td>y</td>"
        "</tr></table></td></tr></table>",
        "<table>\n<tbody>\n<tr><td>1</td><td>a<table>\n<tbody>\n<tr><td>x</td>"
        "<td>y</td></tr>\n</tbody>\n</table></td></tr>\n</tbody>\n</table>",
    ),
    "cells of a column that is not shown": (
        "<table><col><col style='display:none'><tr><td>a<td style='display:none'>b"
        "<td>c</table>",
        "<table>\n<tbody>\n<tr><td>a</td><td>c</td></tr>\n</tbody>\n</table>",
    ),
    "PDF, lines laid over each other": (
        '<span role="presentation" style="left:1%;top:2%">xử lý kiến</span><span '
        'role="presentation" style="left:1%;top:4%">nghị của</span><span '
        'role="presentation" style="left:40%;top:4%">hợp tác xã</span>',
        "<p>xử lý kiến nghị của hợp tác xã</p>",
    ),
    "PDF, a div for each line": (
        '<div style="left:1px;top:2px">xử lý kiến</div><div style="left:1px;top:4px">'
        "nghị của hợp tác xã</div>",
        "<p>xử lý kiến nghị của hợp tác xã</p>",
    ),
    "PDF, line ends in a paragraph": (
        "<p style=\"font-family:'ABCDEF+Arial'\">xử lý kiến<br>nghị của hợp tác xã</p>",
        "<p>xử lý kiến nghị của hợp tác xã</p>",
    ),
    "a newsletter's tables": (
        "<table><tr><td><table><tr><td><h2>Đề</h2><p>Một</p></td></tr></table></td></tr>"
        "</table>",
        "<h2>Đề</h2>\n<p>Một</p>",
    ),
    "two pictures in a table, captions below": (
        f"<table><tr><td>{IMAGE}</td><td>{IMAGE}</td></tr><tr><td><i>Một</i></td><td>"
        "<i>Hai</i></td></tr></table>",
        f'<figure class="image">{SHOWN}<figcaption>Một</figcaption></figure>\n'
        f'<figure class="image">{SHOWN}<figcaption>Hai</figcaption></figure>',
    ),
    "a link that only leads on": (
        '<a href="https://l.facebook.com/l.php?u=https%3A%2F%2Fx.example%2F%3Fa%3D1'
        '%26fbclid%3DZ&amp;h=AT">x</a>',
        '<p><a href="https://x.example/?a=1" rel="noopener">x</a></p>',
    ),
    "links that lead nowhere": (
        '<p><a href="file:///C:/a.docx">a</a> <a href="javascript:b()">b</a> '
        '<a href="#top">c</a> <a href="chi-tiet.aspx">d</a></p>',
        "<p>a b c d</p>",
    ),
    "cells cut out of their table": (
        "<tr><td>a</td><td>b</td></tr>",
        "<table>\n<tbody>\n<tr><td>a</td><td>b</td></tr>\n</tbody>\n</table>",
    ),
    "quotes, notes and galleries of our own pages": (
        '<figure class="quote"><blockquote><p>Một</p></blockquote><figcaption>Bà B'
        '</figcaption></figure><aside class="note"><p>Hai</p></aside><ul '
        f'class="gallery"><li><figure class="image">{IMAGE}</figure></li></ul>',
        '<figure class="quote"><blockquote><p>Một</p></blockquote><figcaption>Bà B'
        '</figcaption></figure>\n<aside class="note"><p>Hai</p></aside>\n<ul '
        f'class="gallery"><li><figure class="image">{SHOWN}</figure></li></ul>',
    ),
    "a picture of ours that text flows around": (
        f'<figure class="image image-left">{IMAGE}</figure>',
        f'<figure class="image image-left">{SHOWN}</figure>',
    ),
}


@pytest.mark.parametrize("kind", WORD | OTHERS)
def test_other_kinds_become_right_too(kind):
    html, expected = (WORD | OTHERS)[kind]
    assert pasted(html).html == expected


NOTES = {
    "an encyclopaedia": (
        '<p>Một<sup id="cite_ref-1"><a href="https://x.example/y#cite_note-1">[1]</a>'
        '</sup>, hai<sup id="cite_ref-2"><a href="https://x.example/y#cite_note-1">[1]'
        '</a></sup>.</p><ol><li id="cite_note-1">^ <a href="https://x.example/y'
        '#cite_ref-1">a</a> <a href="https://x.example/y#cite_ref-2">b</a> Sách A.</li>'
        "</ol>"
    ),
    "Google Docs as a web page": (
        '<p>Một<sup><a href="#ftnt1" id="ftnt_ref1">[1]</a></sup>, hai<sup><a '
        'href="#ftnt1">[1]</a></sup>.</p><hr><div><p><a href="#ftnt_ref1" id="ftnt1">'
        "[1]</a><span>&nbsp;Sách A.</span></p></div>"
    ),
    "our own page, with its address": (
        '<p>Một<sup><a href="https://x.example/a/#chu-thich-3" id="goi-chu-thich-3">3'
        '</a></sup>, hai<sup><a href="https://x.example/a/#chu-thich-3">3</a></sup>.</p><ol>'
        '<li id="chu-thich-3">Sách A. <a href="https://x.example/a/#goi-chu-thich-3">↩'
        "</a></li></ol>"
    ),
    "Word's endnotes": (
        "<p>Một<a href='#_edn1' name='_ednref1'>[i]</a>, hai<a href='#_edn1'><sup>[i]"
        "</sup></a>.</p><div style='mso-element:endnote-list'><hr><div "
        "style='mso-element:endnote' id=edn1><p><a href='#_ednref1' name='_edn1'>[i]"
        "</a> Sách A.</p></div></div>"
    ),
}


@pytest.mark.parametrize("kind", NOTES)
def test_notes_are_known_by_links_that_answer_each_other(kind):
    html = pasted(NOTES[kind]).html.replace(' rel="noopener"', "").replace("<hr>\n", "")
    assert html == (
        '<p>Một<sup><a href="#chu-thich-1" id="goi-chu-thich-1">1</a></sup>, hai<sup>'
        '<a href="#chu-thich-1">1</a></sup>.</p>\n<ol class="footnotes">\n'
        '<li id="chu-thich-1">Sách A. <a href="#goi-chu-thich-1">↩</a></li>\n</ol>'
    )


def test_a_mark_without_its_note_is_told():
    found = pasted("<p>Một<a href='#_ftn1' name='_ftnref1'><sup>[1]</sup></a>.</p>")
    assert found.html == "<p>Một<sup>[1]</sup>.</p>"
    assert found.notes == ["Có 1 dấu chú thích mà phần chú thích không được chép theo."]


SHEET = """<style>.b{font-weight:700;text-align:center}.r{text-align:right}</style>
<table><col><col style='display:none'><col><tr><td colspan=3 class=b>BẢNG 1</td></tr>
<tr><td></td><td></td><td class=r>ĐVT: đồng</td></tr><tr><td class=b>TT</td>
<td class=b>Mật</td><td class=b>Số</td></tr><tr><td>1</td><td>giấu</td>
<td class=r>5</td></tr>
<tr><td></td><td></td><td></td></tr></table>"""


def test_titles_of_a_sheet_are_its_caption_and_hidden_columns_go():
    found = pasted(SHEET)
    assert "<caption><strong>BẢNG 1</strong><br>ĐVT: đồng</caption>" in found.html
    assert '<tr><th scope="col">TT</th><th scope="col">Số</th></tr>' in found.html
    assert '<tr><td>1</td><td class="align-right">5</td></tr>\n</tbody>' in found.html
    assert "giấu" not in found.html
    assert found.notes == ["Đã bỏ 1 cột ẩn của bảng tính."]


def test_lines_without_a_telling_font_are_joined():
    lines = [
        "Liên minh hợp tác xã tổ chức hội nghị tổng kết năm và triển khai",
        "nhiệm vụ năm sau, với sự tham gia của hơn hai trăm đại biểu từ các",
        "phường và xã. Hội nghị đã nghe báo cáo về kết quả sản xuất của các",
        "hợp tác xã thành viên trong năm qua.",
    ]
    found = pasted("".join(f"<p>{line}</p>" for line in lines))
    assert found.html == f"<p>{' '.join(lines)}</p>"
    assert "PDF" in found.notes[0]


@pytest.mark.parametrize(
    ("html", "note"),
    [
        ('<p><img src="cid:image001.png@01">a</p>', "1 ảnh không chép kèm được"),
        ('<p><img src="blob:https://x/1">a</p>', "1 ảnh không chép kèm được"),
        ('<p><img src="data:image/png;base64,AAAA">a</p>', "1 ảnh hỏng"),
        ('<p><img src="data:,chữ" >a</p>', "1 ảnh hỏng"),
        (
            '<p><img src="data:image/gif;base64,R0lG" data-src="https://x.example/a">a',
            "1 ảnh nằm ở trang khác",
        ),
        ('<p>a<iframe src="https://x.example/"></iframe></p>', "Đã bỏ 1 video"),
        ("<p>a<span style='mso-hide:all'>b</span></p>", "Đã bỏ 1 chỗ chữ ẩn"),
    ],
    ids=["cid", "blob", "no picture", "text", "loaded later", "embedded", "hidden"],
)
def test_what_is_left_out_is_told(html, note):
    found = pasted(html)
    assert found.html == "<p>a</p>"
    assert found.notes[0].startswith(note)
    assert not Image.objects.exists()


def test_what_only_counts_readers_goes_in_silence():
    found = pasted('<p>a<img width="1" height="1" src="https://x.example/p.gif"></p>')
    assert (found.html, found.notes) == ("<p>a</p>", [])


def test_pictures_are_not_guessed_where_the_rtf_has_others():
    """A wrong picture over a caption would be worse than none."""
    html = '<p><img src="file:///C:/1.png"></p><p><img src="file:///C:/2.png"></p>'
    found = convert(html, by=None, rtf=r"{\rtf1 {\pict\pngblip 89504e47}}")
    assert found.notes == ["2 ảnh không chép kèm được: hãy chèn lại từ tệp ảnh."]


@pytest.mark.parametrize(
    ("html", "left"),
    [
        ('<p>a<img src="file:///C:/1.png"></p>', 3),
        ("<p>a</p>", 3),
        ('<p>a<img src="https://x.example/1.png"></p>', 2),
    ],
    ids=["names one", "names none", "has one from elsewhere"],
)
def test_pictures_that_only_the_rtf_has_are_told(html, left):
    blip = r"{\pict\pngblip 89504e47}"
    found = convert(html, by=None, rtf=rf"{{\rtf1 {blip * 3}}}")
    told = f"{left} ảnh không chép kèm được: hãy chèn lại từ tệp ảnh."
    assert told in found.notes


@pytest.mark.parametrize(
    ("words", "is_caption"),
    [
        ("Quang cảnh hội nghị. Ảnh: KT", True),
        ("Hình 2. Vườn rau của hợp tác xã", True),
        ("Tình hình sản xuất", False),
        ("Hình thức: trực tuyến", False),
        ("Một câu bất kỳ đứng giữa", False),
    ],
)
def test_upright_words_below_a_picture_are_its_caption_where_they_name_it(
    words, is_caption
):
    html = pasted(f"<p align=center>{IMAGE}</p><p align=center>{words}</p>").html
    assert (f"<figcaption>{words}</figcaption>" in html) == is_caption


def lettered(*signs):
    style = "margin-left:36.0pt;text-indent:-18.0pt;mso-list:l0 level1 lfo1"
    return "".join(
        f"<p class=MsoListParagraph style='{style}'><span style='mso-list:Ignore'>"
        f"{sign}<span style='font:7.0pt Times'>&nbsp;&nbsp; </span></span>{sign[0]}</p>"
        for sign in signs
    )


@pytest.mark.parametrize(
    ("signs", "lists"),
    [
        ("a) b) c) d) đ) e) g)", [('class="vietnamese"', "abcdđeg")]),
        ("d) đ) e)", [('start="4" class="vietnamese"', "dđe")]),
        ("đ) e)", [('start="5" class="vietnamese"', "đe")]),
        ("a) b) c) d) e) f)", [('type="a"', "abcdef")]),
        (
            "1) 2) 3) 4) đ)",
            [("", "1234"), ('start="5" class="vietnamese"', "đ")],
        ),
        ("h) i) k)", [('start="8" type="a"', "hi"), ('start="11" type="a"', "k")]),
    ],
    ids=["whole", "later", "first", "latin", "numbers", "no guess"],
)
def test_a_list_counts_as_laws_do_once_it_has_the_letter(signs, lists):
    html = pasted(lettered(*signs.split())).html
    found = re.findall(r"<ol ?([^>]*)>(.*?)</ol>", html, re.DOTALL)
    read = [(kind, "".join(re.findall(r"<li>(.)", inside))) for kind, inside in found]
    assert read == lists
