"""The portal's own address is a setting: no request decides what others are told."""

import re

import pytest

from tests.factories.news import make_article
from tests.factories.register import make_cooperative

pytestmark = pytest.mark.django_db
FOREIGN = "127.0.0.1:6666"


@pytest.fixture
def addresses(settings):
    settings.SITE_ADDRESS = "https://lienminhhtx.example.vn"
    cooperative = make_cooperative("Hợp tác xã Sao Mai")
    return [
        "/",
        "/tin-tuc/",
        make_article("Tin").get_absolute_url(),
        "/hop-tac-xa/",
        "/so-lieu/",
        cooperative.get_absolute_url(),
    ]


def test_no_page_repeats_the_host_of_its_request(client, addresses):
    for address in addresses:
        page = client.get(address, headers={"host": FOREIGN}).content.decode()
        assert "6666" not in page, address
        for canonical in re.findall('<link rel="canonical" href="([^"]*)"', page):
            assert canonical == f"https://lienminhhtx.example.vn{address}"
    assert "lienminhhtx.example.vn" in page


@pytest.mark.parametrize("ending", ["csv", "xlsx"])
def test_nor_does_a_file(client, addresses, ending):
    for page in ("/hop-tac-xa/", "/so-lieu/"):
        answer = client.get(f"{page}tai-ve.{ending}", headers={"host": FOREIGN})
        content = b"".join(answer.streaming_content)
        assert b"6666" not in content
        if ending == "csv":
            assert f"https://lienminhhtx.example.vn{page}".encode() in content
