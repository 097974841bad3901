"""Finds files that no row names: whoever wrote one was killed before its row was
committed, or the disk was full.

Only the folders that the portal fills are looked at, and only files that lay there for
a day: the row of a younger one may still be on its way.
"""

from collections.abc import Callable
from functools import partial
from itertools import batched
from pathlib import PurePosixPath
from typing import NamedTuple

from django.core.files.storage import Storage, default_storage, storages
from django.db.models import Model
from django.utils import timezone

from cooperatives.models import Organisation, StandingEntry
from news.models import Image, VideoClip
from news.pictures import list_file_names

AGE = 24 * 60 * 60  # seconds
MAX_DELETED = 1_000
# More, and of so many of all files, is no trace of a killed process: the database may
# be another portal's.
MAX_UNDOUBTED, MAX_SHARE = 100, 0.2
_BATCH = 500


class Leftover(NamedTuple):
    """A file that no row names."""

    storage: Storage
    name: str


class Outcome(NamedTuple):
    """What was found; `is_doubtful` where it is too much to be deleted unseen."""

    looked_at: int
    orphans: list
    is_doubtful: bool


class Folder(NamedTuple):
    """A folder that the portal fills, and which of some names its rows know."""

    storage: Storage
    name: str
    find_known: Callable


def find_orphans():
    """Returns the `Outcome` of a look at all folders."""
    looked_at, orphans = 0, []
    for folder in _list_folders():
        for names in batched(_walk(folder.storage, folder.name), _BATCH):
            looked_at += len(names)
            known = folder.find_known(names)
            orphans += [
                Leftover(folder.storage, name)
                for name in names
                # Of a bucket each look is a request, so the rows are asked first.
                if name not in known and _is_old(folder.storage, name)
            ]
    is_doubtful = len(orphans) > max(MAX_UNDOUBTED, looked_at * MAX_SHARE)
    return Outcome(looked_at, orphans, is_doubtful)


def delete_orphans(orphans):
    """Deletes at most `MAX_DELETED` of them, and folders of pictures that are empty
    then; returns how many."""
    for storage, name in orphans[:MAX_DELETED]:
        storage.delete(name)
        parent = str(PurePosixPath(name).parent)
        # Other folders are shared: somebody may just be writing there.
        if name.startswith("anh/") and storage.listdir(parent) == ([], []):
            storage.delete(parent)
    return min(len(orphans), MAX_DELETED)


def columns_of_files():
    """Returns {model: names of its columns that name a file}."""
    return {
        VideoClip: ("file", "captions"),
        Organisation: ("logo",),
        StandingEntry: ("document",),
    }


def _list_folders():
    clips, logos, scans = (
        partial(_known_to, model, columns)
        for model, columns in columns_of_files().items()
    )
    return (
        Folder(default_storage, "anh", _known_as_pictures),
        Folder(default_storage, "clips", clips),
        Folder(default_storage, "bieu-trung", logos),
        Folder(storages["documents"], "", scans),
    )


def _walk(storage, folder):
    """Yields the names of all files of a folder."""
    try:
        folders, files = storage.listdir(folder)
    except FileNotFoundError:
        return
    yield from (_join(folder, file) for file in files)
    for one in folders:
        yield from _walk(storage, _join(folder, one))


def _join(folder, name):
    return f"{folder}/{name}" if folder else name


def _is_old(storage, name):
    stored = storage.look_at(name)
    return bool(stored) and timezone.now().timestamp() - stored.modified > AGE


def _known_to(model: type[Model], columns, names):
    """Returns those of `names` that a row has, or the history of one."""
    managers = [model._base_manager]
    if hasattr(model, "history"):
        managers.append(model.history)
    return {
        name
        for manager in managers
        for column in columns
        for name in manager.filter(**{f"{column}__in": names}).values_list(
            column, flat=True
        )
    }


def _known_as_pictures(names):
    folders = {str(PurePosixPath(name).parent) for name in names}
    images = Image.objects.filter(folder__in=folders)
    return {f"{i.folder}/{name}" for i in images for name in list_file_names(i)}
