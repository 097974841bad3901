"""Where uploaded files lie on this machine's disk, and what the portal asks of such a
place wherever it is (`bucket_storage` is the other one)."""

from contextlib import contextmanager
from pathlib import Path
from typing import NamedTuple

from django.core.exceptions import SuspiciousFileOperation
from django.core.files.storage import FileSystemStorage
from django.utils.crypto import get_random_string

_CHUNK = 256 * 1024


class Stored(NamedTuple):
    """What is known of a file without reading it."""

    size: int
    modified: float  # seconds since 1970


def lies_within(path, root):
    """Returns whether `path`, its links followed, lies within `root`."""
    return Path(path).resolve().is_relative_to(Path(root).resolve())


class UploadsUnreachable(OSError):
    """The place of uploads does not answer, or refuses; it is not known what it has."""


class ContainedStorage(FileSystemStorage):
    """Files within one folder; a link that leads out of it is refused."""

    def path(self, name):
        path = super().path(name)
        if not lies_within(path, self.location):
            raise SuspiciousFileOperation(f"{name} leads out of the folder.")
        return path

    def _save(self, name, content):
        """Writes a new file; what a full disk lets be written of it is deleted."""
        is_new = not self.exists(name)
        try:
            return super()._save(name, content)
        except OSError:
            if is_new:
                self.delete(name)
            raise

    def look_at(self, name):
        """Returns what is `Stored` as `name`; None where there is no such file."""
        try:
            path = Path(self.path(name))
            facts = path.stat() if path.is_file() else None
        except OSError:
            return None
        return facts and Stored(facts.st_size, facts.st_mtime)

    def open_part(self, name, start, length):
        """Returns a stretch of a file, to be read and closed."""
        return _Part(self.open(name), start, length)

    @contextmanager
    def on_disk(self, name):
        """Gives the path of a file, for programs that read nothing else."""
        yield self.path(name)

    def replace(self, name, content):
        """Writes a file, whether there is one of the name or not; who reads meanwhile
        gets the old one or the new one, whole."""
        written = self._save(f"{name}.{get_random_string(8)}", content)
        Path(self.path(written)).replace(self.path(name))

    def get_signed_address(self, name, filename):
        """Returns None: what lies on the disk has no address."""
        return


class PrivateStorage(ContainedStorage):
    """Files that have no address and that only the portal's own account reads."""

    def __init__(self, location):
        super().__init__(
            location,
            base_url=None,
            file_permissions_mode=0o600,
            directory_permissions_mode=0o700,
        )

    def _save(self, name, content):
        """Closes the folder, which an earlier version may have made for all."""
        name = super()._save(name, content)
        Path(self.location).chmod(0o700)
        return name


class _Part:
    """A stretch of a file that reads like a file and ends where the stretch ends."""

    def __init__(self, file, start, length):
        self._file, self._left = file, length
        file.seek(start)

    def read(self, size=_CHUNK):
        data = self._file.read(min(size, _CHUNK, self._left))
        self._left -= len(data)
        return data

    def close(self):
        self._file.close()
