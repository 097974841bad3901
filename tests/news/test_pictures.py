"""A picture is taken in only when it is one, upright and without its secrets."""

import hashlib
import io
import shutil
import struct
import zlib

import pytest
from django.core.exceptions import SuspiciousFileOperation, ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management import call_command
from django.urls import reverse
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image as Pillow

from news import pictures
from news.models import Image
from news.pictures import add_image, make_sizes, read_picture, remove_files, title_from
from tests.factories.news import make_image, make_picture
from tests.factories.people import make_user

# Pillow warns of what is refused a line later.
pytestmark = pytest.mark.filterwarnings("ignore::PIL.Image.DecompressionBombWarning")

NOT_READ = "không phải ảnh đọc được"


def upload(data, name="anh.jpg"):
    return SimpleUploadedFile(name, data)


def refused(file):
    with pytest.raises(ValidationError) as error:
        read_picture(file)
    return error.value.messages[0]


# --- what is a picture --------------------------------------------------------------


@pytest.mark.parametrize("file_format", ["JPEG", "PNG", "GIF", "WEBP", "AVIF"])
def test_the_usual_kinds_are_read(file_format):
    picture = read_picture(make_picture(file_format))
    assert (picture.size, picture.mode) == ((640, 480), "RGB")


@pytest.mark.parametrize(
    ("file_format", "mode", "color"),
    [
        ("PNG", "RGBA", (0, 0, 0, 0)),
        ("PNG", "LA", (0, 0)),
        ("WEBP", "RGBA", (0, 0, 0, 0)),
    ],
)
def test_what_is_transparent_becomes_white(file_format, mode, color):
    options = {"lossless": True, "exact": True} if file_format == "WEBP" else {}
    picture = read_picture(make_picture(file_format, mode=mode, color=color, **options))
    assert picture.getpixel((5, 5)) == (255, 255, 255)


@pytest.mark.parametrize(
    ("mode", "color"),
    [("1", 1), ("L", 90), ("P", 3), ("CMYK", (10, 20, 30, 0)), ("I;16", 40000)],
)
def test_unusual_colours_are_read(mode, color):
    file_format = "JPEG" if mode == "CMYK" else "PNG"
    picture = read_picture(make_picture(file_format, mode=mode, color=color))
    assert picture.mode == "RGB"


def test_a_grey_scan_of_sixteen_bits_does_not_turn_white():
    picture = read_picture(make_picture("PNG", mode="I;16", color=20000))
    assert 60 < picture.getpixel((5, 5))[0] < 100


def test_a_moving_gif_gives_its_first_picture():
    data = io.BytesIO()
    frames = [Pillow.new("RGB", (40, 30), color) for color in ("red", "blue")]
    frames[0].save(data, "GIF", save_all=True, append_images=frames[1:])
    red, _, blue = read_picture(upload(data.getvalue())).getpixel((5, 5))
    assert red > 200 > 50 > blue


def test_a_picture_taken_sideways_is_set_upright():
    exif = Pillow.Exif()
    exif[0x0112] = 6  # the camera was turned
    picture = read_picture(make_picture(exif=exif))
    assert picture.size == (480, 640)


def test_a_huge_picture_is_made_smaller():
    assert read_picture(make_picture(size=(5120, 200))).size == (2560, 100)


# --- what is not --------------------------------------------------------------------

SVG = b'<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>'


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"hello",
        b"GIF89a<html><script>alert(1)</script></html>",
        SVG,
        b"%PDF-1.7",
        b"\xff\xd8\xff\xe0" + b"\x00" * 50,
        b"BM" + b"\x00" * 60,
    ],
    ids=["empty", "text", "page with a GIF's head", "svg", "pdf", "only a head", "bmp"],
)
def test_what_is_no_picture_is_refused_in_plain_words(data):
    assert NOT_READ in refused(upload(data))


@pytest.mark.parametrize("file_format", ["BMP", "TIFF", "ICO", "PPM"])
def test_kinds_that_no_browser_needs_are_refused(file_format):
    assert NOT_READ in refused(make_picture(file_format, size=(32, 32)))


@pytest.mark.parametrize("file_format", ["JPEG", "PNG", "WEBP", "AVIF"])
def test_half_a_picture_is_refused(file_format):
    whole = make_picture(file_format, color="teal").read()
    assert NOT_READ in refused(upload(whole[: len(whole) * 2 // 3]))


def png_that_claims(width, height):
    """A few bytes that say they hold a picture of that size."""
    head = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    chunks = [(b"IHDR", head), (b"IDAT", zlib.compress(b"\0" * 100)), (b"IEND", b"")]
    return b"\x89PNG\r\n\x1a\n" + b"".join(
        struct.pack(">I", len(data))
        + name
        + data
        + struct.pack(">I", zlib.crc32(name + data))
        for name, data in chunks
    )


@pytest.mark.parametrize("side", [6_400, 9_500, 13_000, 60_000])
def test_a_picture_of_too_many_points_is_refused_unread(side):
    assert "40 triệu điểm" in refused(upload(png_that_claims(side, side)))


def test_a_file_too_heavy_is_refused(monkeypatch):
    file = make_picture()
    monkeypatch.setattr(pictures, "MAX_BYTES", file.size - 1)
    assert "lớn hơn" in refused(file)


@given(
    st.binary(max_size=30),
    st.integers(0, 300),
    st.sampled_from(["JPEG", "PNG", "GIF", "WEBP", "AVIF"]),
)
def test_damaged_pictures_are_read_or_refused_but_break_nothing(
    noise, place, file_format
):
    whole = make_picture(file_format, size=(16, 16)).read()
    for data in (noise, whole[:place] + noise + whole[place + len(noise) :]):
        try:
            read_picture(upload(data))
        except ValidationError as error:
            assert error.messages


# --- the library --------------------------------------------------------------------


@pytest.mark.django_db
class TestLibrary:
    def add(self, callbacks, file=None, **fields):
        with callbacks(execute=True):
            return add_image(upload=file or make_picture(), title="Hội nghị", **fields)

    def test_sizes_are_made_in_two_kinds_each(
        self, media_root, django_capture_on_commit_callbacks
    ):
        file = make_picture(size=(1000, 500))
        image = self.add(django_capture_on_commit_callbacks, file)
        image.refresh_from_db()
        assert image.has_sizes
        assert (image.width, image.height, image.widths) == (1000, 500, [400, 800])
        found = {}
        for path in (media_root / image.folder).iterdir():
            with Pillow.open(path) as picture:
                found[path.name] = (picture.format, *picture.size)
        assert found == {
            "goc.jpg": ("JPEG", 1000, 500),
            "card.jpg": ("JPEG", 952, 500),
            "400.avif": ("AVIF", 400, 200),
            "400.webp": ("WEBP", 400, 200),
            "800.avif": ("AVIF", 800, 400),
            "800.webp": ("WEBP", 800, 400),
        }

    @pytest.mark.parametrize(
        ("size", "card"),
        [((2400, 1200), (1200, 630)), ((900, 1600), (900, 472)), ((1, 9), (1, 1))],
        ids=["wide", "high", "line"],
    )
    def test_a_card_has_the_shape_that_shared_links_show(
        self, media_root, django_capture_on_commit_callbacks, size, card
    ):
        image = self.add(django_capture_on_commit_callbacks, make_picture(size=size))
        image.refresh_from_db()
        assert image.card.url == f"/media/{image.folder}/card.jpg"
        assert (image.card.width, image.card.height) == card
        with Pillow.open(media_root / image.folder / "card.jpg") as picture:
            assert picture.size == card

    def test_pictures_of_before_get_their_cards_by_a_command(
        self, media_root, capsys, django_capture_on_commit_callbacks
    ):
        image = self.add(django_capture_on_commit_callbacks)
        card = media_root / image.folder / "card.jpg"
        card.unlink()
        Image.objects.update(has_card=False)
        image.refresh_from_db()
        assert image.card.url == image.url
        make_image("Mất tệp", has_card=False)
        call_command("make_cards")
        told = capsys.readouterr()
        assert "Đã làm 1 ảnh chia sẻ; 1 ảnh không đọc được." in told.out
        assert "Mất tệp" in told.err
        assert card.exists()
        image.refresh_from_db()
        assert image.has_card

    def test_what_the_page_names_is_there(
        self, media_root, client, django_capture_on_commit_callbacks
    ):
        image = self.add(django_capture_on_commit_callbacks)
        named = [image.url]
        for srcset in (image.avif, image.webp):
            named += [part.split()[0] for part in srcset.split(", ")]
        for address in named:
            response = client.get(address)
            assert response.status_code == 200
            assert b"".join(response)

    def test_sizes_are_made_only_after_the_picture_is_kept(
        self, django_capture_on_commit_callbacks
    ):
        with django_capture_on_commit_callbacks() as waiting:
            image = add_image(upload=make_picture(), title="Ảnh")
        assert len(waiting) == 1
        assert not Image.objects.get(pk=image.pk).has_sizes

    def test_a_small_picture_is_never_made_larger(
        self, media_root, django_capture_on_commit_callbacks
    ):
        file = make_picture(size=(120, 90))
        image = self.add(django_capture_on_commit_callbacks, file)
        names = {path.name for path in (media_root / image.folder).iterdir()}
        assert names == {"goc.jpg", "card.jpg", "120.avif", "120.webp"}

    def test_making_sizes_again_does_no_harm(
        self, media_root, django_capture_on_commit_callbacks
    ):
        image = self.add(django_capture_on_commit_callbacks)
        before = sorted(p.name for p in (media_root / image.folder).iterdir())
        make_sizes.enqueue(image.pk)
        assert sorted(p.name for p in (media_root / image.folder).iterdir()) == before

    def test_what_the_camera_wrote_into_it_is_gone(
        self, media_root, django_capture_on_commit_callbacks
    ):
        exif = Pillow.Exif()
        exif[0x010F] = "Camera"
        exif.get_ifd(0x8825)[1] = "N"  # where it was taken
        file = make_picture(exif=exif, comment=b"secret")
        image = self.add(django_capture_on_commit_callbacks, file)
        for path in (media_root / image.folder).iterdir():
            with Pillow.open(path) as picture:
                assert not picture.getexif()
            data = path.read_bytes()
            assert b"Camera" not in data
            assert b"secret" not in data

    def test_the_same_file_twice_is_kept_once(
        self, media_root, django_capture_on_commit_callbacks
    ):
        callbacks = django_capture_on_commit_callbacks
        first, again = self.add(callbacks), self.add(callbacks)
        assert first == again
        assert len(list(media_root.glob("anh/*/*"))) == 1
        other = self.add(callbacks, make_picture(color="navy"))
        assert other != first

    def test_it_says_who_brought_it_and_what_it_is(
        self, django_capture_on_commit_callbacks
    ):
        file, person = make_picture(), make_user()
        digest = hashlib.sha256(file.read()).hexdigest()
        file.seek(0)
        image = self.add(
            django_capture_on_commit_callbacks, file, by=person, credit="Ảnh: KT"
        )
        assert (image.uploaded_by, image.credit) == (person, "Ảnh: KT")
        assert (image.title, image.sha256) == ("Hội nghị", digest)

    def test_what_is_refused_leaves_nothing(self, media_root):
        with pytest.raises(ValidationError):
            add_image(upload=upload(SVG), title="x")
        assert not Image.objects.exists()
        assert not list(media_root.rglob("*.*"))

    def test_the_files_go_with_the_row(
        self, media_root, django_capture_on_commit_callbacks
    ):
        image = self.add(django_capture_on_commit_callbacks)
        image.delete()
        remove_files(image)
        assert not list(media_root.rglob("*.*"))
        remove_files(image)

    def test_the_row_goes_where_the_folder_is_gone_before(
        self, media_root, staff_client, django_capture_on_commit_callbacks
    ):
        image = self.add(django_capture_on_commit_callbacks)
        shutil.rmtree(media_root / image.folder)
        address = reverse("admin:news_image_delete", args=[image.pk])
        with django_capture_on_commit_callbacks(execute=True):
            answer = staff_client.post(address, {"post": "yes"})
        assert answer.status_code == 302
        assert not Image.objects.exists()

    def test_the_same_file_brings_a_lost_folder_back(
        self, media_root, django_capture_on_commit_callbacks
    ):
        image = self.add(django_capture_on_commit_callbacks)
        before = {path.name for path in (media_root / image.folder).iterdir()}
        shutil.rmtree(media_root / image.folder)
        assert self.add(django_capture_on_commit_callbacks) == image
        assert {path.name for path in (media_root / image.folder).iterdir()} == before

    def test_a_folder_that_leads_elsewhere_loses_nothing(
        self, media_root, django_capture_on_commit_callbacks
    ):
        image = self.add(django_capture_on_commit_callbacks)
        outside = media_root.parent / "ngoai"
        shutil.move(media_root / image.folder, outside)
        (media_root / image.folder).symlink_to(outside)
        with pytest.raises(SuspiciousFileOperation):
            remove_files(image)
        assert (outside / "goc.jpg").exists()


@pytest.mark.parametrize(
    ("filename", "title"),
    [
        ("hoi-nghi_2023.JPG", "hoi nghi 2023"),
        ("C:\\anh.png", "C:\\anh"),
        ("../../x/lễ ra mắt.webp", "lễ ra mắt"),
        (".jpg", ".jpg"),
        ("", "Ảnh"),
        ("--.jpg", "Ảnh"),
    ],
)
def test_a_file_name_gives_a_title(filename, title):
    assert title_from(filename) == title
