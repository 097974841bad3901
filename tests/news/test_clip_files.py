"""A clip that is kept plays in every browser; what cannot is refused."""

import shutil
import subprocess
import tempfile
from functools import cache
from pathlib import Path

import pytest
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile, TemporaryUploadedFile
from django.core.management import call_command
from django.urls import reverse
from django.utils import timezone

from coopsite.accounts.roles import EDITOR
from news import clip_files
from news.clip_files import check_clip
from news.models import VideoClip
from news.probe import is_whole, probe
from tests.core.test_pictures import drawn, saved
from tests.factories.cases import few_now
from tests.factories.news import make_image
from tests.factories.pages import Page, started_from
from tests.factories.people import make_user

needs_ffmpeg = pytest.mark.skipif(
    not (shutil.which("ffmpeg") and shutil.which("ffprobe")), reason="needs ffmpeg"
)
ADD = reverse("admin:news_videoclip_add")
# What ffmpeg reads; a recipe takes its picture, its sound or both from there.
INPUTS = (
    "-f lavfi -i testsrc=s=64x48:r=10:d={seconds} -f lavfi -i sine=d={seconds} "
    "-f lavfi -i testsrc=s=64x48:r=0.2:d={seconds}0"
)
PICTURE, SOUND, SLIDES = "-map 0", "-map 1", "-map 2"
H264 = "-c:v libx264 -pix_fmt yuv420p"
RECIPES = {
    "h264.mp4": f"{PICTURE} {SOUND} {H264} -c:a aac -movflags +faststart",
    "plain.mp4": f"{PICTURE} {H264}",
    "fragments.mp4": f"{PICTURE} {H264} -g 5 -movflags frag_keyframe+empty_moov",
    "vp8.webm": f"{PICTURE} -c:v libvpx -deadline realtime -cpu-used 8 -threads 1",
    "vp9.webm": f"{PICTURE} -pix_fmt yuv420p -c:v libvpx-vp9 -cpu-used 8",
    "av1.mp4": f"{PICTURE} -pix_fmt yuv420p -c:v libaom-av1 -cpu-used 8",
    "hevc.mp4": f"{PICTURE} -pix_fmt yuv420p -c:v libx265 -tag:v hvc1",
    "hevc10.mov": f"{PICTURE} -pix_fmt yuv420p10le -c:v libx265 -tag:v hvc1",
    "mpeg4.mp4": f"{PICTURE} -c:v mpeg4",
    "odd.mp4": f"{PICTURE} -pix_fmt yuv444p -c:v libx264",
    "h264.mov": f"{PICTURE} {SOUND} {H264} -c:a pcm_s16le",
    "h264.mkv": f"{PICTURE} {H264}",
    "prores.mov": f"{PICTURE} -c:v prores",
    "mjpeg.mov": f"{PICTURE} -c:v mjpeg -pix_fmt yuvj420p",
    "slides.mp4": f"{SLIDES} {H264} -fps_mode passthrough",
    "sound.mp4": f"{SOUND} -c:a aac",
    "sound.webm": f"{SOUND} -c:a libopus",
}


@cache
def films(seconds, *names):
    """Return {name: bytes} of small films made by their recipes, all by one process:
    that it starts costs more than a film."""
    command = ["ffmpeg", "-v", "fatal", *INPUTS.format(seconds=seconds).split()]
    with tempfile.TemporaryDirectory() as folder:
        paths = {name: Path(folder) / name for name in names}
        for name, path in paths.items():
            command += [*RECIPES[name].split(), str(path)]
        subprocess.run(command, check=True, timeout=60, capture_output=True)
        return {name: path.read_bytes() for name, path in paths.items()}


def film(name, seconds=3):
    """Return the bytes of a small film made by a recipe."""
    together = RECIPES if seconds == 3 else [name]
    return films(seconds, *together)[name]


def upload(data, name="phim.mp4"):
    return SimpleUploadedFile(name, data)


def refused(data):
    with pytest.raises(ValidationError) as error:
        check_clip(upload(data))
    return error.value.messages[0]


# --- at the upload ------------------------------------------------------------------


@needs_ffmpeg
@pytest.mark.parametrize(
    ("name", "ending"),
    few_now(
        [
            ("h264.mp4", "mp4"),
            ("plain.mp4", "mp4"),
            ("slides.mp4", "mp4"),
            ("fragments.mp4", "mp4"),
            ("vp8.webm", "webm"),
            ("vp9.webm", "webm"),
            ("av1.mp4", "mp4"),
            ("hevc.mp4", "mp4"),
            ("hevc10.mov", "mp4"),
            ("mpeg4.mp4", "mp4"),
            ("odd.mp4", "mp4"),
            ("h264.mov", "mp4"),
            ("h264.mkv", "webm"),
        ],
        3,
        12,
    ),  # h264.mp4 and hevc.mp4 are sent by the form below
)
def test_what_plays_or_can_be_made_to_is_taken(name, ending):
    file = upload(film(name))
    assert check_clip(file) == ending
    assert file.tell() == 0


REFUSED = [
    ("sound.mp4", "chỉ có tiếng"),
    ("sound.webm", "chỉ có tiếng"),
    ("prores.mov", "ProRes"),
    ("mjpeg.mov", "MJPEG"),
]


@needs_ffmpeg
@pytest.mark.parametrize("seconds", few_now([0.1, 0.6], 0))
@pytest.mark.parametrize("name", few_now(["plain.mp4", "vp8.webm", "hevc.mp4"], 0, 2))
def test_a_very_short_film_is_taken(name, seconds):
    assert check_clip(upload(film(name, seconds)))


@needs_ffmpeg
@pytest.mark.parametrize(("name", "said"), REFUSED)
def test_what_cannot_is_refused_with_the_reason(name, said):
    assert said in refused(film(name))


@needs_ffmpeg
@pytest.mark.parametrize("name", ["h264.mp4", "plain.mp4", "vp8.webm", "vp9.webm"])
@pytest.mark.parametrize("kept", [0.4, 0.66, 0.95])
@pytest.mark.parametrize("is_with_ffmpeg", [True, False])
def test_half_a_film_is_refused(name, kept, is_with_ffmpeg, monkeypatch):
    whole = film(name)
    if not is_with_ffmpeg:
        monkeypatch.setenv("PATH", "/nowhere")
    assert "đọc được đến hết" in refused(whole[: int(len(whole) * kept)])


@needs_ffmpeg
@pytest.mark.parametrize("name", few_now(["h264.mp4", "plain.mp4", "hevc.mp4"], 0))
def test_a_film_that_ends_in_zeros_is_refused(name):
    data = bytearray(film(name, 3))
    start, end = data.find(b"mdat") + 4, len(data)
    if (tables := data.find(b"moov")) > start:
        end = tables - 4
    # The first packets are the largest: little of what follows them is needed.
    start += (end - start) // 2
    data[start:end] = bytes(end - start)
    assert "đọc được đến hết" in refused(bytes(data))


@needs_ffmpeg
@pytest.mark.proof
def test_a_webm_that_ends_in_zeros_is_refused():
    data = bytearray(film("vp8.webm", 30))
    middle = len(data) // 2
    data[middle:] = bytes(len(data) - middle)
    assert "đọc được đến hết" in refused(bytes(data))


@needs_ffmpeg
@pytest.mark.parametrize("lost", [1, 20, 200])
def test_a_film_that_lost_its_last_bytes_is_refused(lost):
    for name in ("h264.mp4", "plain.mp4"):
        assert "đọc được đến hết" in refused(film(name)[:-lost])


@pytest.mark.parametrize("moves", [False, True])
@pytest.mark.parametrize("is_with_ffmpeg", [True, False])
def test_an_image_under_the_name_of_a_film_is_refused(
    moves, is_with_ffmpeg, monkeypatch
):
    if not is_with_ffmpeg:
        monkeypatch.setenv("PATH", "/nowhere")
    more = {"save_all": True, "append_images": [drawn("red")]} if moves else {}
    assert "là ảnh" in refused(saved(drawn("teal"), "AVIF", **more).read())


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"<!--ftyp--><html><script>alert(1)</script></html>",
        b"\0\0\0\x18ftypisom\0\0\0\0mp41isom",
        b"\0\0\0\x18ftypisom\0\0\0\0mp41isom\0\0\0\x08free",
        b"\0\0\0\x01ftyp\0\0\0\0\0\0\0\0" * 9,
        b"\x1a\x45\xdf\xa3<html>",
        b"\x1a\x45\xdf\xa3webm\x18\x53\x80\x67",
        b"RIFF\0\0\0\0AVI LIST",
        b"#EXTM3U\n#EXT-X-TARGETDURATION:9\n#EXTINF:9,\nfile:///etc/passwd\n",
    ],
)
@pytest.mark.parametrize("is_with_ffmpeg", [True, False])
def test_what_is_no_film_is_refused(data, is_with_ffmpeg, monkeypatch):
    if not is_with_ffmpeg:
        monkeypatch.setenv("PATH", "/nowhere")
    assert "không phải clip" in refused(data)


@needs_ffmpeg
def test_without_ffmpeg_what_plays_is_taken_and_what_needs_it_refused(monkeypatch):
    plays = [film(name) for name in ("h264.mp4", "plain.mp4", "av1.mp4", "vp8.webm")]
    needs = {name: film(name) for name in ("hevc.mp4", "mpeg4.mp4", "h264.mov")}
    sounds = [film("sound.mp4"), film("sound.webm")]
    inside = film("h264.mkv")
    monkeypatch.setenv("PATH", "/nowhere")
    for data in plays:
        assert check_clip(upload(data)) in ("mp4", "webm")
    for name, said in {
        "hevc.mp4": "HEVC",
        "mpeg4.mp4": "MPEG-4",
        "h264.mov": "QuickTime",
    }.items():
        assert "chưa cài ffmpeg" in refused(needs[name])
        assert said in refused(needs[name])
    for sound in sounds:
        assert "chỉ có tiếng" in refused(sound)
    assert "MPEG4" in refused(inside)


def test_a_film_too_large_is_refused(monkeypatch):
    monkeypatch.setattr(clip_files, "MAX_BYTES", 10)
    assert "500 MB" in refused(b"\0" * 11)


@needs_ffmpeg
def test_a_large_upload_is_read_where_it_lies():
    data = film("plain.mp4")
    file = TemporaryUploadedFile("a.mp4", "video/mp4", len(data), None)
    file.write(data)
    assert check_clip(file) == "mp4"


# --- by the form --------------------------------------------------------------------


@pytest.mark.django_db
class TestTheForm:
    @pytest.fixture
    def post(self, client, django_capture_on_commit_callbacks):
        client.force_login(make_user(role=EDITOR))

        def post(clip=None, **sent):
            sent = {"title": "Clip", **sent}
            address = ADD
            if clip:
                address = reverse("admin:news_videoclip_change", args=[clip.pk])
                sent = started_from(client, address) | sent
            with django_capture_on_commit_callbacks(execute=True):
                return client.post(address, sent)

        return post

    @needs_ffmpeg
    @pytest.mark.proof
    @pytest.mark.parametrize("name", ["hevc10.mov", "mpeg4.mp4", "odd.mp4"])
    def test_what_else_does_not_play_is_made_anew(self, post, media_root, name):
        assert post(file=upload(film(name), name)).status_code == 302
        clip = VideoClip.objects.get()
        found = probe(clip.file.path)
        assert (found.container, found.video, found.pixels) == (
            "mp4",
            "h264",
            "yuv420p",
        )
        assert (clip.duration, bool(clip.poster)) == (3, True)
        assert len(list(media_root.glob("clips/*"))) == 1
        assert clip.history.latest().file == clip.file.name

    @needs_ffmpeg
    def test_readers_are_told_to_wait_until_a_worker_has_made_it(
        self, post, queued, client, media_root
    ):
        post(file=upload(film("hevc.mp4")), slug="le")
        clip = VideoClip.objects.get()
        VideoClip.objects.update(published_at=timezone.now())
        address = reverse("admin:news_videoclip_change", args=[clip.pk])
        public = clip.get_absolute_url()
        assert "Clip “Clip” đang được chuẩn bị." in Page(client.get(public)).text
        assert "Đang chuẩn bị. Người xem" in Page(client.get(address)).text
        call_command("run_worker", queue="clips", batch=True, verbosity=0)
        assert len(Page(client.get(public)).all("video")) == 1
        assert "đang được chuẩn bị" not in Page(client.get(address)).text
        clip.refresh_from_db()
        found = probe(clip.file.path)
        assert (found.container, found.video) == ("mp4", "h264")
        assert (found.pixels, clip.duration) == ("yuv420p", 3)
        assert clip.poster is not None
        assert len(list(media_root.glob("clips/*"))) == 1
        assert clip.history.latest().file == clip.file.name

    @needs_ffmpeg
    def test_a_quicktime_film_is_put_into_an_mp4(self, post):
        assert post(file=upload(film("h264.mov"), "IMG_0001.MOV")).status_code == 302
        clip = VideoClip.objects.get()
        found = probe(clip.file.path)
        assert (found.container, found.video, found.audio) == ("mp4", "h264", "aac")
        assert clip.file.name.endswith(".mp4")
        assert is_whole(clip.file.path, found)

    @needs_ffmpeg
    def test_what_plays_is_kept_and_measured_anew_when_it_is_replaced(self, post):
        assert post(file=upload(film("h264.mp4"))).status_code == 302
        clip = VideoClip.objects.get()
        with clip.file.open() as file:
            assert file.read() == film("h264.mp4")
        first = clip.poster
        assert (clip.duration, bool(first)) == (3, True)

        told = {"duration": "3", "poster": first.pk, "slug": clip.slug}
        post(clip, file=upload(film("vp8.webm", 6), "moi.webm"), **told)
        clip.refresh_from_db()
        assert (clip.duration, clip.file.name[-5:]) == (6, ".webm")
        assert clip.poster is not None

        # What staff tell of a replaced file stays.
        chosen = make_image("Ảnh của chúng tôi")
        told |= {"duration": "99", "poster": chosen.pk}
        post(clip, file=upload(film("plain.mp4"), "nua.mp4"), **told)
        clip.refresh_from_db()
        assert (clip.duration, clip.file.name[-4:]) == (99, ".mp4")
        assert clip.poster == chosen

    @needs_ffmpeg
    @pytest.mark.parametrize(("name", "said"), few_now(REFUSED, 0, 2))
    def test_what_cannot_play_is_refused_at_its_field(self, post, name, said):
        page = post(file=upload(film(name), name))
        assert said in page.context["adminform"].form.errors["file"][0]
        assert not VideoClip.objects.exists()

    def test_other_endings_are_refused(self, post):
        assert post(file=upload(b"x", "phim.avi")).status_code == 200
