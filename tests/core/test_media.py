"""Uploaded files are served whole and in parts, so that a clip seeks, and nothing else
on the disk is."""

import os

import pytest
from hypothesis import given
from hypothesis import strategies as st

CONTENT = bytes(range(256)) * 40  # 10,240 bytes
SIZE = len(CONTENT)


@pytest.fixture
def clip(media_root):
    folder = media_root / "phim"
    folder.mkdir()
    (folder / "a.mp4").write_bytes(CONTENT)
    return "/media/phim/a.mp4"


def body(response):
    return b"".join(response)


def headers_of(response):
    """Return the response, its file closed."""
    body(response)
    return response


def ask(client, address, wanted, **headers):
    return client.get(address, headers={"range": wanted, **headers})


def test_the_whole_file(client, clip):
    response = client.get(clip)
    assert response.status_code == 200
    assert body(response) == CONTENT
    assert response["Content-Length"] == str(SIZE)
    assert response["Content-Type"] == "video/mp4"
    assert response["Accept-Ranges"] == "bytes"
    assert "immutable" in response["Cache-Control"]


def test_nothing_in_an_uploaded_file_may_run(client, clip):
    response = headers_of(client.get(clip))
    assert response["Content-Security-Policy"] == "default-src 'none'; sandbox"
    assert response["X-Content-Type-Options"] == "nosniff"


@pytest.mark.parametrize(
    ("wanted", "first", "last"),
    [
        ("bytes=0-0", 0, 0),
        ("bytes=0-", 0, SIZE - 1),
        ("bytes=100-199", 100, 199),
        (f"bytes={SIZE - 1}-", SIZE - 1, SIZE - 1),
        (f"bytes=0-{SIZE * 9}", 0, SIZE - 1),
        ("bytes=-1", SIZE - 1, SIZE - 1),
        ("bytes=-500", SIZE - 500, SIZE - 1),
        (f"bytes=-{SIZE * 9}", 0, SIZE - 1),
    ],
)
def test_a_part(client, clip, wanted, first, last):
    response = ask(client, clip, wanted)
    assert response.status_code == 206
    assert response["Content-Range"] == f"bytes {first}-{last}/{SIZE}"
    assert response["Content-Length"] == str(last - first + 1)
    assert response["Content-Type"] == "video/mp4"
    assert body(response) == CONTENT[first : last + 1]


@given(st.integers(0, SIZE - 1), st.integers(0, 2 * SIZE))
def test_any_part_is_that_part(client, clip, first, more):
    response = ask(client, clip, f"bytes={first}-{first + more}")
    assert response.status_code == 206
    assert body(response) == CONTENT[first : first + more + 1]


@pytest.mark.parametrize(
    "wanted", [f"bytes={SIZE}-", f"bytes={SIZE * 2}-{SIZE * 3}", "bytes=-0"]
)
def test_a_part_beyond_the_end_cannot_be_met(client, clip, wanted):
    response = ask(client, clip, wanted)
    assert response.status_code == 416
    assert response["Content-Range"] == f"bytes */{SIZE}"


@pytest.mark.parametrize(
    "wanted",
    [
        "bytes=0-1,5-9",
        "bytes=",
        "bytes=-",
        "bytes=a-b",
        "bytes=5-3",
        "lines=0-1",
        "bytes=0-1-2",
        "bytes 0-1",
        "",
        "bytes=²-3",
        f"bytes={'9' * 5000}-",
        f"bytes=0-{'9' * 5000}",
        f"bytes=-{'9' * 5000}",
    ],
)
def test_what_is_not_one_range_is_answered_whole(client, clip, wanted):
    response = ask(client, clip, wanted)
    assert response.status_code == 200
    assert body(response) == CONTENT


@given(st.text(st.characters(max_codepoint=255, exclude_categories=["Cc"])))
def test_no_range_header_breaks_the_answer(client, clip, wanted):
    for header in (wanted, f"bytes={wanted}"):
        response = headers_of(ask(client, clip, header))
        assert response.status_code in (200, 206, 416)


def test_a_range_goes_on_only_with_the_file_it_began_with(client, clip):
    modified = headers_of(client.get(clip))["Last-Modified"]
    same = {"if-range": modified}
    assert body(ask(client, clip, "bytes=5-9", **same)) == CONTENT[5:10]
    for other in ("Sat, 01 Jan 2000 00:00:00 GMT", '"etag"', "x"):
        response = ask(client, clip, "bytes=5-9", **{"if-range": other})
        assert response.status_code == 200
        assert body(response) == CONTENT


def test_what_the_reader_still_has_is_not_sent_again(client, clip):
    modified = headers_of(client.get(clip))["Last-Modified"]
    response = client.get(clip, headers={"if-modified-since": modified})
    assert response.status_code == 304


def test_head_tells_the_size_and_sends_nothing(client, clip):
    response = client.head(clip)
    assert response.status_code == 200
    assert response["Content-Length"] == str(SIZE)
    assert body(response) == b""


def test_an_empty_file(client, media_root):
    (media_root / "rong.vtt").write_bytes(b"")
    response = client.get("/media/rong.vtt")
    assert (response.status_code, body(response)) == (200, b"")
    assert response["Content-Type"].startswith("text/vtt")
    for wanted in ("bytes=0-", "bytes=-5"):
        assert ask(client, "/media/rong.vtt", wanted).status_code == 416


@pytest.mark.parametrize(
    "path",
    [
        "",
        "phim",
        "phim/",
        "phim/b.mp4",
        "../secret",
        "phim/../../secret",
        "phim/../phim/a.mp4",
        "./phim/a.mp4",
        "phim//a.mp4",
        "%2e%2e/secret",
        "..%2fsecret",
        "/etc/passwd",
        "//etc/passwd",
        "%00",
        "phim/a.mp4%00.jpg",
        "x" * 300,
        "phim/a.mp4/b",
        "a%5c..%5cb",
        "%ff",
    ],
)
def test_what_is_no_file_of_ours_is_not_found(client, clip, media_root, path):
    (media_root.parent / "secret").write_text("secret")
    assert client.get(f"/media/{path}").status_code == 404


@pytest.mark.parametrize("path", ["ngoai/secret", "file", "ngoai", "vong", "x/secret"])
def test_a_link_out_of_the_folder_is_not_followed(client, media_root, path):
    (media_root.parent / "secret").write_text("secret")
    os.symlink(media_root.parent, media_root / "ngoai")
    os.symlink(media_root.parent / "secret", media_root / "file")
    os.symlink("vong", media_root / "vong")
    os.symlink("ngoai", media_root / "x")
    assert client.get(f"/media/{path}").status_code == 404


def test_links_within_the_folder_and_to_the_folder_itself_are_followed(
    client, clip, media_root, settings
):
    os.symlink("phim", media_root / "lien-ket")
    assert body(client.get("/media/lien-ket/a.mp4")) == CONTENT
    settings.MEDIA_ROOT = media_root.parent / "elsewhere"
    os.symlink(media_root, settings.MEDIA_ROOT)
    assert body(client.get(clip)) == CONTENT


@pytest.mark.parametrize("method", ["post", "put", "delete", "patch"])
def test_files_are_only_read_here(client, clip, method):
    assert getattr(client, method)(clip).status_code == 405
