"""A scan is what it says: a PDF, or a picture that can be read to its end."""

import io
import stat
from pathlib import Path

import pytest
from django.core.exceptions import SuspiciousFileOperation, ValidationError
from django.core.files.base import ContentFile
from django.core.files.uploadedfile import SimpleUploadedFile, TemporaryUploadedFile

from cooperatives.uploads import check_document, document_ending, document_storage
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


def test_a_scan_is_for_the_portals_own_eyes(document_root):
    document_root.mkdir(0o755)  # as an earlier version made it
    storage = document_storage()
    path = Path(storage.path(storage.save("2026/11/a.pdf", ContentFile(b"%PDF-1.7"))))
    large = TemporaryUploadedFile("b.pdf", "application/pdf", 8, None)
    moved = Path(storage.path(storage.save("2026/12/b.pdf", large)))
    assert {mode(file) for file in (path, moved)} == {0o600}
    folders = [storage.location, *path.parents[:2], moved.parent]
    assert {mode(folder) for folder in folders} == {0o700}


def mode(path):
    return stat.S_IMODE(Path(path).stat().st_mode)


def test_a_link_among_the_scans_is_not_followed_out(document_root, tmp_path):
    document_root.mkdir()
    (tmp_path / "secret.pdf").write_text("secret")
    (document_root / "a.pdf").symlink_to(tmp_path / "secret.pdf")
    with pytest.raises(SuspiciousFileOperation):
        document_storage().open("a.pdf")
