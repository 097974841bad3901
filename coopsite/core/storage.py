"""Where uploaded files lie: none is reached through a link that leads out of there."""

from pathlib import Path

from django.core.exceptions import SuspiciousFileOperation
from django.core.files.storage import FileSystemStorage


def lies_within(path, root):
    """Returns whether `path`, its links followed, lies within `root`."""
    return Path(path).resolve().is_relative_to(Path(root).resolve())


class ContainedStorage(FileSystemStorage):
    """Files within one folder; a link that leads out of it is refused."""

    def path(self, name):
        path = super().path(name)
        if not lies_within(path, self.location):
            raise SuspiciousFileOperation(f"{name} leads out of the folder.")
        return path


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
