"""What stands beside the words of a Word document: changes, fields, boxes, notes,
pictures; and documents of other programs."""

import io
import re
import zipfile

import pytest
from PIL import Image as Pillow

from news.models import Image

from .docx_files import (
    cell,
    field,
    imported,
    make_docx,
    notes,
    p,
    picture,
    read,
    row,
    style,
    styled,
    t,
    table,
    text_box,
)

# --- what is not shown ------------------------------------------------------------


def test_changes_are_taken_as_accepted():
    body = p(
        t("Có ") + f"<w:del>{t('8').replace('w:t', 'w:delText')}</w:del>"
        f"<w:ins>{t('9')}</w:ins>" + f"<w:moveFrom>{t('cũ')}</w:moveFrom>"
        f"<w:moveTo>{t(' mới')}</w:moveTo>"
    )
    body += p(t("đầu "), "<w:rPr><w:del/></w:rPr>") + p("cuối")
    body += table(
        row(cell("giữ"), cell("lại")),
        row(cell("bỏ"), cell("đi"), properties="<w:del/>"),
        row(cell("một"), cell("hai"), properties="<w:ins/>"),
    )
    html = read(body)
    assert html.startswith("<p>Có 9 mới</p>\n<p>đầu cuối</p>\n<table>")
    assert "bỏ" not in html
    assert "hai" in html
    assert notes(body) == ["Phần theo dõi sửa đổi được lấy như đã chấp nhận."]


def test_a_deleted_end_before_a_table_moves_no_words_into_it():
    body = p("trước", "<w:rPr><w:del/></w:rPr>") + table(
        row(cell("a"), cell("b")), row(cell("1"), cell("2"))
    )
    assert read(body).startswith("<p>trước</p>\n<table>")


def test_comments_are_left_out_and_counted():
    comment = '<w:r><w:commentReference w:id="{}"/></w:r>'
    body = p(t("vốn") + comment.format(0) + t(" góp") + comment.format(1))
    assert read(body) == "<p>vốn góp</p>"
    assert notes(body) == ["Đã bỏ 2 nhận xét."]


def test_fields_show_their_text_and_no_code():
    simple = f'<w:fldSimple w:instr=" SEQ Bảng ">{t("1")}</w:fldSimple>'
    nested = field(" PAGE ", t("7"))
    body = p(t("Bảng ") + simple + t(": ") + field(" REF b1 \\h ", t("Hình 2")))
    body += p(field(' IF "a" = "b" ', t("kết quả"), extra=nested))
    body += p(field(" DATE ", "") + t("hết"))
    assert read(body) == "<p>Bảng 1: Hình 2</p>\n<p>kết quả</p>\n<p>hết</p>"


def test_the_table_of_contents_goes_whole():
    begin = '<w:r><w:fldChar w:fldCharType="begin"/></w:r>'
    code = '<w:r><w:instrText> TOC \\o "1-3" \\h </w:instrText></w:r>'
    separate = '<w:r><w:fldChar w:fldCharType="separate"/></w:r>'
    end = '<w:r><w:fldChar w:fldCharType="end"/></w:r>'
    line = t("I. Kết quả") + "<w:r><w:tab/></w:r>" + field(" PAGEREF _Toc1 ", t("3"))
    by_field = p(begin + code + separate + line) + p(line) + p(end + t("Mở đầu"))
    styles = style("TOC1", "toc 1") + style("TOCHeading", "TOC Heading")
    by_style = p("Mục lục", styled("TOCHeading")) + p(line, styled("TOC1"))
    control = (
        '<w:sdt><w:sdtPr><w:docPartObj><w:docPartGallery w:val="Table of Contents"/>'
        f"</w:docPartObj></w:sdtPr><w:sdtContent>{p(line)}</w:sdtContent></w:sdt>"
    )
    assert read(by_field) == "<p>Mở đầu</p>"
    assert read(by_style + p("Mở đầu"), styles=styles) == "<p>Mở đầu</p>"
    assert read(control + p("Mở đầu")) == "<p>Mở đầu</p>"
    assert notes(by_field) == ["Đã bỏ mục lục."]


def test_what_only_asks_for_text_is_no_text():
    control = "<w:sdt><w:sdtPr>{}</w:sdtPr><w:sdtContent>{}</w:sdtContent></w:sdt>"
    asks = control.format("<w:showingPlcHdr/>", t("Bấm vào đây để nhập"))
    body = p(t("Tên: ") + asks + control.format("", t("HTX Sen")))
    assert read(body) == "<p>Tên: HTX Sen</p>"


# --- text boxes, formulas, drawings -----------------------------------------------


def test_a_text_box_is_read_once_behind_its_paragraph():
    body = p(t("Trước ") + text_box(p("trong khung") + p("dòng hai")) + t("sau"))
    body += p("Tiếp")
    assert read(body) == (
        "<p>Trước sau</p>\n<p>trong khung</p>\n<p>dòng hai</p>\n<p>Tiếp</p>"
    )
    assert notes(body) == ["1 khung chữ đã thành đoạn văn: hãy xem lại chỗ đặt."]


def test_a_text_box_in_a_text_box_and_one_of_old_programs():
    body = p(text_box(p(t("ngoài") + text_box(p("trong")))))
    old = "<w:r><w:pict><v:shape><v:textbox><w:txbxContent>{}</w:txbxContent>"
    body += p(old.format(p("cũ")) + "</v:textbox></v:shape></w:pict></w:r>")
    body += p(text_box(p("")))
    assert read(body) == "<p>ngoài</p>\n<p>trong</p>\n<p>cũ</p>"


def test_a_formula_is_words_and_told():
    def m(tag, inside):
        return f"<m:{tag}>{inside}</m:{tag}>"

    def letters(text):
        return m("r", m("t", text))

    power = m("sSup", m("e", letters("m")) + m("sup", letters("2")))
    half = m("f", m("num", letters("1")) + m("den", letters("2")))
    body = p(t("S = ") + m("oMath", letters("5 ") + power + letters(" + ") + half))
    assert read(body) == "<p>S = 5 m<sup>2</sup> + 1/2</p>"
    assert notes(body) == [
        "1 công thức đã thành chữ thường: hãy xem lại từng công thức."
    ]


def test_a_chart_is_told():
    chart = "<w:r><w:drawing><wp:inline><a:graphic><a:graphicData><c:chart/>"
    chart += "</a:graphicData></a:graphic></wp:inline></w:drawing></w:r>"
    assert notes(p(t("Biểu đồ") + chart)) == [
        "1 biểu đồ, hình vẽ không nhập được: hãy lưu thành ảnh rồi chèn vào bài."
    ]


# --- links and notes --------------------------------------------------------------

LINKS = [
    ("rId1", "hyperlink", "https://a.example/?n=1&amp;m=2", True),
    ("rId2", "hyperlink", "javascript:alert(1)", True),
    ("rId3", "hyperlink", "file:///C:/b.docx", True),
]


def test_links_of_relations_and_of_fields():
    link = '<w:hyperlink r:id="{}">{}</w:hyperlink>'
    body = p(t("xem ") + link.format("rId1", t("trang")) + t("."))
    body += p(link.format("rId2", t("một")) + t(" ") + link.format("rId3", t("hai")))
    body += p(field(' HYPERLINK "https://b.example" \\o "gợi ý" ', t("đây")))
    body += p(f'<w:hyperlink w:anchor="_Toc1">{t("mục 1")}</w:hyperlink>')
    assert read(body, links=LINKS) == (
        '<p>xem <a href="https://a.example/?n=1&amp;m=2">trang</a>.</p>\n'
        "<p>một hai</p>\n"
        '<p><a href="https://b.example">đây</a></p>\n<p>mục 1</p>'
    )


def note(kind, key, text):
    mark = f"<w:r><w:{kind}Ref/></w:r>"
    return f'<w:{kind} w:id="{key}">{p(mark + t(" " + text))}</w:{kind}>'


def mark(kind, key, extra=""):
    return f'<w:r><w:{kind}Reference w:id="{key}"{extra}/></w:r>'


def test_footnotes_and_endnotes_lead_there_and_back():
    separator = f'<w:footnote w:type="separator" w:id="-1">{p("")}</w:footnote>'
    body = p(t("một") + mark("footnote", 2) + t(" hai") + mark("endnote", 2))
    html = read(
        body,
        footnotes=separator + note("footnote", 2, "Theo Liên minh."),
        endnotes=note("endnote", 2, "Xem phụ lục."),
    )
    assert html == (
        '<p>một<sup><a href="#chu-thich-1" id="goi-chu-thich-1">1</a></sup> '
        'hai<sup><a href="#chu-thich-2" id="goi-chu-thich-2">2</a></sup></p>\n'
        '<ol class="footnotes">\n'
        '<li id="chu-thich-1">Theo Liên minh. <a href="#goi-chu-thich-1">↩</a></li>\n'
        '<li id="chu-thich-2">Xem phụ lục. <a href="#goi-chu-thich-2">↩</a></li>\n</ol>'
    )


def test_a_mark_in_a_link_and_a_mark_of_ones_own():
    inside = t("trang") + mark("footnote", 2)
    body = p(f'<w:hyperlink r:id="rId1">{inside}</w:hyperlink>')
    own = mark("footnote", 3, ' w:customMarkFollows="1"')
    body += p(t("sao") + own.replace("</w:r>", "<w:t>*</w:t></w:r>"))
    footnotes = note("footnote", 2, "Một.") + note("footnote", 3, "Hai.")
    html = read(body, links=LINKS, footnotes=footnotes)
    assert '">trang</a><sup><a href="#chu-thich-1"' in html
    assert "<p>sao<sup><a" in html
    assert "*" not in html


def test_a_note_that_is_missing_is_no_error():
    html = read(p(t("một") + mark("footnote", 9)))
    assert html == "<p>một</p>"


# --- pictures ---------------------------------------------------------------------


def png(colour="teal"):
    file = io.BytesIO()
    Pillow.new("RGB", (60, 40), colour).save(file, "PNG")
    return file.getvalue()


@pytest.fixture
def library(db, settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path


PICTURES = [
    ("rId5", "image", "media/image1.png", False),
    ("rId6", "image", "media/image2.emf", False),
    ("rId7", "image", "http://elsewhere.example/x.png", True),
    ("rId8", "image", "media/missing.png", False),
]
FILES = {"word/media/image1.png": png(), "word/media/image2.emf": b"\x01\x00\x00\x00"}


@pytest.mark.usefixtures("library")
def test_a_picture_goes_to_the_library_with_words_and_caption():
    styles = style("Caption", "caption", "<w:rPr><w:i/></w:rPr>")
    styles += style("ChuThichAnh", "Chú thích ảnh")
    styles += style("Illustration", "Illustration")
    for key in ("Caption", "ChuThichAnh", "Illustration"):
        body = p(picture("rId5", "Ra đồng")) + p("Ảnh: Văn phòng", styled(key))
        html = read(body, styles=styles, links=PICTURES, files=FILES)
        image = Image.objects.get()
        assert html == (
            f'<figure class="image"><img alt="Ra đồng" src="{image.body_url}">'
            "<figcaption>Ảnh: Văn phòng</figcaption></figure>"
        )


@pytest.mark.usefixtures("library")
def test_pictures_that_cannot_be_taken_are_told():
    body = p(picture("rId5") + picture("rId6")) + p(picture("rId7") + picture("rId8"))
    pasted = imported(make_docx(body, links=PICTURES, files=FILES))
    assert pasted.html.count("<img") == 1
    assert pasted.notes == [
        "Đã đưa 1 ảnh vào thư viện, ảnh chưa có mô tả: bấm đúp vào ảnh để viết.",
        "1 ảnh không chép kèm được: hãy chèn lại từ tệp ảnh.",
        "2 ảnh hỏng, quá lớn hoặc không đọc được nên không lấy.",
    ]


@pytest.mark.usefixtures("library")
def test_pictures_of_groups_and_of_old_programs():
    group = picture("rId5").replace("<pic:pic>", "<wpg:wgp><pic:pic>")
    group = group.replace("</pic:pic>", "</pic:pic></wpg:wgp>")
    old = '<w:r><w:pict><v:shape alt="Cũ"><v:imagedata r:id="rId5"/>'
    old += "</v:shape></w:pict></w:r>"
    html = read(p(group) + p(old), links=PICTURES, files=FILES)
    assert html.count("<img") == 2
    assert 'alt="Cũ"' in html


def grouped(words, *pictures):
    """Return a group of pictures with words of its own, each (key, words)."""
    inside = "".join(
        f'<pic:pic><pic:nvPicPr><pic:cNvPr descr="{own}"/></pic:nvPicPr>'
        f'<pic:blipFill><a:blip r:embed="{key}"/></pic:blipFill></pic:pic>'
        for key, own in pictures
    )
    one = picture("rId5", words)
    start, end = one.index("<pic:pic>"), one.index("</a:graphicData>")
    return f"{one[:start]}<wpg:wgp>{inside}</wpg:wgp>{one[end:]}"


@pytest.mark.usefixtures("library")
@pytest.mark.parametrize(
    ("drawing", "alts"),
    [
        (grouped("Hai ảnh", ("rId5", "Chợ"), ("rId5", "Ruộng")), ["Chợ", "Ruộng"]),
        (grouped("Hai ảnh", ("rId5", ""), ("rId5", "Ruộng")), ["", "Ruộng"]),
        (grouped("Một ảnh", ("rId5", "")), ["Một ảnh"]),
        (grouped("", ("rId5", "Chợ")), ["Chợ"]),
        (
            '<w:r><w:pict><v:group alt="Hai ảnh"><v:shape alt="Chợ"><v:imagedata '
            'r:id="rId5"/></v:shape><v:shape><v:imagedata r:id="rId5"/></v:shape>'
            "</v:group></w:pict></w:r>",
            ["Chợ", ""],
        ),
    ],
    ids=["each its own", "one asked for", "of the group", "alone", "old program"],
)
def test_each_picture_of_a_group_has_its_own_words(drawing, alts):
    html = read(p(drawing), links=PICTURES, files=FILES)
    assert re.findall('<img alt="([^"]*)"', html) == alts


@pytest.mark.usefixtures("library")
@pytest.mark.parametrize(
    "cut, size",
    [
        ('l="50000"', (30, 40)),
        ('t="25000" b="25000" r="-9000"', (60, 20)),
        ('l="x"', (60, 40)),
    ],
    ids=["left", "above and below", "wrong"],
)
def test_what_was_cropped_off_does_not_come_along(cut, size):
    cropped = picture("rId5").replace("</pic:blipFill>", f"<a:srcRect {cut}/>&")
    cropped = cropped.replace("&", "</pic:blipFill>")
    read(p(cropped), links=PICTURES, files=FILES)
    image = Image.objects.get()
    assert (image.width, image.height) == size


@pytest.mark.usefixtures("library")
def test_a_picture_cropped_to_nothing_is_told():
    cut = '<a:srcRect l="60000" r="60000"/></pic:blipFill>'
    body = p(t("a") + picture("rId5").replace("</pic:blipFill>", cut))
    data = make_docx(body, links=PICTURES, files=FILES)
    assert imported(data).notes == [
        "1 ảnh hỏng, quá lớn hoặc không đọc được nên không lấy."
    ]


@pytest.mark.usefixtures("library")
def test_a_picture_that_is_there_twice_is_taken_once():
    old = '<w:pict><v:shape><v:imagedata r:id="rId5"/></v:shape></w:pict>'
    twice = "<mc:AlternateContent><mc:Choice><pic:pic>"
    group = picture("rId5", "Một").replace("<pic:pic>", twice)
    end = f"</pic:pic></mc:Choice><mc:Fallback>{old}</mc:Fallback>"
    group = group.replace("</pic:pic>", f"{end}</mc:AlternateContent>")
    assert read(p(group), links=PICTURES, files=FILES).count("<img") == 1


# --- whatever wrote it ------------------------------------------------------------


def test_a_document_whose_main_part_lies_elsewhere():
    """As Word on the web names it."""
    assert read(p("Chữ"), main="word/document2.xml") == "<p>Chữ</p>"


def test_a_strict_document():
    data = make_docx(p("Chữ", "<w:jc w:val='end'/>"))
    strict = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(strict, "w") as new:
        for name in old.namelist():
            text = old.read(name).decode()
            text = text.replace(
                "http://schemas.openxmlformats.org/wordprocessingml/2006/main",
                "http://purl.oclc.org/ooxml/wordprocessingml/main",
            ).replace(
                "http://schemas.openxmlformats.org/officeDocument/2006/relationships",
                "http://purl.oclc.org/ooxml/officeDocument/relationships",
            )
            new.writestr(name, text)
    assert imported(strict.getvalue()).html == '<p class="align-right">Chữ</p>'


def test_fonts_of_an_old_encoding_come_from_anywhere():
    fonts = '<w:rPr><w:rFonts w:ascii="{0}" w:hAnsi="{0}"/></w:rPr>'
    defaults = f"<w:docDefaults><w:rPrDefault>{fonts.format('.VnTime')}"
    defaults += "</w:rPrDefault></w:docDefaults>"
    by_style = style("Normal", "Normal", fonts.format(".VnTime"), default=True)
    by_style += style("Con", "Con", based_on="Normal")
    for styles, used in ((defaults, ""), (by_style, ""), (by_style, styled("Con"))):
        body = p("n­íc s¹ch", used) + p(t("đã là Unicode"))
        pasted = imported(make_docx(body, styles=styles))
        assert pasted.html == "<p>n­íc s¹ch</p>\n<p>đã là Unicode</p>"
        assert pasted.offer.encoding == "TCVN3 (ABC)"
        assert pasted.offer.html == "<p>nước sạch</p>\n<p>đã là Unicode</p>"


def test_the_soft_hyphen_as_word_writes_it_is_a_letter():
    font = '<w:rFonts w:ascii=".VnTime" w:hAnsi=".VnTime"/>'
    hyphen = (
        f"<w:r><w:rPr>{font}</w:rPr><w:t>n</w:t><w:softHyphen/><w:t>íc m¾m</w:t></w:r>"
    )
    assert imported(make_docx(p(hyphen))).offer.html == "<p>nước mắm</p>"


def test_notes_of_an_old_encoding_are_converted_too():
    font = '<w:rFonts w:ascii="VNI-Times" w:hAnsi="VNI-Times"/>'
    body = p(t("hôïp taùc xaõ", font) + mark("footnote", 2))
    footnotes = f'<w:footnote w:id="2">{p(t("Theo lieân minh.", font))}</w:footnote>'
    html = imported(make_docx(body, footnotes=footnotes)).offer.html
    assert "hợp tác xã" in html
    assert "Theo liên minh." in html


def test_a_letter_cut_over_two_runs_and_a_heading_in_a_font_of_capitals():
    vni = '<w:rFonts w:ascii="VNI-Times" w:hAnsi="VNI-Times"/>'
    capitals = '<w:rPr><w:rFonts w:ascii=".VnTimeH" w:hAnsi=".VnTimeH"/></w:rPr>'
    styles = style("Heading2", "heading 2", capitals)
    body = p("héi nghÞ", styled("Heading2"))
    body += p(t("hôïp taùc ca", vni) + t("àn", f"{vni}<w:b/>") + t(" keá toaùn", vni))
    offer = imported(make_docx(body, styles=styles)).offer
    assert offer.encoding == "TCVN3 (ABC) và VNI"
    assert offer.html == (
        "<h2>HỘI NGHỊ</h2>\n<p>hợp tác cầ<strong>n</strong> kế toán</p>"
    )
