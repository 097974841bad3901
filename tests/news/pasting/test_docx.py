"""A Word document becomes the article that pasting it would make, whatever wrote it."""

import json

import pytest

from .compare import compare
from .corpus import FOLDER
from .docx_files import (
    cell,
    imported,
    notes,
    numbered,
    numbering,
    p,
    read,
    row,
    style,
    styled,
    t,
    table,
)

CASES = {
    name: facts
    for name, facts in json.loads((FOLDER / "cases.json").read_text()).items()
    if facts["file"].endswith(".docx")
}
# Of each case that has something to tell, what the writer reads.
NOTES = {
    "36-docx-theo-doi-sua": [
        "Đã bỏ 1 nhận xét; phần theo dõi sửa đổi được lấy như đã chấp nhận.",
        "1 khung chữ đã thành đoạn văn: hãy xem lại chỗ đặt.",
    ],
    "37-docx-anh": [
        "Đã đưa 2 ảnh vào thư viện, 1 ảnh chưa có mô tả: bấm đúp vào ảnh để viết."
    ],
    "91-docx-libreoffice-bao-cao-2023": ["Đã đưa 1 ảnh vào thư viện."],
}
BOLD, ITALIC = "<w:b/>", "<w:i/>"


@pytest.mark.django_db
@pytest.mark.parametrize("name", CASES)
def test_a_document_of_the_corpus_becomes_the_right_article(name, settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    facts = CASES[name]
    pasted = imported((FOLDER / facts["file"]).read_bytes())
    html = pasted.offer.html if pasted.offer else pasted.html
    expected = (FOLDER / facts["expected"]).read_text()
    assert compare(html, expected, facts["options"]) == []
    assert bool(pasted.offer) == bool(facts["options"].get("encoding"))
    assert pasted.notes == NOTES.get(name, [])


# --- paragraphs -------------------------------------------------------------------


def test_alignment_is_read_from_styles_too():
    styles = style("Ky", "Người ký", "<w:pPr><w:jc w:val='right'/></w:pPr>")
    styles += style("Ky2", "Người ký 2", based_on="Ky")
    body = p("Giám đốc", styled("Ky2")) + p("Giữa", "<w:jc w:val='center'/>")
    body += p("Trái", styled("Ky") + "<w:jc w:val='left'/>")
    body += p("Đều", "<w:jc w:val='both'/>")
    assert read(body, styles=styles) == (
        '<p class="align-right">Giám đốc</p>\n<p class="align-center">Giữa</p>\n'
        "<p>Trái</p>\n<p>Đều</p>"
    )


HEADING_STYLES = (
    style("Heading1", "heading 1", "<w:rPr><w:b/></w:rPr>")
    + style("u2", "heading 2")
    + style("Muc", "Mục lớn", '<w:pPr><w:outlineLvl w:val="2"/></w:pPr>')
    + style("Con", "Mục con", based_on="Muc")
    + style("Title", "Title")
    + style("Than", "Thân", '<w:pPr><w:outlineLvl w:val="9"/></w:pPr>', based_on="Muc")
)


def test_headings_go_one_level_down_where_there_is_a_first_one():
    """By name, whatever the id, and by the level of the outline."""
    body = p("Một", styled("Heading1")) + p("Hai", styled("u2"))
    body += p("Ba", styled("Con")) + p("Thường", styled("Than"))
    assert read(body, styles=HEADING_STYLES) == (
        "<h2>Một</h2>\n<h3>Hai</h3>\n<h4>Ba</h4>\n<p>Thường</p>"
    )
    assert read(p("Hai", styled("u2")), styles=HEADING_STYLES) == "<h2>Hai</h2>"


def test_a_title_is_a_heading_above_the_others():
    body = p("Báo cáo", styled("Title")) + p("Một", styled("Heading1"))
    assert read(body, styles=HEADING_STYLES) == "<h2>Báo cáo</h2>\n<h2>Một</h2>"


def test_a_number_printed_before_a_heading_stays():
    lists = numbering(("1", [("upperRoman", "%1."), ("decimal", "%1.%2.")]))
    body = p("Kết quả", styled("Heading1") + numbered("1"))
    body += p("Thu", styled("u2") + numbered("1", 1))
    body += p("Chi", styled("u2") + numbered("1", 1))
    body += p("Hạn chế", styled("Heading1") + numbered("1"))
    assert read(body, styles=HEADING_STYLES, numbering=lists) == (
        "<h2>I. Kết quả</h2>\n<h3>I.1. Thu</h3>\n<h3>I.2. Chi</h3>\n"
        "<h2>II. Hạn chế</h2>"
    )


def test_a_large_first_letter_is_part_of_its_word():
    body = p("H", '<w:framePr w:dropCap="drop" w:lines="3"/>') + p("ội nghị")
    assert read(body) == "<p>Hội nghị</p>"


def test_empty_paragraphs_go_and_a_page_break_parts_no_words():
    brk = '<w:r><w:br w:type="page"/></w:r>'
    body = p("") + p(brk) + p(t("hết") + brk + t("trang"))
    assert read(body) == "<p>hết trang</p>"


def test_tabs_and_breaks():
    body = p(t("Nơi nhận:") + "<w:r><w:tab/></w:r>" + t("Lưu"))
    body += p(t("một") + "<w:r><w:br/></w:r>" + t("hai"))
    assert read(body) == "<p>Nơi nhận: Lưu</p>\n<p>một<br>hai</p>"


# --- letters ----------------------------------------------------------------------


def test_marks_come_from_the_run_and_its_style():
    styles = style("Strong", "Strong", "<w:rPr><w:b/></w:rPr>", sort="character")
    styles += style("Dam", "Đậm", "<w:rPr><w:b/></w:rPr>")
    body = p(
        t("a", '<w:rStyle w:val="Strong"/>')
        + t(" b ", '<w:rStyle w:val="Strong"/><w:b w:val="0"/>')
        + t("c", "<w:strike/>")
        + t("d", "<w:dstrike/>")
        + t("2", '<w:vertAlign w:val="superscript"/>')
        + t("3", '<w:vertAlign w:val="subscript"/>')
        + t("e", ITALIC)
    ) + p(t("đậm") + t(" thường", '<w:b w:val="false"/>'), styled("Dam"))
    assert read(body, styles=styles) == (
        "<p><strong>a</strong> b <s>cd</s><sup>2</sup><sub>3</sub><em>e</em></p>\n"
        "<p><strong>đậm</strong> thường</p>"
    )


def test_letters_raised_by_hand_underlined_and_shown_as_capitals_stay_as_typed():
    body = p(
        t("m")
        + t("2", '<w:position w:val="8"/><w:sz w:val="19"/>')
        + t(" H")
        + t("2", '<w:position w:val="-2"/><w:sz w:val="19"/>')
        + t("O ")
        + t("gạch", '<w:u w:val="single"/>')
        + t(" không", '<w:u w:val="none"/>')
        + t(" chữ hoa", "<w:caps/>")
    )
    assert read(body) == (
        "<p>m<sup>2</sup> H<sub>2</sub>O <u>gạch</u> không chữ hoa</p>"
    )


def test_words_cut_into_runs_stay_whole():
    body = p(t("khánh t", BOLD) + t("hành", BOLD) + t(" kho", BOLD))
    assert read(body) == "<p><strong>khánh thành kho</strong></p>"


def test_signs_of_symbol_fonts():
    sign = '<w:r><w:sym w:font="{}" w:char="{}"/></w:r>'
    body = p(t("gửi ") + sign.format("Wingdings", "F0E0") + t(" phòng"))
    body += p(t("x", '<w:rFonts w:ascii="Wingdings" w:hAnsi="Wingdings"/>') + t(" a"))
    body += p(sign.format("Wingdings", "khong phai") + t("còn"))
    body += p(sign.format("Wingdings 2", "F050") + t(" xong"))
    lines = read(body).split("\n")
    assert lines[3] == "<p>🗸 xong</p>"
    assert lines[0] == "<p>gửi → phòng</p>"
    assert lines[1] != "<p>x a</p>"
    assert lines[2] == "<p>còn</p>"


def test_hidden_text_is_left_out_and_told():
    body = p(t("Công bố") + t(" nội bộ", "<w:vanish/>"))
    assert read(body) == "<p>Công bố</p>"
    assert notes(body) == ["Đã bỏ 1 chỗ chữ ẩn."]


# --- lists ------------------------------------------------------------------------

DECIMAL = [("decimal", "%1."), ("lowerLetter", "%2)")]
BULLETS = [("bullet", "·"), ("bullet", "o")]


def test_a_list_goes_on_after_a_paragraph():
    lists = numbering(("1", DECIMAL))
    body = p("a", numbered("1")) + p("b", numbered("1")) + p("Xen giữa")
    body += p("c", numbered("1")) + p("d", numbered("1"))
    assert read(body, numbering=lists) == (
        "<ol><li>a</li><li>b</li></ol>\n<p>Xen giữa</p>\n"
        '<ol start="3"><li>c</li><li>d</li></ol>'
    )


def test_two_lists_in_a_row_stay_two():
    restart = '<w:lvlOverride w:ilvl="0"><w:startOverride w:val="1"/></w:lvlOverride>'
    lists = numbering(("1", DECIMAL), ("2", DECIMAL, restart))
    body = p("a", numbered("1")) + p("b", numbered("1")) + p("c", numbered("2"))
    assert read(body, numbering=lists) == (
        "<ol><li>a</li><li>b</li></ol>\n<ol><li>c</li></ol>"
    )


def test_nested_lists_of_one_and_of_two_definitions():
    lists = numbering(("1", DECIMAL), ("2", BULLETS))
    body = p("a", numbered("1")) + p("a1", numbered("1", 1)) + p("b", numbered("1"))
    body += p("b1", numbered("2", 0, '<w:ind w:left="1440"/>'))
    body += p("b2", numbered("2", 0, '<w:ind w:left="1440"/>')) + p("c", numbered("1"))
    assert read(body, numbering=lists) == (
        "<ol><li>a<ol><li>a1</li></ol></li>"
        "<li>b<ul><li>b1</li><li>b2</li></ul></li><li>c</li></ol>"
    )


def test_a_paragraph_below_an_item_belongs_to_it():
    """As Word indents it, by hand or by its style."""
    lists = numbering(("1", DECIMAL))
    styles = style("LP", "List Paragraph", "<w:pPr><w:ind w:left='720'/></w:pPr>")
    body = p("a", numbered("1")) + p("thêm", styled("LP")) + p("b", numbered("1"))
    body += p("b1", numbered("1", 1)) + p("của b", '<w:ind w:left="720"/>')
    body += p("c", numbered("1")) + p("ngoài")
    assert read(body, numbering=lists, styles=styles) == (
        "<ol><li><p>a</p><p>thêm</p></li>"
        "<li><p>b</p><ol><li>b1</li></ol><p>của b</p></li><li>c</li></ol>\n"
        "<p>ngoài</p>"
    )


@pytest.mark.parametrize(
    "place", ['<w:ind w:left="5760"/>', '<w:ind w:left="720"/><w:jc w:val="center"/>']
)
def test_a_signature_below_a_list_is_no_part_of_it(place):
    body = p("a", numbered("1")) + p("Giám đốc", place)
    html = read(body, numbering=numbering(("1", DECIMAL)))
    assert html.startswith("<ol><li>a</li></ol>\n<p")


def test_an_empty_paragraph_does_not_end_a_list_and_style_makes_items():
    lists = numbering(("1", BULLETS))
    styles = style("ListBullet", "List Bullet", f"<w:pPr>{numbered('1')}</w:pPr>")
    body = p("a", styled("ListBullet")) + p("") + p("b", styled("ListBullet"))
    body += p("không", styled("ListBullet") + numbered("0"))
    assert read(body, numbering=lists, styles=styles) == (
        "<ul><li>a</li><li>b</li></ul>\n<p>không</p>"
    )


def test_numbers_with_words_are_text():
    lists = numbering(("1", [("decimal", "Điều %1."), ("decimal", "%2.")]))
    body = p("Phạm vi", numbered("1")) + p("một", numbered("1", 1))
    body += p("Đối tượng", numbered("1")) + p("một", numbered("1", 1))
    assert read(body, numbering=lists) == (
        "<p>Điều 1. Phạm vi</p>\n<ol><li>một</li></ol>\n"
        "<p>Điều 2. Đối tượng</p>\n<ol><li>một</li></ol>"
    )


@pytest.mark.parametrize("level", [("decimal", ""), ("none", "")])
def test_numbers_that_are_not_printed_make_no_list(level):
    body = p("a", numbered("1")) + p("b", numbered("1"))
    assert read(body, numbering=numbering(("1", [level]))) == "<p>a</p>\n<p>b</p>"


def test_a_list_in_a_cell_and_around_a_table():
    lists = numbering(("1", DECIMAL), ("2", BULLETS))
    inside = p("x", numbered("2")) + p("y", numbered("2"))
    body = p("a", numbered("1")) + table(
        row(cell("Mục", ""), cell("Nội dung")), row(cell("1"), cell(inside))
    ) + p("b", numbered("1"))  # fmt: skip
    html = read(body, numbering=lists)
    assert "<ul><li>x</li><li>y</li></ul>" in html
    assert html.endswith('<ol start="2"><li>b</li></ol>')


# --- tables -----------------------------------------------------------------------


def test_header_rows_and_cells_merged_both_ways():
    head = "<w:tblHeader/>"
    body = table(
        row(cell("Năm", '<w:vMerge w:val="restart"/>'),
            cell("Thu", '<w:gridSpan w:val="2"/>'), properties=head),
        row(cell("", "<w:vMerge/>"), cell("Trong"), cell("Ngoài"), properties=head),
        row(cell("2024"), cell(p("1.200", "<w:jc w:val='right'/>")), cell("0")),
    )  # fmt: skip
    assert read(body).replace("\n", "") == (
        '<table><thead><tr><th rowspan="2" scope="col">Năm</th>'
        '<th colspan="2" scope="colgroup">Thu</th></tr>'
        '<tr><th scope="col">Trong</th><th scope="col">Ngoài</th></tr></thead><tbody>'
        '<tr><td>2024</td><td class="align-right">1.200</td><td>0</td></tr>'
        "</tbody></table>"
    )


def test_rows_that_begin_later_and_cells_in_controls():
    control = "<w:sdt><w:sdtPr/><w:sdtContent>{}</w:sdtContent></w:sdt>"
    body = table(
        row(cell("a"), cell("b")),
        row(cell("c"), properties='<w:gridBefore w:val="1"/>'),
        control.format(row(control.format(cell("d")), cell("e"))),
    )
    assert read(body).count("<td>") + read(body).count("<th") >= 6
    assert "<td></td><td>c</td>" in read(body)
    assert "<td>d</td><td>e</td>" in read(body)


FRAME = '<w:tblBorders><w:top w:val="single"/></w:tblBorders>'
HEADING_ROW = '<w:tblStylePr w:type="firstRow"><w:rPr><w:b/></w:rPr></w:tblStylePr>'
TABLE_STYLES = style("Luoi", "Lưới", f"<w:tblPr>{FRAME}</w:tblPr>", sort="table")
TABLE_STYLES += style("Dau", "Đầu", HEADING_ROW, sort="table", based_on="Luoi")


def test_a_table_of_one_column_without_a_frame_only_arranges():
    rows = [row(cell("một")), row(cell("hai"))]
    framed = table(*rows).replace("<w:tblPr/>", f"<w:tblPr>{FRAME}</w:tblPr>")
    by_style = table(*rows).replace("<w:tblPr/>", "<w:tblPr>{}</w:tblPr>")
    by_style = by_style.format('<w:tblStyle w:val="Luoi"/>')
    assert read(table(*rows)) == "<p>một</p>\n<p>hai</p>"
    assert read(framed).count("<td>") == 2
    assert read(by_style, styles=TABLE_STYLES).count("<td>") == 2


@pytest.mark.parametrize(
    "look, headings",
    [('w:firstRow="1"', 2), ('w:firstRow="0"', 0), ('w:val="04A0"', 2), ("", 0)],
    ids=["said", "off", "2007", "none"],
)
def test_a_style_makes_a_heading_of_the_first_row(look, headings):
    about = f'<w:tblPr><w:tblStyle w:val="Dau"/><w:tblLook {look}/></w:tblPr>'
    body = table(row(cell("a"), cell("b")), row(cell("1"), cell("2")))
    body = body.replace("<w:tblPr/>", about)
    assert read(body, styles=TABLE_STYLES).count("<th ") == headings


def test_tables_deep_in_each_other_keep_their_words():
    body = "sâu"
    for _ in range(25):
        body = table(row(cell(body if body == "sâu" else body + p("")), cell("bên")))
    assert "sâu" in read(body)
