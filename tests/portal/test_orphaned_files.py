"""Files that no row names are found and deleted, and no others."""

import os
import time
from pathlib import Path

import pytest
from django.apps import apps
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage, storages
from django.core.management import CommandError, call_command
from django.db.models import FileField

from coopsite.portal.orphaned_files import columns_of_files
from news.pictures import add_image
from tests.factories.news import make_clip, make_picture
from tests.factories.register import make_cooperative

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def folders(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path / "media"
    settings.STORAGES = settings.STORAGES | {
        "documents": {
            "BACKEND": "coopsite.core.storage.PrivateStorage",
            "OPTIONS": {"location": tmp_path / "documents"},
        }
    }
    return tmp_path


def age(folder, hours=25):
    moment = time.time() - hours * 3600
    for path in folder.rglob("*"):
        os.utime(path, (moment, moment))


def names(folder):
    return {str(p.relative_to(folder)) for p in folder.rglob("*") if p.is_file()}


def test_what_no_row_names_is_deleted_and_all_else_stays(
    folders, capsys, django_capture_on_commit_callbacks
):
    with django_capture_on_commit_callbacks(execute=True):
        image = add_image(upload=make_picture(size=(900, 600)), title="Ảnh")
    clip = make_clip()
    before = clip.file.name
    clip.file = ContentFile(b"another", name="clip.mp4")
    clip.save()  # the history still names the file of before
    storages["documents"].save("2026/01/scan.pdf", ContentFile(b"%PDF-1.7"))
    make_cooperative(facts={"document": "2026/01/scan.pdf"})
    kept = names(folders)
    assert len(kept) == 9
    left = ("anh/zz/zz12/goc.jpg", f"{image.folder}/goc.jpg.a1b2c3d4", "clips/x.mp4")
    for name in left:
        default_storage.save(name, ContentFile(b"half"))
    storages["documents"].save("2026/01/x.pdf", ContentFile(b"half"))
    default_storage.save("so-tay.pdf", ContentFile(b"an administrator's own"))
    age(folders)
    default_storage.save("clips/young.mp4", ContentFile(b"its row is on its way"))

    call_command("clean_files")
    told = capsys.readouterr().out
    assert "Thừa 4 trên 14 tệp. Chưa xoá gì" in told.replace("\xa0", " ")
    assert set(told.splitlines()[:-1]) == {*left, "2026/01/x.pdf"}
    assert len(names(folders)) == 15

    call_command("clean_files", "--delete")
    assert "Đã xoá 4 tệp thừa." in capsys.readouterr().out
    others = {"media/so-tay.pdf", "media/clips/young.mp4"}
    assert names(folders) == kept | others
    assert f"media/{before}" in kept
    assert not (folders / "media/anh/zz/zz12").exists()


def test_files_of_another_portal_are_left_alone(folders):
    for number in range(101):
        default_storage.save(f"clips/{number}.mp4", ContentFile(b"x"))
    age(folders)
    with pytest.raises(CommandError, match="thừa 101 trên 101 tệp, quá nhiều"):
        call_command("clean_files", "--delete")
    assert len(names(folders)) == 101


def test_every_column_of_files_is_looked_at():
    """A file of a column unknown to `clean_files` would be deleted."""
    columns = {
        (field.model, field.name)
        for model in apps.get_models()
        for field in model._meta.get_fields()
        if isinstance(field, FileField)
    }
    known = columns_of_files().items()
    assert columns == {(model, name) for model, names in known for name in names}


class Full(ContentFile):
    """A file of which the disk takes the beginning only."""

    def chunks(self, chunk_size=None):
        yield b"half"
        raise OSError(28, "No space left on device")


@pytest.mark.parametrize("write", ["save", "replace"])
def test_what_a_full_disk_took_of_a_file_is_deleted(folders, write):
    default_storage.save("anh/a/goc.jpg", ContentFile(b"whole"))
    with pytest.raises(OSError, match="No space left"):
        getattr(default_storage, write)("anh/a/goc.jpg", Full(b"x"))
    assert names(folders) == {"media/anh/a/goc.jpg"}
    assert Path(default_storage.path("anh/a/goc.jpg")).read_bytes() == b"whole"
