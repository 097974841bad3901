"""No word of an old page is lost: it is in the article, or the page is refused."""

import hashlib
import html
import re

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from coopsite.core import richtext
from coopsite.core.vietnamese import clean_text
from news.models import Article, Section
from news.old_site import parsing
from news.old_site.body import SLOT_PICTURE, body_html
from news.old_site.parsing import (
    Caption,
    NotUnderstood,
    Paragraph,
    decode,
    is_byline,
    parse,
)
from tests.factories.cases import examples

from .pages import PAGE, SHIPPED

CAPTION = "Gian hàng rau sạch của hợp tác xã – ngày đầu mở bán"
PLAYER = "The player will show in this paragraph"
LEFTOVERS_OF_THE_REPORT = [
    "Video Clip",
    PLAYER,
    "Các tin khác:",
    "Các trang: " + " ".join(str(number) for number in range(1, 27)),
]


def words_shown(page):
    """The words an article shows, read from its cleaned HTML."""
    body = html.unescape(re.sub(r"<[^>]+>", " ", richtext.clean(body_html(page))))
    return " ".join([page.section, page.title, page.lead, body, page.byline]).split()


def refusal(text):
    with pytest.raises(NotUnderstood) as caught:
        parse(text)
    return caught.value.line, caught.value.reason


def test_the_shipped_page_is_the_old_one_byte_for_byte():
    assert hashlib.sha256(SHIPPED.read_bytes()).hexdigest() == (
        "8ee89222b1f88e33be09253cff4e06b4451c679714656c6ea9d33be2592072df"
    )


def test_no_word_of_the_report_is_lost_or_changed():
    source = clean_text(SHIPPED.read_text(encoding="utf-8"))
    for leftover in LEFTOVERS_OF_THE_REPORT:
        assert source.count(leftover) == 1
        source = source.replace(leftover, "")
    assert words_shown(parse(SHIPPED.read_text(encoding="utf-8"))) == source.split()


def test_the_parts_of_the_report_are_told_apart():
    page = parse(SHIPPED.read_text(encoding="utf-8"))
    assert page.section == "liên minh hợp tác xã tp.hcm"
    assert page.title.startswith("Hội Nghị Tổng Kết") and page.title.endswith("2024")
    assert page.lead.startswith("Sáng 02/02/2024, tại Hội trường")
    kinds = [type(block) for block in page.body]
    assert kinds == [Paragraph] * 3 + [Caption] + [Paragraph] * 2
    assert page.byline == "KT"


@pytest.mark.parametrize(
    "quirk",
    [
        "5.607 lượt tham dự",
        "09 Liên hiệp HTX",
        "các HTX hợp tác xã phát huy",
        "Thành ủy về thực hiện",
        "của Ủy ban nhân dân Thành phố",
        "của Uỷ ban nhân dân Thành phố",
        "29-CtrHĐ/TU ngày 01 tháng 01 năm 2022",
        "(theo Nghị định số 45/2021",
        "“Chương trình phối hợp",
    ],
)
def test_the_quirks_of_the_report_stay_as_written(quirk):
    page = parse(SHIPPED.read_text(encoding="utf-8"))
    assert quirk in richtext.plain_text(richtext.clean(body_html(page)))


def test_a_caption_is_tied_to_a_picture_slot_in_its_place():
    kept = richtext.clean(body_html(parse(PAGE)))
    assert kept == body_html(parse(PAGE)), "the cleaner keeps the slot as it is"
    assert kept.split("\n\n") == [
        "<p>Hợp tác xã bán 5.607 kg rau.</p>",
        f'<figure class="image"><img alt="" height="900" src="{SLOT_PICTURE}" '
        f'width="1600">\n<figcaption>{CAPTION}</figcaption>\n</figure>',
        "<p>Chợ họp mỗi tối thứ bảy.</p>",
    ]


@pytest.mark.parametrize(
    "line",
    ["I. Kết quả đạt được", "- Nông nghiệp", "2) Giao thông", "KẾT QUẢ", "Trong đó:"],
)
def test_headings_and_list_items_get_no_picture_slot(line):
    page = parse(
        PAGE.replace("Gian hàng rau sạch của hợp tác xã – ngày đầu mở bán", line)
    )
    assert page.body[1] == Paragraph(line)


@pytest.mark.parametrize(
    "text",
    ["KT", "K.T", "K.T.", "(KT)", "Kim Thanh", "Tin, ảnh: Kim Thanh", "Theo SGGP"],
)
def test_initials_and_pen_names_sign_a_page(text):
    assert is_byline(text)
    assert parse(PAGE.replace("\nKT\n", f"\n{text}\n")).byline == text


@pytest.mark.parametrize(
    "text",
    ["Chợ họp.", "chợ đêm", "Hà Nội.", "Ảnh:", "A B C D E F", "Chợ đêm vui", "–"],
)
def test_sentences_sign_nothing(text):
    assert not is_byline(text)


def test_markup_in_a_page_is_text():
    page = parse(PAGE.replace("Chợ họp", "<script>alert(1)</script> &nbsp; R&D họp"))
    shown = richtext.clean(body_html(page))
    assert "&lt;script&gt;alert(1)&lt;/script&gt; &amp;nbsp; R&amp;D họp" in shown


def test_a_short_report_of_one_paragraph_has_no_lead():
    page = parse("Tin tức\nChợ mở cửa\n\nChợ mở cửa lúc sáu giờ.\n")
    assert (page.lead, page.byline) == ("", "")
    assert page.body == (Paragraph("Chợ mở cửa lúc sáu giờ."),)


def test_a_first_paragraph_too_long_for_a_lead_opens_the_body():
    page = parse(f"Tin tức\nChợ mở cửa\n\n{'rau ' * 300}.\n\nHết rau rồi.\n")
    assert page.lead == "" and len(page.body) == 2


def test_what_a_page_may_hold_fits_the_article():
    assert Section._meta.get_field("name").max_length == parsing.SECTION_MAX
    assert Article._meta.get_field("title").max_length == parsing.TITLE_MAX
    assert Article._meta.get_field("lead").max_length == parsing.LEAD_MAX


@pytest.mark.parametrize(
    ("text", "line", "reason"),
    [
        ("", 1, "trang trống"),
        (" \n\u00a0\n", 1, "trang trống"),
        (f"Video Clip\n{PLAYER}\n", 1, "không có bài viết"),
        ("\n\nTin tức\n", 3, "chưa có tiêu đề"),
        ("Tin tức\nChợ mở cửa\n\nKT\n", 4, "chưa có nội dung"),
        ("Tin tức\nChợ mở cửa\n", 2, "chưa có nội dung"),
        ("Chợ mở cửa\n\nSáng nay chợ mở.\n\nRau tươi.\n", 3, "thiếu dòng chuyên mục"),
        ("Sáng nay chợ mở.\n\nRau tươi.\n", 1, "thiếu dòng chuyên mục"),
        ("***\nChợ mở cửa\n\nSáng nay.\n", 1, "chuyên mục không có chữ"),
        ("Tin tức\n---\n\nSáng nay.\n", 2, "tiêu đề không có chữ"),
        ("<!DOCTYPE html>\n<html>\n", 1, "HTML"),
        (PAGE + "Giá rau tăng\n", 20, "còn chữ sau"),
        (PAGE.replace("Chợ họp", PLAYER), 14, "khung phát video nằm lẫn"),
        (PAGE.replace(PLAYER, ""), 1, "Video Clip"),
    ],
)
def test_what_is_not_understood_is_refused_with_its_line(text, line, reason):
    found_line, found_reason = refusal(text)
    assert found_line == line
    assert reason in found_reason


@pytest.mark.parametrize(
    ("raw", "line", "reason"),
    [
        (b"Tin\nCh\xe1\xbb", 2, "byte thứ 7"),
        ("Tin tức".encode("utf-16"), 1, "UTF-16"),
        (b"Tin\r\nCh\0", 2, "byte 0"),
        (b"x" * 5_000_001, 1, "5 MB"),
    ],
)
def test_bytes_that_are_no_text_are_refused(raw, line, reason):
    with pytest.raises(NotUnderstood) as caught:
        decode(raw)
    assert caught.value.line == line
    assert reason in caught.value.reason


def test_line_ends_and_a_byte_order_mark_make_no_difference():
    windows = decode(b"\xef\xbb\xbf" + PAGE.replace("\n", "\r\n").encode())
    assert parse(windows) == parse(PAGE) == parse(PAGE.replace("\n", "\r"))


PIECES = st.sampled_from(
    [
        *PAGE.splitlines(),
        "",
        "\u00a0 \u00a0",
        "Các trang:",
        "1 2 3 … »",
        "the PLAYER will show in this paragraph.",
        "I. Kết quả",
        "<p>a</p> & <b",
        "Liên minh HTX Tp.HCM đã họp (theo Nghị định.",
    ]
)
LINES = st.lists(PIECES | st.text(max_size=30), max_size=14)
PAGES = st.text() | LINES.map("\n".join) | LINES.map(lambda body: PAGE.join(body))
TAIL = re.compile(r"các tin khác ?:?|(?:các trang ?:)?[0-9 .…|<>«»]*", re.IGNORECASE)


PLAYER_BLOCK = re.compile(
    r"(?:^video clip\n)?^the player will show in this paragraph\.?$",
    re.IGNORECASE | re.MULTILINE,
)


def words_to_keep(text):
    """The words of `text` without the leftovers, told in another way than parse's."""
    cleaned = map(clean_text, re.split(r"\r\n|\r|\n", text))
    lines = PLAYER_BLOCK.sub("", "\n".join(filter(None, cleaned))).split("\n")
    lines = [line for line in lines if line]
    tails = [at for at, line in enumerate(lines) if line.lower().startswith("các t")]
    for at in tails:
        if all(TAIL.fullmatch(line) for line in lines[at:]):
            lines = lines[:at]
            break
    return " ".join(lines).split()


def as_letters(words):
    """The words with Đ and Ư for their look-alikes, which a line in the old encoding
    keeps by itself and not within a page that is in Unicode."""
    table = str.maketrans("ÐðƉɖƢƣ", "ĐđĐđƯư", "\u00ad")
    return [word.translate(table) for word in words]


@settings(max_examples=examples(60, 300))
@example("0\n0\n0\nẠ\naµÐ")
@given(PAGES)
@example(PAGE)
@example(f"Tin\nChợ\n\nRau.\n\nCác trang: 1 2\n{PLAYER}\n")
@example("Tin\nChợ\n\nRau.\n\ne\x01\u0301.\n")
def test_any_text_is_kept_word_for_word_or_refused(text):
    try:
        page = parse(text)
    except NotUnderstood as refused:
        assert refused.line >= 1 and refused.reason
    else:
        assert as_letters(words_shown(page)) == as_letters(words_to_keep(text))
        assert PLAYER.lower() not in body_html(page).lower()


@given(st.binary())
def test_any_bytes_are_text_or_refused(raw):
    try:
        assert decode(raw).encode() == raw
    except NotUnderstood as refused:
        assert refused.line >= 1 and refused.reason
