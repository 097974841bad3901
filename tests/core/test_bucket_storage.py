"""Uploads in a bucket of a real S3 server: what the portal does with files of a folder
it does with these, and no reader learns where they lie."""

import shutil
import urllib.error
import urllib.request
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import pytest
from django.conf import settings as project
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage, storages
from django.core.management import CommandError, call_command
from django.urls import reverse

from cooperatives.models import ScanDownload, StandingEntry
from coopsite.accounts.roles import EDITOR, KEEPER
from coopsite.storage_settings import uploads_of
from news.models import Image, VideoClip
from news.pictures import add_image, remove_files
from tests.cooperatives.test_scan_downloads import address_of, with_scan
from tests.factories.buckets import options_of, serve_buckets
from tests.factories.news import make_picture
from tests.factories.pages import Page
from tests.factories.people import make_user

CONTENT = bytes(range(256)) * 40
CLIP = project.BASE_DIR / "coopsite" / "demo" / "media" / "phien-cho-nong-san.mp4"


@pytest.fixture(scope="module")
def server():
    with serve_buckets() as named:
        yield named


@pytest.fixture(autouse=True)
def buckets(server, settings, monkeypatch):
    settings.STORAGES = settings.STORAGES | options_of(server)
    field = StandingEntry._meta.get_field("document")
    monkeypatch.setattr(field, "storage", storages["documents"])


def read(name):
    with default_storage.open(name) as file:
        return file.read()


def test_a_name_is_used_once_whoever_is_quicker():
    name = default_storage.save("anh/mot.jpg", ContentFile(b"first"))
    with pytest.raises(FileExistsError):
        default_storage._save(name, ContentFile(b"second"))
    assert default_storage.save(name, ContentFile(b"third")) != name
    assert read(name) == b"first"
    default_storage.replace(name, ContentFile(b"made anew"))
    assert read(name) == b"made anew"


def test_media_are_answered_by_our_host_whole_and_in_parts(client):
    address = default_storage.url(default_storage.save("a.mp4", ContentFile(CONTENT)))
    assert address.startswith("/media/")
    whole = client.get(address)
    assert b"".join(whole) == CONTENT
    assert (whole["Content-Type"], whole["Content-Length"]) == ("video/mp4", "10240")
    part = client.get(address, headers={"range": "bytes=100-199"})
    assert (part.status_code, b"".join(part)) == (206, CONTENT[100:200])
    held = {"if-modified-since": whole["Last-Modified"]}
    assert client.get(address, headers=held).status_code == 304
    assert client.get(address, headers={"range": "bytes=10240-"}).status_code == 416
    empty = default_storage.url(default_storage.save("b.vtt", ContentFile(b"")))
    assert b"".join(client.get(empty)) == b""
    for other in ("/media/", "/media/c.mp4", "/media/x/../a.mp4", "/media/%2e%2e/a"):
        assert client.get(other).status_code == 404, other


def test_a_bucket_that_does_not_answer_is_no_error_of_the_portal(client, settings):
    nowhere = "s3+http://a-key:a-secret@127.0.0.1:9/{}".format
    places = uploads_of(nowhere("one"), nowhere("other"))
    settings.STORAGES = settings.STORAGES | places
    answer = client.get("/media/a.mp4")
    assert (answer.status_code, answer["Retry-After"]) == (503, "60")
    assert "Cache-Control" not in answer


@pytest.mark.django_db
def test_an_upload_while_the_bucket_is_down_is_told_and_leaves_nothing(
    client, settings
):
    client.force_login(make_user(role=EDITOR))
    client.raise_request_exception = False
    add = {"title": "Ruộng", "upload": make_picture(), "_save": ""}
    clip = {"title": "Ruộng", "_save": ""}
    nowhere = "s3+http://a-key:a-secret@127.0.0.1:9/{}".format
    reached = settings.STORAGES
    places = uploads_of(nowhere("one"), nowhere("other"))
    settings.STORAGES = reached | places
    for address, sent in (
        (reverse("admin:news_image_add"), add),
        (reverse("admin:news_image_upload"), {"upload": make_picture()}),
    ):
        answer = client.post(address, sent)
        assert (answer.status_code, answer["Retry-After"]) == (503, "300")
        assert Page(answer).words("h1") == ["Kho tệp không trả lời"]
    with CLIP.open("rb") as file:
        answer = client.post(reverse("admin:news_videoclip_add"), clip | {"file": file})
    assert answer.status_code == 503
    assert not Image.objects.exists()
    assert not VideoClip.objects.exists()
    settings.STORAGES = reached
    add["upload"] = make_picture()
    assert client.post(reverse("admin:news_image_add"), add).status_code == 302


def test_files_of_the_disk_are_copied_once(settings, media_root, tmp_path, capsys):
    settings.DOCUMENT_ROOT = tmp_path
    for file, content in {
        media_root / "anh" / "ab" / "goc.jpg": b"a picture",
        tmp_path / "2026" / "11" / "scan.pdf": b"%PDF-1.7",
    }.items():
        file.parent.mkdir(parents=True)
        file.write_bytes(content)
    default_storage.save("anh/ab/goc.jpg", ContentFile(b"a pic"))  # broken off
    call_command("copy_to_buckets")
    assert capsys.readouterr().out.count("đã xem 1 tệp, chép 1 tệp.") == 2
    assert read("anh/ab/goc.jpg") == b"a picture"
    assert storages["documents"].look_at("2026/11/scan.pdf").size == 8
    call_command("copy_to_buckets")
    assert capsys.readouterr().out.count("đã xem 1 tệp, chép 0 tệp.") == 2


def test_without_buckets_nothing_is_copied(settings):
    settings.STORAGES = settings.STORAGES | uploads_of("", "", document_root="/nowhere")
    with pytest.raises(CommandError, match="chưa đặt MEDIA_STORAGE"):
        call_command("copy_to_buckets")


@pytest.mark.django_db
def test_a_picture_is_made_in_all_sizes_and_goes_with_its_files(
    client, django_capture_on_commit_callbacks
):
    with django_capture_on_commit_callbacks(execute=True):
        add_image(upload=make_picture(size=(900, 600)), title="Ruộng rau")
    image = Image.objects.get()
    names = default_storage.listdir(image.folder)[1]
    made = ["400.avif", "400.webp", "800.avif", "800.webp", "card.jpg", "goc.jpg"]
    assert sorted(names) == made
    assert b"".join(client.get(image.body_url))[8:12] == b"WEBP"
    remove_files(image)
    assert default_storage.listdir(image.folder) == ([], [])


@pytest.mark.django_db
@pytest.mark.skipif(not shutil.which("ffmpeg"), reason="needs ffmpeg (package ffmpeg)")
def test_a_clip_is_looked_into_and_answered_by_our_host(
    staff_client, django_capture_on_commit_callbacks
):
    address = reverse("admin:news_videoclip_add")
    with CLIP.open("rb") as file, django_capture_on_commit_callbacks(execute=True):
        sent = {"title": "Phiên chợ", "file": file, "_save": "1"}
        staff_client.post(address, sent)
    clip = VideoClip.objects.get()
    assert (clip.duration, clip.poster.has_sizes) == (12, True)
    assert clip.file.storage.look_at(clip.file.name).size == CLIP.stat().st_size
    answer = staff_client.get(clip.file.url, headers={"range": "bytes=4-7"})
    assert (answer.status_code, b"".join(answer)) == (206, b"ftyp")
    assert answer["Cache-Control"] == "private, no-store"


@pytest.mark.django_db
def test_a_scan_is_taken_by_an_address_of_a_minute_that_is_written_down(client):
    client.force_login(make_user(role=KEEPER))
    cooperative = with_scan()
    answer = client.get(address_of(cooperative))
    assert answer.status_code == 302
    assert {"private", "no-store"} <= set(answer["Cache-Control"].split(", "))
    row = ScanDownload.objects.get()
    parts = urlsplit(answer["Location"])
    assert parse_qs(parts.query)["X-Amz-Expires"] == ["60"]
    with urllib.request.urlopen(answer["Location"]) as file:
        assert file.read() == b"%PDF-1.7 ..."
        told = file.headers["Content-Disposition"]
    assert told == f'attachment; filename="{row.file}"'
    with pytest.raises(ValueError, match="no address"):
        StandingEntry.objects.get().document.url  # noqa: B018
    with pytest.raises(urllib.error.HTTPError, match="403"):
        urllib.request.urlopen(parts._replace(query="").geturl())
    assert not Path(project.DATA_DIR / "documents").exists()
