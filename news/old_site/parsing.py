"""Reads the text dump of an old page: which line is the title, which the caption.

Pure: bytes or text in, a `Page` or `NotUnderstood` out. Spaces and Unicode form are
tidied, words never touched; whatever is not surely a leftover stays in the page or
makes the page refused, so that no word of a report is lost unnoticed.
"""

import re
from dataclasses import dataclass
from typing import NamedTuple

from coopsite.core.vietnamese import clean_text, slugify

MAX_BYTES = 5_000_000  # a page of text has some 10 kB; more is another kind of file
SECTION_MAX, TITLE_MAX, LEAD_MAX = 120, 250, 1000  # what the article can hold
_CAPTION_MAX, _BYLINE_MAX, _BYLINE_WORDS = 200, 60, 5

_LINE_END = re.compile(r"\r\n|\r|\n")
_PLAYER = re.compile(r"the player will show in this paragraph\.?", re.IGNORECASE)
_VIDEO_HEADING = re.compile(r"video clip", re.IGNORECASE)
_TAIL = re.compile(r"các tin khác ?:?|các trang ?:[0-9 .…|<>«»]*", re.IGNORECASE)
_PAGE_NUMBERS = re.compile(r"[0-9 .…|<>«»]+")
_HTML = re.compile(r"<(!doctype|html|head|body|\?xml)\b", re.IGNORECASE)

_SENTENCE_END = re.compile(r"[.!?…:;,][\"'”’)\]]*$")
_FULL_STOP = re.compile(r"(?<!\.)\.[\"”’)\]]*$")
_LIST_MARK = re.compile(r"[-–—+*•]|(?:\d{1,3}|[IVXivx]{1,5}|[a-zđA-ZĐ])[.)/]")
_CREDIT = re.compile(
    r"(?:(?:theo|nguồn|tin|bài|ảnh)\b[ ,/&–-]*(?:và )?)+:? *", re.IGNORECASE
)
_INITIALS = re.compile(r"(?:[^\W\d_]\.)+")


class NotUnderstood(Exception):
    """The page is not one this reader can trust itself with.

    `line` counts from 1; `reason` is a Vietnamese clause for the operator.
    """

    def __init__(self, line, reason):
        super().__init__(line, reason)
        self.line, self.reason = line, reason


@dataclass(frozen=True)
class Paragraph:
    text: str


@dataclass(frozen=True)
class Caption:
    """The caption of a picture that the text dump could not hold."""

    text: str


@dataclass(frozen=True)
class Page:
    """What a page of the old site says, in the order in which it says it."""

    section: str
    title: str
    lead: str
    body: tuple[Paragraph | Caption, ...]
    byline: str


class _Line(NamedTuple):
    number: int
    text: str
    stands_alone: bool  # blank lines, or the page's edge, on both sides


def decode(raw_bytes):
    """Returns the bytes of a page as text, or raise `NotUnderstood`."""
    if len(raw_bytes) > MAX_BYTES:
        raise NotUnderstood(1, "tệp lớn hơn 5 MB, không phải một trang chữ")
    if raw_bytes[:2] in (b"\xff\xfe", b"\xfe\xff"):
        raise NotUnderstood(1, "tệp ghi dạng UTF-16; hãy lưu lại dạng UTF-8")
    try:
        text = raw_bytes.decode("utf-8")
    except UnicodeDecodeError as error:
        line = _line_at(raw_bytes, error.start)
        reason = f"không phải chữ UTF-8 (từ byte thứ {error.start + 1}); hãy lưu lại"
        raise NotUnderstood(line, f"{reason} dạng UTF-8") from None
    if "\0" in text:
        line = _line_at(raw_bytes, raw_bytes.index(b"\0"))
        raise NotUnderstood(line, "có byte 0: tệp hỏng hoặc không phải tệp chữ")
    return text


def parse(text):
    """Returns the `Page` that `text` shows, or raise `NotUnderstood`.

    The old page's order: the player's leftover, section, title, lead, paragraphs with
    the captions between them, byline, "Các tin khác:", the pager. The first paragraph
    is the lead when others follow and it is short enough for one (1000 characters).
    """
    lines = _without_tail(_without_player(_lines(text)))
    if not lines:
        raise NotUnderstood(1, "trang không có bài viết nào")
    section = _section(lines[0])
    if len(lines) < 2:
        raise NotUnderstood(lines[0].number, "trang quá ngắn: chưa có tiêu đề")
    title = _title(lines[1])
    rest, byline = _split_byline(lines[2:])
    if not rest or (len(rest) == 1 and not _SENTENCE_END.search(rest[0].text)):
        last = (rest or lines)[-1]
        raise NotUnderstood(last.number, "trang quá ngắn: chưa có nội dung bài")
    has_lead = len(rest) > 1 and len(rest[0].text) <= LEAD_MAX
    lead = rest.pop(0).text if has_lead else ""
    return Page(section, title, lead, tuple(map(_block, rest)), byline)


def _line_at(raw_bytes, position):
    before = raw_bytes[:position].replace(b"\r\n", b"\n").replace(b"\r", b"\n")
    return before.count(b"\n") + 1


def _lines(text):
    """Returns the lines of `text` that hold words, numbered as an editor shows them."""
    cleaned = ["", *map(clean_text, _LINE_END.split(text)), ""]
    lines = [
        _Line(number, line, not cleaned[number - 1] and not cleaned[number + 1])
        for number, line in enumerate(cleaned[1:-1], 1)
        if line
    ]
    if not lines:
        raise NotUnderstood(1, "trang trống, không có chữ nào")
    return lines


def _without_player(lines):
    """Drops what the broken player left: its sentence and the "Video Clip" above."""
    kept = []
    for line in lines:
        if _PLAYER.fullmatch(line.text):
            if kept and _VIDEO_HEADING.fullmatch(kept[-1].text):
                kept.pop()
        elif _PLAYER.search(line.text):
            raise NotUnderstood(
                line.number, "câu của khung phát video nằm lẫn trong đoạn văn"
            )
        else:
            kept.append(line)
    for line in kept:
        if _VIDEO_HEADING.fullmatch(line.text):
            raise NotUnderstood(
                line.number,
                "“Video Clip” đứng một mình: là chuyên mục hay khối clip?",
            )
    return kept


def _without_tail(lines):
    """Drops the empty "Các tin khác:" and the pager, which must end the page."""
    for index, line in enumerate(lines):
        if _TAIL.fullmatch(line.text):
            _check_tail(lines[index + 1 :])
            return lines[:index]
    return lines


def _check_tail(lines):
    for line in lines:
        if not _TAIL.fullmatch(line.text) and not _PAGE_NUMBERS.fullmatch(line.text):
            raise NotUnderstood(
                line.number, "còn chữ sau “Các tin khác:” hoặc “Các trang:”"
            )


def _section(line):
    if _HTML.match(line.text):
        raise NotUnderstood(line.number, "tệp là mã HTML; cần bản chữ của trang")
    if len(line.text) > SECTION_MAX or _SENTENCE_END.search(line.text):
        raise NotUnderstood(
            line.number,
            "thiếu dòng chuyên mục: dòng đầu phải là tên chuyên mục, "
            "đây lại là một đoạn văn",
        )
    if not slugify(line.text):
        raise NotUnderstood(line.number, "dòng chuyên mục không có chữ")
    return line.text


def _title(line):
    if len(line.text) > TITLE_MAX or _FULL_STOP.search(line.text):
        raise NotUnderstood(
            line.number,
            "thiếu dòng chuyên mục hoặc dòng tiêu đề: dòng này phải là tiêu đề, "
            "đây lại là một đoạn văn",
        )
    if not any(char.isalnum() for char in line.text):
        raise NotUnderstood(line.number, "dòng tiêu đề không có chữ")
    return line.text


def _split_byline(lines):
    """Returns the lines before the byline, and the byline ("" when there is none)."""
    if lines and is_byline(lines[-1].text):
        return lines[:-1], lines[-1].text
    return list(lines), ""


def _block(line):
    return (Caption if _is_caption(line) else Paragraph)(line.text)


def is_byline(text):
    """Returns whether the page's last line signs it: "KT", "K.T.", "Tin, ảnh: Kim
    Thanh".

    Initials or a pen name: at most five words, each with a capital first letter,
    no sentence end; "Tin", "Bài", "Ảnh", "Theo", "Nguồn" may stand before.
    """
    credit = text.strip("()")
    names = _CREDIT.sub("", credit, count=1) if _CREDIT.match(credit) else credit
    words = [word for word in names.split() if word not in ("-", "–", "và", "&")]
    if len(text) > _BYLINE_MAX or not 1 <= len(words) <= _BYLINE_WORDS:
        return False
    if not all(word[0].isupper() for word in words):
        return False
    return not _SENTENCE_END.search(names) or bool(_INITIALS.fullmatch(words[-1]))


def _is_caption(line):
    """Returns whether a line of the body is the caption of a picture.

    The dump keeps a picture's caption as a paragraph of its own. It is told by its
    shape: alone between blank lines, at most 200 characters, no sentence end, no list
    mark or number in front, and not all capitals (that is a heading). A heading in
    small letters looks the same and gets a slot too, which an editor then removes.
    """
    return (
        line.stands_alone
        and len(line.text) <= _CAPTION_MAX
        and not _SENTENCE_END.search(line.text)
        and not _LIST_MARK.match(line.text)
        and line.text != line.text.upper()
    )
