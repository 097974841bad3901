"""A logo is redrawn when it is taken in: nothing of the file that was sent is kept."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from PIL import Image

from cooperatives.models import Cooperative
from coopsite.accounts.roles import KEEPER
from tests.factories.cases import in_proofs
from tests.factories.news import make_picture
from tests.factories.pages import started_from
from tests.factories.people import make_user
from tests.factories.register import make_cooperative

pytestmark = pytest.mark.django_db


@pytest.fixture
def send(client, settings, tmp_path):
    """Return a function that sends a logo by the form of a cooperative."""
    settings.MEDIA_ROOT = tmp_path
    client.force_login(make_user(role=KEEPER))
    one = make_cooperative("Hợp tác xã Sao Mai")
    address = reverse("admin:cooperatives_cooperative_change", args=[one.pk])

    def send(logo, **more):
        sent = {"name": one.name, "logo": logo, **started_from(client, address), **more}
        return client.post(address, sent)

    return send


def kept():
    return Cooperative.objects.get().logo


@pytest.mark.parametrize("file_format", ["PNG", "JPEG", in_proofs("WEBP")])
def test_it_becomes_a_small_png_of_a_name_of_its_own(send, file_format):
    sent = make_picture(file_format, size=(1040, 520), name="ten-rieng.png")
    assert send(sent).status_code == 302
    with Image.open(kept().path) as picture:
        assert (picture.format, picture.size) == ("PNG", (512, 256))
    assert "ten-rieng" not in kept().name


def test_what_is_appended_or_told_beside_the_picture_is_gone(send):
    picture = make_picture("PNG").read() + b"<script>alert(1)</script>"
    assert send(SimpleUploadedFile("a.png", picture)).status_code == 302
    with open(kept().path, "rb") as file:
        assert b"script" not in file.read()


@pytest.mark.parametrize(
    "sent",
    [
        pytest.param(lambda: make_picture("BMP"), id="of no format of the web"),
        pytest.param(
            lambda: SimpleUploadedFile("a.png", make_picture("PNG").read()[:90]),
            id="cut off",
        ),
        pytest.param(
            lambda: SimpleUploadedFile("a.svg", b"<svg onload='alert(1)'/>"), id="svg"
        ),
    ],
)
def test_anything_else_is_refused_at_its_field(send, sent):
    page = send(sent())
    assert list(page.context["adminform"].form.errors) == ["logo"]
    assert not kept()


def test_it_stays_when_the_form_is_saved_without_one(send):
    send(make_picture("PNG"))
    before = kept().name
    assert send("", phone="028 3822 0000").status_code == 302
    assert kept().name == before


def test_it_can_be_taken_away(send):
    send(make_picture("PNG"))
    assert send("", **{"logo-clear": "on"}).status_code == 302
    assert not kept()
