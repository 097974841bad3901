"""The first picture of a page is fetched at once, others when they come near."""

import pytest

from tests.factories.news import make_article, make_clip, make_image
from tests.factories.pages import Page

pytestmark = pytest.mark.django_db


def list_pictures(client, address):
    return [attributes for _, attributes, _ in Page(client.get(address)).all("img")]


@pytest.fixture
def addresses():
    """Pages whose first picture is seen at once."""
    first = make_article(cover=make_image(), cover_alt="Phiên chợ")
    make_article(cover=make_image(), cover_alt="Bến", section=first.section)
    for _ in range(2):
        make_clip(youtube="https://youtu.be/abcdefghijk", poster=make_image())
    section, page = first.section.get_absolute_url(), first.get_absolute_url()
    return ["/", "/tin-tuc/", section, page, "/video/"]


def test_the_first_picture_is_fetched_at_once_and_others_later(client, addresses):
    for address in addresses:
        first, *others = list_pictures(client, address)
        assert first["fetchpriority"] == "high", address
        assert "loading" not in first, address
        assert all(other["loading"] == "lazy" for other in others), address
        assert not any("fetchpriority" in other for other in others), address


def test_every_picture_says_its_size(client, addresses):
    for address in addresses:
        for picture in list_pictures(client, address):
            assert (picture["width"], picture["height"]) == ("1200", "800"), address


def test_the_clip_of_the_home_page_is_a_poster_until_it_is_played(client):
    clip = make_clip(poster=make_image())
    [player] = Page(client.get("/")).all("video")
    assert player[1]["preload"] == "none"
    assert player[1]["poster"] == clip.poster.body_url
    [player] = Page(client.get(clip.get_absolute_url())).all("video")
    assert player[1]["preload"] == "metadata"
