"""Whatever HTML comes in, only the allow-list is kept, and no word is lost."""

import re
import unicodedata
from html.parser import HTMLParser
from pathlib import Path

import pytest
from django.conf import settings
from django.core.exceptions import ValidationError
from hypothesis import given
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st

from coopsite.core import richtext
from coopsite.core.blocks import join_blocks
from coopsite.core.richtext import MAX_DEPTH, MAX_LENGTH, check, plain_text
from tests.factories.cases import examples

_TAGS = """p br hr h2 h3 h4 strong em b i u s sub sup a ul ol li blockquote figure
figcaption small img table caption thead tbody tfoot tr th td"""
ALLOWED = {*_TAGS.split(), "div", "aside"}
_ATTRIBUTES = (
    "href title rel role src alt width height colspan rowspan scope start class"
)
ATTRIBUTES = set(_ATTRIBUTES.split())
CLASSES = {f"image{side}" for side in ("", "-left", "-center", "-right")}
CLASSES |= {
    "align-left",
    "align-center",
    "align-right",
    "quote",
    "note",
    "clip",
    "gallery",
}


def clean(html):
    """Clean, without what is remembered to be clean."""
    richtext._cleaned.clear()
    return richtext.clean(html)


class Elements(HTMLParser):
    """Collects the tags of a text: [(tag, {attribute: value})]."""

    def __init__(self, html):
        super().__init__()
        self.found = []
        self.feed(html)
        self.close()

    def handle_starttag(self, tag, attrs):
        self.found.append((tag, dict(attrs)))


def check_is_harmless(html):
    for tag, attributes in Elements(html).found:
        assert tag in ALLOWED
        assert tag != "div" or attributes == {"class": "image-center"}
        assert tag != "aside" or attributes == {"class": "note"}
        assert set(attributes) <= ATTRIBUTES
        assert set((attributes.get("class") or "").split()) <= CLASSES
        href = re.sub(r"[\s\x00-\x20]", "", attributes.get("href") or "").lower()
        assert not href.startswith(("javascript:", "data:", "vbscript:"))
        assert not href.startswith("clip:") or re.fullmatch(r"clip:[1-9]\d*", href)
        if tag == "img":
            assert attributes.get("role", "presentation") == "presentation"
            assert attributes["src"].startswith(("/media/", "/static/"))


# Pieces that, put together, tend to upset parsers.
_PIECES = r"""
<p> </p> <b> </b> <div> <button> </button> <table> <tr> <td> </table> <caption> <a> </a>
<a_href='/x'> <script> </script> <style> <svg> <math> <mtext> <mglyph> <noscript>
<template> <select> <option> <form> <textarea> <title> <!-- --> <! <ul> <li> <h2>
<figure> <figcaption> <img_src=/media/a.jpg_alt='>'> <img_src=x_onerror=alert(1)> <br>
<p_class='align-center_x'> <p_style='x'> <h1> </h1> <h5> <center> <section>
<div_class=image-center> <aside_class=note> <aside> </aside> <figure_class=quote>
</figure> <blockquote> <small> <td_align=right> <li_style='text-align:right'>
<a_href=javascript&colon;x> &nbsp; &amp; &lt;
<a_href='java&#8203;script:x'> &#8203; &#x6a;ava&#8203;script: < > ' " = / hoà Đại
"""
PIECES = [piece.replace("_", " ") for piece in _PIECES.split()]
PIECES += ["\u200b", "\u00a0", "<a href='java\u200bscript:x'>"]
WILD = st.one_of(
    st.lists(st.sampled_from(PIECES) | st.text(max_size=4), max_size=14).map("".join),
    st.text(),
)


@hypothesis_settings(max_examples=examples(30, 150))
@given(WILD)
def test_cleaning_a_clean_text_changes_nothing(html):
    once = clean(html)
    assert clean(once) == once


@hypothesis_settings(max_examples=examples(30, 150))
@given(WILD)
def test_wild_html_comes_out_harmless_and_tidy(html):
    kept = clean(html)
    check_is_harmless(kept)
    assert unicodedata.is_normalized("NFC", kept)
    assert not re.search("[\u00a0\u200b\u200d\ufeff\x00]|&nbsp;", kept)


@pytest.mark.parametrize(
    ("html", "kept"),
    [
        ("<p>a<script>alert(1)</script>b</p>", "<p>ab</p>"),
        ("<style>p{}</style><p>a</p>", "<p>a</p>"),
        ('<p onclick="x()" style="color:red" id="a">a</p>', "<p>a</p>"),
        ("<div><span>a</span></div>", "<p>a</p>"),
        ('<p class="align-center MsoNormal">a</p>', '<p class="align-center">a</p>'),
        ('<p class="x align-right">a</p>', '<p class="align-right">a</p>'),
        ('<figure class="image">a</figure>', "<figure>a</figure>"),
        ('<td class="image">a</td>', "a"),
        ('<iframe src="https://x.vn"></iframe>a', "a"),
        ('<img src="https://x.vn/a.jpg" alt="a">', ""),
        ('<img src="//x.vn/a.jpg">', ""),
        ('<img src="data:image/png;base64,AAAA">', ""),
        ('<img src="/mediax/../a.jpg">', ""),
        ('<img src="/media/../quan-tri/logout/">', ""),
        ('<img src="/media/a/../../b.jpg">', ""),
        ('<img src="/media/%2e%2E/b.jpg">', ""),
        ('<img src="/media/.%2e%2fb.jpg">', ""),
        (r'<img src="/media/..\b.jpg">', ""),
        (r'<img src="/media\..\b.jpg">', ""),
        ('<img src="/media/.&#9;./b.jpg">', ""),
        ('<img src="/media/.&#10;./b.jpg">', ""),
        ('<img src="/static/../b.jpg">', ""),
        ('<img src="/media/..">', ""),
        ('<img src="/media/a/../b.jpg?x=/..">', '<img src="/media/a/../b.jpg?x=/..">'),
        ('<img src="/media/a%20b..jpg">', '<img src="/media/a%20b..jpg">'),
        ("<img alt='a src='>", ""),
        ("<p><img onerror=alert(1) src=x></p>", ""),
        ("<p>&nbsp;</p><p> <br></p><p>a</p>", "<p>a</p>"),
        ("", ""),
    ],
)
def test_what_goes_and_what_stays(html, kept):
    assert clean(html) == kept


# What the toolbar and the dialogs of the editor write.
ALIGNED = [
    *(f'<p class="align-{side}">a</p>' for side in ("center", "right")),
    *(f'<h{level} class="align-center">a</h{level}>' for level in (2, 3, 4)),
    '<ul><li class="align-right">a</li></ul>',
    '<blockquote><p class="align-center">a</p></blockquote>',
    '<table><tbody><tr><td class="align-right"><p class="align-left">a</p></td>'
    '<th class="align-center">b</th></tr></tbody></table>',
    '<table><caption class="align-center">a</caption></table>',
    '<figure class="image image-left"><img alt="a" src="/media/a.jpg"></figure>',
    '<figure class="image image-right"><img alt="a" src="/media/a.jpg"></figure>',
    '<p><img alt="a" class="image-left" src="/media/a.jpg"></p>',
    '<p class="image-center"><img alt="a" src="/media/a.jpg"></p>',
    '<figure class="quote"><blockquote><p>a</p><p>b</p></blockquote>'
    "<figcaption>c</figcaption></figure>",
    '<ul class="gallery"><li><figure class="image"><img alt="a" src="/media/a.jpg">'
    "<figcaption>b <small>(Ảnh: An)</small></figcaption></figure></li></ul>",
    '<figure class="clip"><a href="clip:7" rel="noopener">a</a></figure>',
    '<aside class="note"><h3>a</h3><p>b</p><ul><li>c</li></ul></aside>',
    '<p><img alt="" role="presentation" src="/media/a.jpg"></p>',
    '<figure class="image"><img alt="a" src="/media/a.jpg"><figcaption>Rau '
    "<small>(Ảnh: An)</small></figcaption></figure>",
    '<div class="image-center">\n<figure class="image"><img alt="a" src="/media/a.jpg">'
    "<figcaption>a</figcaption></figure>\n</div>",
]


@pytest.mark.parametrize("html", ALIGNED)
def test_what_the_editor_aligns_stays_aligned(html):
    assert clean(html) == html


def test_each_class_of_alignment_has_its_looks():
    css = (Path(settings.BASE_DIR) / "static/css/article.css").read_text("utf-8")
    for name in CLASSES:
        assert re.search(rf"\.rich, #rich\) [^{{]*\.{name}\b", css), name


@pytest.mark.parametrize(
    ("html", "kept"),
    [
        ('<p style="text-align: right">a</p>', '<p class="align-right">a</p>'),
        ("<p align=CENTER>a</p>", '<p class="align-center">a</p>'),
        ('<p align="right" style="text-align:left">a</p>', "<p>a</p>"),
        ('<p class="align-right" style="text-align:justify">a</p>', "<p>a</p>"),
        ("<center>a</center>", '<p class="align-center">a</p>'),
        (
            '<div align="right">a<h2 align="left">b</h2><p>c</p></div>',
            '<p class="align-right">a</p><h2>b</h2><p class="align-right">c</p>',
        ),
        (
            '<table><tr><td style="width:9px;text-align:right">1</td></tr></table>',
            '<table><tbody><tr><td class="align-right">1</td></tr></tbody></table>',
        ),
        (
            "<ul><li><div align=center>a</div></li></ul>",
            '<ul><li class="align-center">a</li></ul>',
        ),
    ],
)
def test_alignment_by_styles_becomes_the_house_s_classes(html, kept):
    assert clean(html) == kept
    assert clean(kept) == kept


@pytest.mark.parametrize(
    ("html", "kept"),
    [
        (
            "<h1>A</h1><h2>B</h2><p>x</p><h3>C</h3><h4>D</h4><h6>E</h6>",
            "<h2>A</h2><h3>B</h3><p>x</p><h4>C</h4><h4>D</h4><h4>E</h4>",
        ),
        ("<h2>A</h2><div><h1>B</h1></div>", "<h3>A</h3><h2>B</h2>"),
        ("<h2>A</h2><h3>B</h3><h4>C</h4>", "<h2>A</h2><h3>B</h3><h4>C</h4>"),
        ("<h2>A</h2><h5>B</h5>", "<h2>A</h2><h4>B</h4>"),
        ("<h1> </h1><h2>A</h2>", "<h2> </h2><h2>A</h2>"),
    ],
)
def test_headings_keep_their_order_below_the_title(html, kept):
    assert clean(html) == kept
    assert clean(kept) == kept


@pytest.mark.parametrize(
    ("html", "kept"),
    [
        ("<div>Một</div><div>Hai</div>", "<p>Một</p><p>Hai</p>"),
        ("<div><div>Một</div>Hai <b>ba</b></div>", "<p>Một</p><p>Hai <b>ba</b></p>"),
        ("Một<div>Hai</div>Ba", "<p>Một</p><p>Hai</p><p>Ba</p>"),
        ("<div>Một<br>Hai<br></div><div><br></div>", "<p>Một<br>Hai</p>"),
        ("<p>Một</p><div>Hai</div>", "<p>Một</p><p>Hai</p>"),
        ("<section>Một</section><section>Hai</section>", "<p>Một</p><p>Hai</p>"),
        ("<ul><li><div>Một</div></li></ul>", "<ul><li>Một</li></ul>"),
        (
            "<ul><li><div>Một</div><div>Hai</div></li></ul>",
            "<ul><li><p>Một</p><p>Hai</p></li></ul>",
        ),
        (
            "<table><tbody><tr><td><div>1</div></td><td>a<div>b</div></td></tr></tbody></table>",
            "<table><tbody><tr><td>1</td><td><p>a</p><p>b</p></td></tr></tbody></table>",
        ),
        ("<blockquote><div>a</div></blockquote>", "<blockquote><p>a</p></blockquote>"),
        ("<h2><div>A</div><div>B</div></h2>", "<h2>A<br>B</h2>"),
        ("<b><div>a</div><div>b</div></b>", "<b>a<br>b</b>"),
        (
            "<div><table><tr><td>a</td></tr></table></div>",
            "<table><tbody><tr><td>a</td></tr></tbody></table>",
        ),
        ("<div>1 &lt; 2 &amp; &quot;3&quot;</div>", '<p>1 &lt; 2 &amp; "3"</p>'),
        ('<div class="image-center">a</div>', '<p class="image-center">a</p>'),
        ("<aside><div>a</div><p>b</p></aside>", "<p>a</p><p>b</p>"),
        (
            '<aside class="note"><div>a</div><div>b</div></aside>',
            '<aside class="note"><p>a</p><p>b</p></aside>',
        ),
        ('<aside class="note"> </aside><p>a</p>', "<p>a</p>"),
    ],
)
def test_a_line_in_a_div_is_a_paragraph(html, kept):
    assert clean(html) == kept
    assert clean(kept) == kept


@pytest.mark.parametrize(
    "address",
    [
        "javascript:alert(1)",
        "JaVaScRiPt:alert(1)",
        " javascript:alert(1)",
        "java\tscript:alert(1)",
        "java\u200bscript:alert(1)",
        "\ufeffjavascript:alert(1)",
        "java&#8203;script:alert(1)",
        "java&#x00AD;script:alert(1)",
        "&#106;avascript:alert(1)",
        "data:text/html,x",
        "vbscript:x",
        "file:///etc",
        "java\x01script:alert(1)",
        "clip:alert(1)",
        "clip:0",
        "java&#1;script:alert(1)",
    ],
)
def test_a_link_runs_no_script_however_it_is_hidden(address):
    kept = clean(f'<p><a href="{address}">a</a></p>')
    assert re.sub(r' rel="[a-z ]*"', "", kept) == "<p><a>a</a></p>"


@pytest.mark.parametrize(
    "address",
    ["https://vca.org.vn/", "/tin-tuc/dai-hoi/", "mailto:a@x.vn", "tel:+8428"],
)
def test_an_honest_link_stays_and_tells_nobody_where_it_was(address):
    kept = clean(f'<p><a href="{address}" target="_blank">a</a></p>')
    assert kept == f'<p><a href="{address}" rel="noopener">a</a></p>'


REPORT = (
    '<h2>Kết quả</h2>\n<p class="align-right">Ủy ban và Uỷ ban, hoà và hòa</p>\n'
    '<figure class="image"><img alt="Hội nghị" src="/media/anh/a/goc.jpg" '
    'width="800" height="533"><figcaption>Toàn cảnh hội nghị</figcaption></figure>\n'
    '<table><caption>HTX theo lĩnh vực</caption><thead><tr><th scope="col">Mục</th>'
    '</tr></thead><tbody><tr><td colspan="2">NN</td></tr></tbody></table>\n'
    "<ul><li><strong>99</strong> TMDV</li></ul>\n"
    '<ol start="3"><li>H<sub>2</sub>O</li></ol>\n<blockquote>Trích</blockquote>'
)


def test_what_the_editor_writes_stays_as_it_is():
    kept = clean(REPORT)
    assert Elements(kept).found == Elements(REPORT).found
    assert plain_text(kept) == plain_text(REPORT)


def test_no_break_spaces_become_spaces_and_text_is_composed():
    decomposed = unicodedata.normalize("NFD", "Đại hội")
    assert (
        clean(f"<p>{decomposed}&nbsp;\u00a0&nbsp;HTX\u200b</p>") == "<p>Đại hội HTX</p>"
    )


FROM_WORD = """<html xmlns:o="urn:schemas-microsoft-com:office:office"><head>
<meta name=Generator content="Microsoft Word 15"><!--[if gte mso 9]><xml><o:Pages>1
</o:Pages></xml><![endif]--><style><!-- p.MsoNormal {margin:0cm;} --></style></head>
<body lang=VI><!--StartFragment--><p class=MsoNormal style='text-align:justify'><b>
<span lang=VI style='font-size:14.0pt;mso-ansi-language:VI'>Liên minh HTX<o:p></o:p>
</span></b></p><p class=MsoListParagraph><![if !supportLists]><span>-&nbsp;&nbsp;</span>
<![endif]>Có <span style='color:red'>606</span> HTX</p>
<table class=MsoTableGrid border=1 style='mso-yfti-tbllook:1184'><tr><td width=301>
<p class=MsoNormal>Nông nghiệp<o:p>&nbsp;</o:p></p></td><td>123</td></tr></table>
<!--EndFragment--></body></html>"""


def test_a_paste_from_word_keeps_its_words_and_table():
    kept = clean(FROM_WORD)
    check_is_harmless(kept)
    assert plain_text(kept) == "Liên minh HTX - Có 606 HTX Nông nghiệp 123"
    tags = [tag for tag, _ in Elements(kept).found]
    assert [t for t in tags if t in ("table", "tr", "td")] == [
        "table",
        "tr",
        "td",
        "td",
    ]
    assert "mso" not in kept.lower()
    assert clean(kept) == kept


@pytest.mark.parametrize(
    ("html", "words"),
    [
        ("<p>Một</p><p>Hai</p>", "Một Hai"),
        ("Một<br>Hai", "Một Hai"),
        ("<p><strong>H</strong>TX, <em>Đại</em>.</p>", "HTX, Đại."),
        ("<p>Tôm &amp; cá, 1 &lt; 2</p>", "Tôm & cá, 1 < 2"),
        ("<ul><li>a</li><li>b</li></ul>", "a b"),
        ("", ""),
    ],
)
def test_plain_text_is_the_words_a_reader_sees(html, words):
    assert plain_text(html) == words


def test_tags_too_entangled_to_settle_leave_their_words(monkeypatch):
    """No such page is known: ten passes are always enough. Here only one is given."""
    monkeypatch.setattr("coopsite.core.richtext._PASSES", 1)
    entangled = "<p><button><p>Tôm &amp; cá &lt;b&gt;</p></button></p>"
    assert clean(entangled) == "<p>Tôm &amp; cá &lt;b&gt;</p>"


@pytest.mark.parametrize(
    ("html", "said"),
    [
        ("x" * (MAX_LENGTH + 1), "dài 500.001 ký tự"),
        ("<blockquote>" * 40_000 + "x", "30 lớp thẻ"),
        ("<div>" * 15 + "<table><tr><td>" * 16, "30 lớp thẻ"),
        ("<B>" * 31, "30 lớp thẻ"),
    ],
    ids=["long", "quotes", "tables", "words"],
)
def test_what_would_take_long_is_refused_before_any_work(monkeypatch, html, said):
    monkeypatch.setattr("coopsite.core.richtext._pass", lambda html: pytest.fail())
    with pytest.raises(ValidationError, match=said):
        clean(html)


@pytest.mark.parametrize(
    "html",
    [
        "<ul><li>" * (MAX_DEPTH - 1) + "x",
        "<p>Một" * 500,
        "<p>a</p>" * 5_000,
        "<ul>" + "<li>a" * 300 + "</ul>",
    ],
    ids=["lists", "open", "many", "items"],
)
def test_what_people_write_is_not(html):
    check(html)
    assert clean(clean(html)) == clean(html)


def test_signs_that_begin_no_tag_are_read_in_one_look():
    assert clean("<" * 100_000) == "&lt;" * 100_000


def test_marks_without_end_are_cut_before_they_are_ordered():
    assert len(clean("<p>a" + "\u0301\u0323" * 60_000 + "</p>")) < 20


@pytest.mark.parametrize(
    ("html", "joined"),
    [
        ("<p>Một</p>\n\n<p>Hai <b>ba</b>\n</p>\n", "<p>Một</p><p>Hai <b>ba</b></p>"),
        (" x\n<ul>\n\t<li>a b</li>\n</ul> y ", " x<ul><li>a b</li></ul>y "),
        ("x" + "\n" * 60_000 + "y", "x" + "\n" * 60_000 + "y"),
    ],
    ids=["paragraphs", "list", "breaks"],
)
def test_breaks_around_blocks_are_no_difference(html, joined):
    assert join_blocks(html) == joined
