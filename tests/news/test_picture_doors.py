"""Library, cover, paste and logo take a picture in by one reader."""

import io

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from PIL import Image as Pillow

from cooperatives.models import Cooperative
from coopsite.accounts.roles import EDITOR, KEEPER
from news.models import Article, Image
from tests.core.test_pictures import DISPLAY_P3, claiming, drawn, saved
from tests.factories.people import make_user
from tests.factories.register import make_cooperative
from tests.started import started_now

pytestmark = [
    pytest.mark.django_db,
    pytest.mark.filterwarnings("ignore::PIL.Image.DecompressionBombWarning"),
]
HEIC = b"\0\0\0\x18ftypheic\0\0\0\0mif1heic" + bytes(500)
FIRST_FRAME = "chỉ giữ lại khung hình đầu tiên"


def by_library(client, upload, follow=True):
    client.force_login(make_user(role=EDITOR))
    sent = {"upload": upload, "title": "Ảnh gửi lên"}
    return client.post(reverse("admin:news_image_add"), sent, follow=follow)


def by_paste(client, upload, follow=True):
    client.force_login(make_user(role=EDITOR))
    return client.post(reverse("admin:news_image_upload"), {"upload": upload})


def by_logo(client, upload, follow=True):
    client.force_login(make_user(role=KEEPER))
    one = make_cooperative("Hợp tác xã Sao Mai")
    address = reverse("admin:cooperatives_cooperative_change", args=[one.pk])
    sent = {"name": one.name, **started_now(one), "logo": upload}
    return client.post(address, sent, follow=follow)


DOORS = pytest.mark.parametrize(
    "door", [by_library, by_paste, by_logo], ids=lambda door: door.__name__
)


def upload(file, name="anh.jpg"):
    return SimpleUploadedFile(name, file.read())


def words(response):
    if response["Content-Type"] == "application/json":
        return response.json().get("error", {}).get("message", "")
    return response.content.decode()


@DOORS
def test_the_red_of_a_telephone_is_kept_as_red(door, client, media_root):
    file = saved(drawn((234, 51, 35)), icc_profile=DISPLAY_P3)
    door(client, upload(file, "a.png"), follow=False)
    [path] = [*media_root.glob("anh/*/*/goc.jpg"), *media_root.glob("bieu-trung/*")]
    with Pillow.open(path) as picture:
        red, green, blue = picture.getpixel((10, 10))[:3]
    assert red > 250 > 5 > max(green, blue)


@DOORS
def test_of_what_moves_the_first_frame_is_kept_and_said(door, client):
    file = saved(drawn("red"), save_all=True, append_images=[drawn("blue")])
    assert FIRST_FRAME in words(door(client, upload(file, "a.png")))
    assert Image.objects.exists() or Cooperative.objects.get().logo


@DOORS
def test_of_what_stands_still_nothing_is_said(door, client):
    assert FIRST_FRAME not in words(door(client, upload(saved(drawn("red")), "a.png")))


@DOORS
def test_the_kind_that_telephones_make_is_named(door, client):
    assert "HEIC" in words(door(client, upload(io.BytesIO(HEIC), "IMG_0001.HEIC")))


@DOORS
def test_a_bomb_is_refused(door, client):
    bomb = claiming(saved(drawn()), 13_300, 13_300)
    assert "40 triệu điểm" in words(door(client, upload(bomb, "a.png")))
    assert not Image.objects.exists()
    assert not Article.objects.exists()
