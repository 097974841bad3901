"""Finds and reads the files of an import; says in Vietnamese what cannot be read."""

import errno
import os
import stat
import unicodedata
from collections import defaultdict
from dataclasses import dataclass
from pathlib import Path

from .parsing import MAX_BYTES

_NAME_MAX = 250
_REASONS = {
    errno.ENOENT: "không có tệp hay thư mục này",
    errno.ENOTDIR: "không có tệp hay thư mục này",
    errno.EACCES: "không có quyền đọc",
    errno.EPERM: "không có quyền đọc",
    errno.ELOOP: "liên kết quay vòng, không dẫn tới tệp nào",
    errno.ENAMETOOLONG: "tên tệp quá dài",
}


@dataclass(frozen=True)
class Problem:
    """Why a file was not imported; prints as `file:line: reason`."""

    path: Path
    reason: str
    line: int | None = None

    def __str__(self):
        place = f"{self.path}:{self.line}" if self.line else str(self.path)
        return _printable(f"{place}: {self.reason}")


class CannotRead(Exception):
    """The file cannot be read; `reason` is a Vietnamese clause."""

    def __init__(self, reason):
        super().__init__(reason)
        self.reason = reason


def find_pages(paths):
    """Returns the files under `paths` by page name, and the `Problem`s met.

    A folder gives its *.txt files, those of its subfolders too, in the order of their
    paths; links to folders are not followed, so no loop is walked. A page's name is
    the file's name without its ending; two files of one name are both left out,
    because the later would replace the earlier.
    """
    problems, by_name, seen = [], defaultdict(list), set()
    for path in map(Path, paths):
        for file in _files(path, problems):
            if (real := os.path.realpath(file)) not in seen:
                seen.add(real)
                by_name[page_name(file)].append(file)
    pages = {}
    for name, files in by_name.items():
        if reason := _name_problem(name, files):
            problems += [Problem(file, reason) for file in files]
        else:
            pages[name] = files[0]
    return pages, problems


def page_name(path):
    """Returns the name by which the page at `path` is known: NFC, without ending."""
    return unicodedata.normalize("NFC", Path(path).stem)


def read_bytes(path):
    """Returns the bytes of the file, at most one more than `MAX_BYTES`.

    Raises `CannotRead`. Only plain files are opened: a pipe would wait for ever.
    """
    try:
        if not stat.S_ISREG(path.stat().st_mode):
            raise CannotRead("không phải tệp thường")
        with path.open("rb") as file:
            return file.read(MAX_BYTES + 1)
    except OSError as error:
        raise CannotRead(_reason(error)) from error


def _files(path, problems):
    """Returns the files that `path` stands for; what fails goes to `problems`."""
    if not path.is_dir():
        return [path]

    def note(error):
        problems.append(Problem(Path(error.filename), _reason(error)))

    files = sorted(
        Path(folder, name)
        for folder, _, names in os.walk(path, onerror=note)
        for name in names
        if name.lower().endswith(".txt") and not name.startswith(".")
    )
    if not files and not problems:
        problems.append(Problem(path, "thư mục không có tệp .txt nào"))
    return files


def _name_problem(name, files):
    if len(files) > 1:
        return f"trùng tên trang “{name}” với tệp khác trong lần nhập này"
    if len(name) > _NAME_MAX:
        return _REASONS[errno.ENAMETOOLONG]
    if name != _printable(name):
        return "tên tệp không phải chữ UTF-8"
    return None


def _reason(error):
    return _REASONS.get(error.errno, f"không đọc được ({error.strerror})")


def _printable(text):
    """Returns `text` with the bytes of a file name that are no UTF-8 shown as "�"."""
    return os.fsencode(text).decode("utf-8", "replace")
