"""What is no .docx, or only pretends to be a small one, is refused in plain words."""

import io
import re
import time
import zipfile
from xml.etree import ElementTree

import pytest
from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from news.pasting.docx import MAX_BYTES, import_docx, markup
from tests.factories.cases import few_now, in_proofs

from .docx_files import cell, make_docx, numbered, p, part, row, style, styled, t, table


def refusal(data):
    """What is said of a file with these bytes."""
    with pytest.raises(ValidationError) as caught:
        import_docx(ContentFile(data, "bai.docx"), by=None)
    return caught.value.messages[0]


def archive(**files):
    data = io.BytesIO()
    with zipfile.ZipFile(data, "w", zipfile.ZIP_DEFLATED) as written:
        for path, content in files.items():
            written.writestr(path.replace("__", "/"), content)
    return data.getvalue()


COMPOUND = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600
BEGINNINGS = {
    "doc": (COMPOUND, "Word kiểu cũ (.doc)"),
    "password": (COMPOUND + "EncryptedPackage".encode("utf-16-le"), "có mật khẩu"),
    "pdf": (b"%PDF-1.7\n...", "tệp PDF"),
    "rtf": (b"{\\rtf1\\ansi}", "tệp RTF"),
    "html": (b"\xef\xbb\xbf\r\n<html>", "tệp HTML hoặc XML"),
    "xlsx": (archive(xl__workbook="x"), "tệp Excel"),
    "pptx": (archive(ppt__presentation="x"), "tệp PowerPoint"),
    "odt": (
        archive(mimetype="application/vnd.oasis.opendocument.text"),
        "OpenDocument",
    ),
    "zip": (archive(a="x"), "không phải tệp Word (.docx) hoặc đã hỏng"),
    "empty": (b"", "không phải tệp Word (.docx) hoặc đã hỏng"),
    "text": ("Xin chào".encode(), "không phải tệp Word (.docx) hoặc đã hỏng"),
    "cut off": (make_docx(p("a"))[:300], "không phải tệp Word (.docx) hoặc đã hỏng"),
}


@pytest.mark.parametrize("data, said", BEGINNINGS.values(), ids=BEGINNINGS)
def test_other_files_are_named(data, said):
    assert said in refusal(data)


def test_a_zip_with_a_password_is_named():
    data = bytearray(make_docx(p("a")))
    for header, flags in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        at = data.find(header)
        while at >= 0:
            data[at + flags] |= 1
            at = data.find(header, at + 1)
    assert "có mật khẩu" in refusal(bytes(data))


class Huge(ContentFile):
    """A file of 100 MB that nobody reads."""

    def __init__(self):
        super().__init__(b"PK\x03\x04", "to.docx")
        self.size = MAX_BYTES + 1

    def read(self, *_):
        raise AssertionError("read before it was refused")


def test_a_large_file_is_refused_unread():
    with pytest.raises(ValidationError, match="lớn hơn 40 MB"):
        import_docx(Huge(), by=None)


ENTITIES = "".join(
    f'<!ENTITY e{at} "{f"&e{at - 1};" * 10 if at else "ha" * 50}">' for at in range(10)
)
EXTERNAL = '<!DOCTYPE x [<!ENTITY f SYSTEM "file:///etc/passwd">]>'
DAMAGED = {
    "entities": f"<!DOCTYPE x [{ENTITIES}]>" + part("document", "&e9;")[38:],
    "external entity": EXTERNAL + part("document", "<w:body>&f;</w:body>")[38:],
    "utf-16": (EXTERNAL + part("document", "<w:body/>")[38:]).encode("utf-16"),
    "no XML": "chữ",
    "empty": "",
    "unbalanced": part("document", "<w:body>"),
}


@pytest.mark.parametrize("xml", DAMAGED.values(), ids=DAMAGED)
def test_xml_that_is_damaged_or_defines_entities_is_refused(xml):
    data = make_docx("", files={"word/document.xml": xml})
    assert "không phải tệp Word (.docx) hoặc đã hỏng" in refusal(data)


def test_a_document_without_text_is_refused():
    data = make_docx("", files={"word/document.xml": part("document", "")})
    assert refusal(data) == "Tệp này không có nội dung nào."


DEEP = "<w:ins>" * 50_000 + "</w:ins>" * 50_000
# Each a function: together they are a quarter of a gigabyte.
BOMBS = {
    "zeros": lambda: b"\0" * 60_000_000,
    "many elements": lambda: part("document", "<w:p/>" * 3_000_000),
    "deep elements": lambda: part("document", DEEP),
    "styles": lambda: part("styles", "<w:style/>" * 3_000_000),
    "long text": lambda: part("document", t("chữ " * 10_000_000)),
}


@pytest.mark.parametrize("name", few_now(list(BOMBS), 0, 2))
def test_a_small_file_that_unpacks_to_a_huge_one_is_refused_at_once(name):
    path = "word/styles.xml" if name == "styles" else "word/document.xml"
    data = make_docx(p("a"), styles="", files={path: BOMBS[name]()})
    assert len(data) < 2_000_000
    begun = time.monotonic()
    assert "giải nén ra quá lớn" in refusal(data)
    assert time.monotonic() - begun < 10


def test_thousands_of_files_in_one_are_refused():
    data = make_docx(p("a"), files={f"x/{n}": "" for n in range(6_000)})
    assert "giải nén ra quá lớn" in refusal(data)


def test_a_text_longer_than_an_article_is_refused():
    data = make_docx(p("dài") * 10 + p("một hai ba bốn " * 50_000))
    assert "Nội dung dài" in refusal(data)


@pytest.mark.parametrize("most", [500, in_proofs(markup._MAX_ELEMENTS)])
def test_a_text_of_very_many_parts_is_refused(most, monkeypatch):
    """A paragraph of one run is two."""
    monkeypatch.setattr(markup, "_MAX_ELEMENTS", most)
    assert "quá nhiều đoạn" in refusal(make_docx(p("a") * (most // 2 + 1)))


@pytest.mark.parametrize("pages", [30, in_proofs(150)])
def test_a_long_report_is_read_in_seconds(pages):
    """With a table of as many rows as a third of its paragraphs."""
    body = "".join(p(f"Đoạn {n} " + "chữ " * 40) for n in range(pages * 10))
    rows = [row(*[cell(f"{n}-{m}") for m in range(6)]) for n in range(pages * 10 // 3)]
    begun = time.monotonic()
    data = make_docx(body + table(*rows))
    pasted = import_docx(ContentFile(data, "bai.docx"), by=None)
    assert f"{len(rows) - 1}-5" in pasted.html
    assert time.monotonic() - begun < 4 + pages / 9


CIRCLE = style("A", "A", based_on="B") + style("B", "B", based_on="A")


def test_styles_and_lists_in_a_circle_end():
    lists = '<w:abstractNum w:abstractNumId="1"><w:numStyleLink w:val="X"/>'
    lists += '<w:styleLink w:val="X"/></w:abstractNum>'
    lists += '<w:num w:numId="1"><w:abstractNumId w:val="1"/></w:num>'
    body = p("a", styled("A") + numbered("1"))
    data = make_docx(body, styles=CIRCLE, numbering=lists)
    assert "a" in import_docx(ContentFile(data, "bai.docx"), by=None).html


WILD = [
    '<w:p><w:pPr><w:numPr><w:ilvl w:val="-9"/><w:numId w:val="x"/></w:numPr></w:pPr>',
    "<w:p>", "</w:p>", "<w:r>", "</w:r>", "<w:t>a</w:t>", "<w:tbl>", "</w:tbl>",
    "<w:tr>", "</w:tr>", "</w:tc>",
    '<w:tc><w:tcPr><w:gridSpan w:val="99999"/></w:tcPr>',
    '<w:fldChar w:fldCharType="end"/>', '<w:fldChar w:fldCharType="begin"/>',
    "<w:instrText>TOC</w:instrText>", "<w:hyperlink>", "</w:hyperlink>", "<w:sym/>",
    '<w:footnoteReference/>', "<w:drawing/>", "<mc:AlternateContent/>", "<w:sdt/>",
    '<w:sdt><w:sdtContent>', "</w:sdtContent></w:sdt>", "<w:vMerge/>", "<w:br/>",
]  # fmt: skip


@settings(suppress_health_check=[HealthCheck.filter_too_much])
@given(st.lists(st.sampled_from(WILD), max_size=30))
def test_wild_documents_are_read_or_refused(parts):
    body = "".join(parts)
    try:
        ElementTree.fromstring(part("document", body))
    except ElementTree.ParseError:
        body = _balanced(parts)
    import_docx(ContentFile(make_docx(body), "bai.docx"), by=None)


def _balanced(parts):
    """The parts with every element that is left open closed, others left out."""
    written, waiting = [], []
    for one in parts:
        if one.startswith("</"):
            name = re.findall(r"</([\w:]+)>", one)
            if waiting[-len(name) :] == name[::-1]:
                written.append(one)
                del waiting[-len(name) :]
            continue
        written.append(one)
        for slash, name, end in re.findall(r"<(/?)([\w:]+)[^>]*?(/?)>", one):
            if slash:
                waiting.pop()
            elif not end:
                waiting.append(name)
    return "".join(written) + "".join(f"</{name}>" for name in reversed(waiting))
