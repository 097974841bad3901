"""Captions are WebVTT that a browser shows, or are made so, or are refused."""

import unicodedata

import pytest
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from hypothesis import given
from hypothesis import strategies as st

from coopsite.accounts.roles import EDITOR
from news.captions import read_captions
from news.models import VideoClip
from tests.factories.people import make_user

CUE = "00:00:01.000 --> 00:00:04.000\nKính thưa đại hội\n"
SRT = "1\n00:00:01,000 --> 00:00:04,500\nKính thưa đại hội\n"


def upload(text, name="a.vtt", encoding="utf-8"):
    return SimpleUploadedFile(name, text.encode(encoding))


def read(text, **options):
    return read_captions(upload(text, **options)).read().decode()


def refused(file):
    with pytest.raises(ValidationError) as error:
        read_captions(file)
    return error.value.messages[0]


@pytest.mark.parametrize(
    "text",
    [
        f"WEBVTT\n\n{CUE}",
        f"\ufeffWEBVTT\n\n{CUE}",
        f"WEBVTT - Đại hội\n\n{CUE}",
        f"WEBVTT\tx\r\n\r\n{CUE}",
        f"WEBVTT\n\nNOTE lời\n\n1\n{CUE}",
        "WEBVTT\n\n00:01.000 --> 00:04.000 align:start\nLời",
        "WEBVTT\r\r00:01.000 --> 100:00:04.000\rLời",
        "WEBVTT\n\n00:04.000 --> 00:01.000\nSai\n\n00:04.000 --> 00:05.000\nĐúng",
    ],
)
def test_captions_that_a_browser_shows_are_kept(text):
    kept = read(text)
    assert kept.startswith("WEBVTT")
    assert kept == text.removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n")


@pytest.mark.parametrize(
    "text",
    [
        "",
        "WEBVTTX\n\n" + CUE,
        "WEBVTT:\n\n" + CUE,
        "xWEBVTT\n\n" + CUE,
        "\n" + "WEBVTT\n\n" + CUE,
        "webvtt\n\n" + CUE,
        "<html>WEBVTT</html>",
        "1\n00:00:01 --> 00:00:04\nKhông có phần nghìn giây\n",
    ],
)
def test_without_the_header_they_are_refused(text):
    if "00:00:01.000" in text:  # SubRip with dots is read by its cues
        assert read(text).startswith("WEBVTT\n\n00:00:01.000")
    else:
        assert "WEBVTT" in refused(upload(text))


@pytest.mark.parametrize(
    "body",
    [
        "",
        "Lời không có giờ",
        "00:00:01.000 --> 00:00:04.000\n\n",
        "00:00:04.000 --> 00:00:01.000\nKết thúc trước khi bắt đầu",
        "00:00:01.000 --> 00:00:01.000\nKhông lúc nào",
        "00:00:01,000 --> 00:00:04,000\nDấu phẩy",
        "0:00:01.000 --> 0:00:04.000\nGiờ một chữ số",
        "00:00:01.00 --> 00:00:04.00\nHai chữ số",
        "00:61.000 --> 00:62.000\nPhút 61 giây",
        "00:00:01.000 -> 00:00:04.000\nMũi tên ngắn",
    ],
)
def test_without_one_cue_that_shows_they_are_refused(body):
    assert "câu nào hiện được" in refused(upload(f"WEBVTT\n\n{body}"))


@pytest.mark.parametrize(
    ("text", "cues"),
    [
        (SRT, "00:00:01.000 --> 00:00:04.500\nKính thưa đại hội\n"),
        (
            SRT.replace("\n", "\r\n"),
            "00:00:01.000 --> 00:00:04.500\nKính thưa đại hội\n",
        ),
        (
            "1\n0:0:1,5 --> 00:00:04,000 X1:40\n"
            "<font color=red>Rau</font> <i>sạch</i> & 5 < 6\n",
            "00:00:01.500 --> 00:00:04.000\nRau <i>sạch</i> &amp; 5 &lt; 6\n",
        ),
        (
            "1\n00:00:01,000 --> 00:00:02,000\n{\\an8}Một\nHai\n\n2\n"
            "00:00:03,000 --> 00:00:04,000\nBa\n",
            "00:00:01.000 --> 00:00:02.000\nMột\nHai\n\n"
            "00:00:03.000 --> 00:00:04.000\nBa\n",
        ),
    ],
)  # fmt: skip
def test_subrip_is_converted(text, cues):
    assert read(text, name="a.srt") == f"WEBVTT\n\n{cues}"
    assert read("\ufeff" + text, name="a.srt") == f"WEBVTT\n\n{cues}"


TONES = "\u0300\u0301\u0303\u0309\u0323"


def in_windows_1258(text):
    """Return the bytes: each letter, then its tone."""
    letters = []
    for letter in text:
        parts = unicodedata.normalize("NFD", letter)
        bare = "".join(part for part in parts if part not in TONES)
        letters.append(unicodedata.normalize("NFC", bare))
        letters += [part for part in parts if part in TONES]
    return "".join(letters).encode("cp1258")


@pytest.mark.parametrize("words", ["Hợp tác xã tổ chức đại hội", "Rau an toàn", "Đi"])
@pytest.mark.parametrize("before", ["WEBVTT\n\n00:01.000 --> 00:04.000\n", SRT[:32]])
def test_the_old_encoding_of_windows_is_told(words, before):
    data = before.encode() + in_windows_1258(words)
    assert "windows-1258" in refused(SimpleUploadedFile("a.vtt", data))


def test_other_encodings_are_told_as_such():
    message = refused(upload(f"WEBVTT\n\n{CUE}", encoding="utf-16"))
    assert "UTF-16" in message
    other = SimpleUploadedFile("a.vtt", b"WEBVTT\n\n00:01.000 --> 00:04.000\n\x81\xd2")
    assert "UTF-8" in refused(other)
    assert "windows-1258" not in refused(other)


@given(st.binary(max_size=200), st.sampled_from([b"", b"WEBVTT\n\n", SRT.encode()]))
def test_any_bytes_are_kept_or_refused(data, before):
    try:
        kept = read_captions(SimpleUploadedFile("a.vtt", before + data)).read()
    except ValidationError:
        return
    assert kept.decode().startswith("WEBVTT")


@pytest.mark.django_db
def test_the_form_takes_subrip_and_keeps_webvtt(client):
    client.force_login(make_user(role=EDITOR))
    sent = {
        "title": "Clip",
        "youtube": "https://youtu.be/abcdefghijk",
        "captions": upload(SRT, "Đại hội.srt"),
    }
    address = reverse("admin:news_videoclip_add")
    assert client.post(address, sent).status_code == 302
    captions = VideoClip.objects.get().captions
    assert captions.name.endswith(".vtt")
    with captions.open() as file:
        assert file.read().startswith(b"WEBVTT\n\n00:00:01.000")
