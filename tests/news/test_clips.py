"""A clip is a file of ours or a YouTube address, and gets its length and poster."""

import shutil
import subprocess

import pytest
from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile
from hypothesis import given
from hypothesis import strategies as st

from news import video
from news.models import Image, VideoClip
from news.models.clips import random_name, youtube_id
from news.video import look_into_clip
from tests.factories.news import make_clip, make_image

ID = "a-B_cdefgh1"


@pytest.mark.parametrize(
    "address",
    [
        f"https://youtu.be/{ID}",
        f"https://youtu.be/{ID}?si=abc&t=30",
        f"youtu.be/{ID}",
        f"https://www.youtube.com/watch?v={ID}",
        f"https://www.youtube.com/watch?app=desktop&v={ID}&list=PL1",
        f"https://m.youtube.com/watch?v={ID}#t=1",
        f"http://youtube.com/watch?v={ID}",
        f"https://www.youtube.com/embed/{ID}",
        f"https://www.youtube.com/shorts/{ID}?feature=share",
        f"https://www.youtube.com/live/{ID}",
        f"https://www.youtube-nocookie.com/embed/{ID}",
        f"  https://youtu.be/{ID}\n",
    ],
)
def test_the_addresses_that_youtube_gives_are_understood(address):
    assert youtube_id(address) == ID


@pytest.mark.parametrize(
    "address",
    [
        "",
        "youtube",
        ID,
        "https://youtu.be/",
        "https://youtu.be/short",
        f"https://youtu.be/{ID}x",
        f"https://vimeo.com/{ID}",
        f"https://youtube.com.evil.vn/watch?v={ID}",
        f"https://evil.vn/?https://youtu.be/{ID}",
        f"javascript:alert(1)//youtu.be/{ID}",
        "https://www.youtube.com/@lienminhhtx",
        "https://www.youtube.com/watch?list=x",
        "https://youtu.be/đđđđđđđđđđđ",
    ],
)
def test_other_addresses_are_refused_with_the_way_to_a_right_one(address):
    with pytest.raises(ValidationError, match="Chia sẻ"):
        youtube_id(address)


@given(st.text())
def test_any_text_names_a_clip_or_is_refused(text):
    for address in (text, f"https://youtu.be/{text}", f"youtube.com/watch?v={text}"):
        try:
            found = youtube_id(address)
        except ValidationError:
            continue
        assert len(found) == 11
        assert found.isascii()
        assert set(found) <= set(
            "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-_"
        )


@given(st.from_regex(r"[A-Za-z0-9_-]{11}", fullmatch=True))
def test_every_id_is_found_again(name):
    assert youtube_id(f"https://www.youtube.com/watch?v={name}") == name


def test_the_player_sets_no_cookie():
    clip = VideoClip(youtube=f"https://youtu.be/{ID}")
    assert clip.embed_url == f"https://www.youtube-nocookie.com/embed/{ID}?autoplay=1"
    assert VideoClip().youtube_id == ""


def test_a_file_is_kept_under_a_name_nobody_can_guess():
    one, other = (random_name(None, "Hội nghị.MP4") for _ in range(2))
    assert one != other
    assert one.startswith("clips/")
    assert one.endswith(".mp4")


@pytest.mark.parametrize(
    ("field", "name"),
    [
        ("file", "a.avi"),
        ("file", "a.html"),
        ("captions", "a.srt"),
        ("captions", "a.js"),
    ],
)
@pytest.mark.django_db
def test_other_kinds_of_file_are_refused(field, name):
    clip = VideoClip(title="Clip", file="clips/a.mp4")
    setattr(clip, field, ContentFile(b"x", name=name))
    with pytest.raises(ValidationError) as refused:
        clip.full_clean()
    assert field in refused.value.message_dict


@pytest.mark.django_db
def test_a_wrong_address_is_said_at_its_field():
    with pytest.raises(ValidationError) as refused:
        VideoClip(title="Clip", youtube="https://vimeo.com/1").full_clean()
    assert "Chia sẻ" in refused.value.message_dict["youtube"][0]


# --- looking into the file ----------------------------------------------------------

needs_ffmpeg = pytest.mark.skipif(
    not (shutil.which("ffmpeg") and shutil.which("ffprobe")), reason="needs ffmpeg"
)


def film(folder, seconds):
    """Return the bytes of a small film of that length."""
    path = folder / "film.webm"
    subprocess.run(
        [
            "ffmpeg",
            "-v",
            "error",
            "-f",
            "lavfi",
            "-i",
            f"color=c=teal:s=64x48:r=10:d={seconds}",
            *("-c:v", "libvpx", "-threads", "1"),
            "-y",
            str(path),
        ],
        check=True,
        timeout=60,
    )
    return path.read_bytes()


@pytest.mark.django_db
class TestLookingIn:
    def look(self, clip):
        look_into_clip.enqueue(clip.pk)
        clip.refresh_from_db()
        return clip

    @needs_ffmpeg
    def test_length_and_poster_are_filled_in_where_staff_chose_none(self, tmp_path):
        data, poster = film(tmp_path, 3), make_image()
        clip = make_clip("Lễ", file=ContentFile(data, name="a.webm"))
        self.look(clip)
        assert clip.duration == 3
        assert clip.poster.title == "Ảnh bìa: Lễ"
        assert (clip.poster.width, clip.poster.height) == (64, 48)
        assert clip.poster.url.endswith(".jpg")

        chosen = {"poster": poster, "duration": 99}
        clip = make_clip(file=ContentFile(data, name="a.webm"), **chosen)
        self.look(clip)
        assert (clip.poster, clip.duration) == (poster, 99)

    @needs_ffmpeg
    def test_a_film_shorter_than_a_second_has_a_poster_too(self, tmp_path):
        clip = make_clip(file=ContentFile(film(tmp_path, 0.6), name="a.webm"))
        assert self.look(clip).poster

    @needs_ffmpeg
    def test_a_file_that_is_no_film_does_no_harm(self):
        clip = self.look(make_clip(file=ContentFile(b"no film", name="a.mp4")))
        assert (clip.poster, clip.duration) == (None, None)

    def test_without_ffmpeg_the_clip_stays_as_it_is(self, monkeypatch):
        monkeypatch.setenv("PATH", "/nowhere")
        assert not video.can_look_into_clips()
        clip = self.look(make_clip())
        assert (clip.poster, clip.duration) == (None, None)
        assert not Image.objects.exists()

    def test_a_youtube_clip_has_nothing_to_look_into(self):
        clip = self.look(make_clip(youtube=f"https://youtu.be/{ID}"))
        assert (clip.poster, clip.duration) == (None, None)
