"""Opens a .docx, which is a ZIP of XML and pictures, and refuses what is none.

A file may claim anything: every size is bounded before the work, and XML that defines
entities of its own is refused before a tree is made of it.
"""

import posixpath
import zipfile
import zlib
from typing import NamedTuple
from xml.etree import ElementTree
from xml.parsers import expat

from django.core.exceptions import ValidationError

from coopsite.core.virus_scan import refuse_infected

from .names import OFFICE, w

_MEGABYTE = 1024 * 1024
MAX_BYTES = 40 * _MEGABYTE
MAX_XML, MAX_PICTURE, MAX_MEDIA = 24 * _MEGABYTE, 20 * _MEGABYTE, 120 * _MEGABYTE
_MAX_FILES, _MAX_ELEMENTS, _MAX_DEPTH = 5_000, 500_000, 120
# The strict kind of the format has the same names in other name spaces.
_STRICT = {
    b"http://purl.oclc.org/ooxml/officeDocument/relationships": OFFICE.encode(),
    b"http://purl.oclc.org/ooxml/wordprocessingml/main": w("")[1:-1].encode(),
    b"http://purl.oclc.org/ooxml/drawingml/": (
        b"http://schemas.openxmlformats.org/drawingml/2006/"
    ),
    b"http://purl.oclc.org/ooxml/officeDocument/math": (
        b"http://schemas.openxmlformats.org/officeDocument/2006/math"
    ),
}
_TOO_LARGE = (
    "Tệp lớn hơn 40 MB. Hãy mở bằng Word, nén ảnh trong tệp (Định dạng ảnh › Nén ảnh), "
    "lưu lại rồi chọn tệp ấy."
)
_UNREADABLE = (
    "Không đọc được tệp này: tệp không phải tệp Word (.docx) hoặc đã hỏng. Hãy mở bằng "
    "Word, lưu lại dưới dạng .docx rồi chọn tệp mới."
)
_OVERFULL = (
    "Tệp này giải nén ra quá lớn nên không nhập được. Hãy chép từng phần trong Word "
    "rồi dán vào khung soạn thảo."
)
_SAVE_AS = "Hãy mở bằng Word, lưu thành kiểu Tài liệu Word (.docx) rồi chọn tệp mới."
_OTHERS = {
    b"%PDF": "Đây là tệp PDF, không phải tệp Word. Hãy chọn tệp .docx gốc, hoặc chép "
    "chữ trong tệp PDF rồi dán vào khung soạn thảo.",
    b"{\\rtf": f"Đây là tệp RTF, không phải tệp .docx. {_SAVE_AS}",
    b"<": f"Đây là tệp HTML hoặc XML, không phải tệp .docx. {_SAVE_AS}",
}
_OTHER_PARTS = {
    "xl/": "Đây là tệp Excel, không phải tệp Word. Hãy chép bảng trong Excel rồi dán "
    "vào khung soạn thảo.",
    "ppt/": "Đây là tệp PowerPoint, không phải tệp Word. Hãy chọn tệp .docx.",
    "mimetype": f"Đây là tệp OpenDocument (.odt), không phải tệp .docx. {_SAVE_AS}",
}
_OLD_WORD = f"Đây là tệp Word kiểu cũ (.doc). {_SAVE_AS}"
_LOCKED = (
    "Tệp có mật khẩu nên không đọc được. Hãy mở bằng Word, bỏ mật khẩu, lưu lại rồi "
    "chọn tệp ấy."
)
_COMPOUND = b"\xd0\xcf\x11\xe0"  # of .doc, and of a .docx with a password
_ENCRYPTED = "EncryptedPackage".encode("utf-16-le")
# Whatever a damaged ZIP makes the reader raise; RuntimeError, too, where it names a way
# of packing that Python lacks.
_DAMAGES = (
    zipfile.BadZipFile, zlib.error, EOFError, OSError, RuntimeError, ValueError,
)  # fmt: skip


class Relation(NamedTuple):
    """What a part refers to: a kind, and a part of the file or an outside address."""

    kind: str
    target: str
    is_external: bool


class Package:
    """The parts of an open .docx."""

    def __init__(self, archive):
        self._archive = archive
        self._names = {
            name.replace("\\", "/").lower(): name for name in archive.namelist()
        }
        self._xml_left, self._media_left = MAX_XML, MAX_MEDIA
        relations = self.relations("").values()
        main = [one.target for one in relations if one.kind == "officeDocument"]
        self.main = main[0] if main else "word/document.xml"
        if self.main.lower() not in self._names:
            raise ValidationError(self._what_else())
        self.of_main = self.relations(self.main)

    def _what_else(self):
        for start, message in _OTHER_PARTS.items():
            if any(name.startswith(start) for name in self._names):
                return message
        return _UNREADABLE

    def relations(self, part):
        """Returns {id: `Relation`} of a part, or of the whole package ("")."""
        folder, name = posixpath.split(part)
        root = self.xml(posixpath.join(folder, "_rels", f"{name}.rels"))
        found = {}
        for one in root if root is not None else ():
            is_external = one.get("TargetMode") == "External"
            target = one.get("Target") or ""
            if not is_external:
                target = posixpath.normpath(posixpath.join("/", folder, target))[1:]
            kind = (one.get("Type") or "").rpartition("/")[2]
            found[one.get("Id")] = Relation(kind, target, is_external)
        return found

    def part(self, kind):
        """Returns the path of the part of the main one that is of `kind`, or ""."""
        return next(
            (one.target for one in self.of_main.values() if one.kind == kind), ""
        )

    def xml(self, path):
        """Returns the root element of a part, None where there is none."""
        if path.lower() not in self._names:
            return None
        data = self._read(path, self._xml_left)
        if data is None:
            raise ValidationError(_OVERFULL)
        self._xml_left -= len(data)
        for strict, usual in _STRICT.items():
            data = data.replace(strict, usual)
        try:
            _Guard().check(data)
            return ElementTree.fromstring(data)  # noqa: S314  # looked at a line before
        except (expat.ExpatError, ElementTree.ParseError, ValueError) as error:
            raise ValidationError(_UNREADABLE) from error

    def media(self, path):
        """Returns the bytes of a picture, None where it is missing or too large."""
        if path.lower() not in self._names:
            return None
        try:
            data = self._read(path, min(MAX_PICTURE, self._media_left))
        except ValidationError:
            return None
        self._media_left -= len(data or b"")
        return data

    def _read(self, path, most):
        """Returns the bytes of a part, None where they are more than `most`."""
        try:
            with self._archive.open(self._names[path.lower()]) as file:
                data = file.read(most + 1)
        except _DAMAGES as error:
            raise ValidationError(_UNREADABLE) from error
        return data if len(data) <= most else None


class _Guard:
    """Looks through XML once without a tree: no entities, no endless depth."""

    def __init__(self):
        self._depth = self._count = 0
        self._parser = expat.ParserCreate()
        self._parser.StartDoctypeDeclHandler = self._refuse
        self._parser.StartElementHandler = self._start
        self._parser.EndElementHandler = self._end

    def check(self, data):
        self._parser.Parse(data, True)

    def _refuse(self, *_):
        raise ValidationError(_UNREADABLE)

    def _start(self, *_):
        self._depth += 1
        self._count += 1
        if self._depth > _MAX_DEPTH or self._count > _MAX_ELEMENTS:
            raise ValidationError(_OVERFULL)

    def _end(self, _):
        self._depth -= 1


def open_package(upload):
    """Returns the `Package` of an uploaded file; ValidationError, in words for the
    person who chose it, where it is too large or no .docx."""
    if upload.size > MAX_BYTES:
        raise ValidationError(_TOO_LARGE)
    refuse_infected(upload)
    upload.seek(0)
    head = upload.read(512).lstrip(b"\xef\xbb\xbf \r\n\t")
    upload.seek(0)
    if head.startswith(_COMPOUND):
        raise ValidationError(_LOCKED if _ENCRYPTED in upload.read() else _OLD_WORD)
    for start, message in _OTHERS.items():
        if head.startswith(start):
            raise ValidationError(message)
    try:
        archive = zipfile.ZipFile(upload)
    except _DAMAGES as error:
        raise ValidationError(_UNREADABLE) from error
    files = archive.infolist()
    if len(files) > _MAX_FILES:
        raise ValidationError(_OVERFULL)
    if any(file.flag_bits & 1 for file in files):
        raise ValidationError(_LOCKED)
    return Package(archive)
