"""The staff's handbook is read at the desk; each page and picture of it is there."""

import re

import pytest
from django.conf import settings
from PIL import Image

from tests.factories.pages import Page

pytestmark = pytest.mark.django_db
ADDRESS = "/quan-tri/huong-dan/"
FILES = sorted(settings.HANDBOOK.glob("*.md"))
PICTURES = sorted((settings.HANDBOOK / "anh").iterdir())


def pictures_of(file):
    return set(re.findall(r"!\[[^]]+\]\(anh/([^)]+)\)", file.read_text()))


@pytest.mark.parametrize("file", FILES, ids=[file.stem for file in FILES])
def test_each_page_is_shown_with_its_pictures(staff_client, file):
    name = "" if file.stem == "README" else f"{file.stem}/"
    response = staff_client.get(f"{ADDRESS}{name}")
    assert response.status_code == 200
    page = Page(response)
    assert page.words("h1")[-1] == file.read_text().splitlines()[0].removeprefix("# ")
    sources = [e[1]["src"] for e in page.all("img") if "huong-dan" in e[1]["src"]]
    assert {source.rpartition("/")[2] for source in sources} == pictures_of(file)
    assert all(e[1].get("alt") for e in page.all("img") if e[1]["src"] in sources)


def test_the_contents_lead_to_every_other_page(staff_client):
    page = Page(staff_client.get(ADDRESS))
    others = {f"{ADDRESS}{file.stem}/" for file in FILES if file.stem != "README"}
    assert others <= set(page.links)
    assert len(others) == 9


def test_pages_lead_to_each_other(staff_client):
    page = Page(staff_client.get(f"{ADDRESS}dang-bai/"))
    assert f"{ADDRESS}dan-tu-word/" in page.links


def test_every_picture_is_small_and_shown_somewhere():
    shown = set().union(*map(pictures_of, FILES))
    assert shown == {picture.name for picture in PICTURES}
    for picture in PICTURES:
        assert picture.stat().st_size < 150_000, picture.name
        with Image.open(picture) as opened:
            assert opened.width <= 1200, picture.name


def test_the_desk_leads_to_it_from_its_first_page_and_every_head(staff_client):
    for address, times in (("/quan-tri/", 2), ("/quan-tri/news/article/", 1)):
        links = Page(staff_client.get(address)).links
        assert links.count(ADDRESS) == times, address


def test_it_is_for_staff(client):
    response = client.get(ADDRESS)
    assert response.status_code == 302
    assert "/dang-nhap/" in response["Location"] or "login" in response["Location"]


@pytest.mark.parametrize("name", ["khong-co", "readme", "anh"])
def test_what_is_no_page_is_not_found(staff_client, name):
    assert staff_client.get(f"{ADDRESS}{name}/").status_code == 404


def test_html_in_a_text_stays_text(staff_client, settings, tmp_path):
    text = "# Thử\n\n<script>x()</script>\n\nLời <b>đậm</b> [a](javascript:x)\n"
    (tmp_path / "thu.md").write_text(text, encoding="utf-8")
    settings.HANDBOOK = tmp_path
    html = staff_client.get(f"{ADDRESS}thu/").content.decode()
    [text] = re.findall(r'class="text-read">(.*?)</div>', html, re.DOTALL)
    assert "<script" not in text
    assert "javascript:" not in text
    assert "<b" not in text
    assert "đậm" in text
