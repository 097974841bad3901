"""The files that browsers and telephones ask for at the root by themselves."""

import io
import json

import pytest
from PIL import Image

from tests.factories.pages import Page

pytestmark = pytest.mark.django_db


def read(client, address):
    """Returns a file's bytes and its type."""
    answer = client.get(address)
    assert answer.status_code == 200
    return answer.getvalue(), answer["Content-Type"]


def open_picture(client, address):
    return Image.open(io.BytesIO(read(client, address)[0]))


def test_the_icon_of_a_window_has_three_sizes(client):
    assert open_picture(client, "/favicon.ico").info["sizes"] == {
        (16, 16),
        (32, 32),
        (48, 48),
    }


def test_a_telephone_s_icon_has_no_hole(client):
    icon = open_picture(client, "/apple-touch-icon.png")
    assert icon.size == (180, 180)
    assert not icon.has_transparency_data


def test_the_manifest_names_icons_that_are_there(client):
    [link] = Page(client.get("/")).all("link", rel="manifest")
    content, kind = read(client, link[1]["href"])
    assert kind.startswith("application/manifest+json")
    manifest = json.loads(content)
    assert client.get(manifest["start_url"]).status_code == 200
    for icon in manifest["icons"]:
        size = tuple(int(side) for side in icon["sizes"].split("x"))
        assert open_picture(client, icon["src"]).size == size


def test_they_run_nothing(client):
    answer = client.get("/favicon.ico")
    assert answer.getvalue()
    assert "default-src" in answer["Content-Security-Policy"]
