"""A scan is what it says: a PDF, or a picture that can be read to its end."""

import io

import pytest
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile

from cooperatives.uploads import check_document, document_ending
from tests.core.test_pictures import claiming, drawn, saved
from tests.factories.news import make_picture

pytestmark = pytest.mark.filterwarnings("ignore::PIL.Image.DecompressionBombWarning")
SVG = b'<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>'
JPEG_HEAD, PNG_HEAD = b"\xff\xd8\xff", b"\x89PNG\r\n\x1a\n"


def scan(data):
    return SimpleUploadedFile("qd.pdf", data)


@pytest.mark.parametrize(
    ("before", "ending"),
    [
        (b"", "pdf"),
        (b"\xef\xbb\xbf", "pdf"),
        (b"\n\n", "pdf"),
        (b"HP Scanner\r\n" + b"x" * 900, "pdf"),
        (b"x" * 1019, "pdf"),
        (b"x" * 1020, None),
    ],
)
def test_a_pdf_says_so_within_its_first_kilobyte(before, ending):
    assert document_ending(scan(before + b"%PDF-1.7\n1 0 obj")) == ending


@pytest.mark.parametrize("file_format", ["JPEG", "PNG"])
def test_a_picture_is_taken_and_left_at_its_start(file_format):
    file = make_picture(file_format)
    check_document(file)
    assert file.tell() == 0


@pytest.mark.parametrize(
    "data",
    [
        JPEG_HEAD + SVG,
        PNG_HEAD + SVG,
        JPEG_HEAD + b"%PDF-1.7",
        make_picture("JPEG").read()[:-200],
        make_picture("PNG", color="red").read()[:-40],
        make_picture("GIF").read(),
        SVG,
        b"",
    ],
    ids=["svg", "svg 2", "pdf", "cut off", "cut off 2", "gif", "bare svg", "empty"],
)
def test_what_only_begins_like_a_scan_is_refused(data):
    with pytest.raises(ValidationError, match="JPEG hoặc PNG"):
        check_document(scan(data))


def test_a_bomb_is_refused_and_heic_named():
    bomb = claiming(saved(drawn()), 13_300, 13_300)
    with pytest.raises(ValidationError, match="triệu điểm"):
        check_document(scan(bomb.read()))
    heic = io.BytesIO(b"\0\0\0\x18ftypheic\0\0\0\0mif1heic" + bytes(500))
    with pytest.raises(ValidationError, match="HEIC"):
        check_document(scan(heic.read()))
