"""What each kind of page tells machines, held against schema.org's own vocabulary."""

from datetime import date

import pytest
from django.core.files.base import ContentFile
from django.utils import timezone

from news.publishing import publish
from tests.factories.news import (
    make_article,
    make_clip,
    make_draft,
    make_image,
    make_withdrawn,
)
from tests.factories.pages import Page
from tests.factories.register import make_cooperative, make_union
from tests.schema_org.checking import find_faults, read_things

pytestmark = pytest.mark.django_db
SITE = "https://lienminhhtx.example.vn"
PERIOD = "tu=01/01/2023&den=31/12/2023"
DATASETS = {
    "/so-lieu/?ngay=31/12/2023": "2023-12-31",
    f"/so-lieu/bien-dong/?{PERIOD}": "2023-01-01/2023-12-31",
    f"/so-lieu/bien-dong/danh-sach/?{PERIOD}": "2023-01-01/2023-12-31",
    "/so-lieu/doi-chieu/?ngay=31/12/2023&biet_den=31/12/2023": "2023-12-31",
    f"/so-lieu/dien-bien/?{PERIOD}": "2023-01-01/2023-12-31",
    "/so-lieu/so-sanh/?ngay=31/12/2023&voi=31/12/2022": "2022-12-31/2023-12-31",
}


@pytest.fixture(autouse=True)
def site_address(settings):
    settings.SITE_ADDRESS = SITE


def tell(client, address):
    """Returns what the page at `address` tells; see `read`."""
    return read(client.get(address))


def read(answer):
    """Returns what the page tells, by type; asserts that it may."""
    things = read_things(answer)
    assert [fault for thing in things for fault in find_faults(thing)] == []
    assert len({thing["@type"] for thing in things}) == len(things)
    return {thing["@type"]: thing for thing in things}


def names_of(way):
    """Returns the names and the addresses on a way, in their order."""
    steps = way["itemListElement"]
    assert [step["position"] for step in steps] == [*range(1, len(steps) + 1)]
    assert all(step["item"].startswith(f"{SITE}/") for step in steps)
    return [step["name"] for step in steps]


def test_an_article(client):
    cover = make_image()
    article = make_article(
        "Tin </script> & <b>", cover=cover, cover_alt="Ảnh", cover_credit="An",
        source="Báo Tuổi Trẻ",
    )  # fmt: skip
    article.lead = "Bản đúng."
    publish(article=article, by=None, kind="update", note="Thêm số liệu.")
    article.lead = "Bản đúng hơn."
    publish(article=article, by=None, kind="correction", note="Số đúng là 606.")
    told = tell(client, article.get_absolute_url())
    news = told["NewsArticle"]
    assert news["headline"] == article.title
    assert news["description"] == "Bản đúng hơn."
    assert news["author"] == {"@type": "Person", "name": "KT"}
    assert news["publisher"]["name"].startswith("Liên minh Hợp tác xã")
    assert news["sourceOrganization"]["name"] == "Báo Tuổi Trẻ"
    image = news["image"]
    assert image["url"] == f"{SITE}/media/{cover.folder}/card.jpg"
    assert (image["width"], image["height"]) == ("1200 px", "630 px")
    assert [one["text"] for one in news["correction"]] == ["Số đúng là 606."]
    assert news["datePublished"] < news["dateModified"]
    assert news["isAccessibleForFree"] is True
    assert "disambiguatingDescription" not in news
    section = article.section.name
    way = names_of(told["BreadcrumbList"])
    assert way == ["Trang chủ", "Tin tức", section, article.title]
    assert news["articleSection"] == section


def test_an_article_that_nobody_signed_and_that_is_invented(client):
    article = make_article(byline="", is_demo=True)
    news = tell(client, article.get_absolute_url())["NewsArticle"]
    assert news["author"] == news["publisher"]
    assert "hư cấu" in news["disambiguatingDescription"]
    assert "image" not in news


@pytest.mark.parametrize("kind", ["file", "youtube"])
def test_a_clip(client, kind):
    own = {"captions": ContentFile(b"WEBVTT", name="a.vtt"), "poster": make_image()}
    youtube = {"youtube": "https://youtu.be/abcdefghijk"}
    clip = make_clip(duration=61, **(own if kind == "file" else youtube))
    told = tell(client, clip.get_absolute_url())
    video = told["VideoObject"]
    assert (video["name"], video["duration"]) == (clip.title, "PT61S")
    if kind == "file":
        assert video["contentUrl"] == f"{SITE}{clip.file.url}"
        assert video["encodingFormat"] == "video/mp4"
        assert video["caption"]["encodingFormat"] == "text/vtt"
        assert video["thumbnailUrl"].endswith("/card.jpg")
    else:
        assert video["embedUrl"].startswith("https://www.youtube-nocookie.com/")
        assert video["thumbnailUrl"] == f"{SITE}/static/img/card.png"
    assert names_of(told["BreadcrumbList"]) == ["Trang chủ", "Video", clip.title]


def test_the_home_page_says_whose_portal_it_is(client):
    told = tell(client, "/")
    organisation = told["Organization"]
    assert organisation["url"] == f"{SITE}/"
    assert told["WebSite"]["publisher"] == {"@id": organisation["@id"]}
    logo = client.get(organisation["logo"].removeprefix(SITE))
    assert logo.getvalue()


def test_an_organisation(client):
    union = make_union("Liên hiệp Một")
    member = make_cooperative("Hợp tác xã Sao", union=union, tax_code="0301175691")
    for row, other in ((member, union), (union, member)):
        told = tell(client, row.get_absolute_url())
        organisation = told["Cooperative"]
        assert organisation["@id"] == f"{SITE}{row.get_absolute_url()}"
        related = organisation.get("memberOf") or organisation["member"][0]
        assert related["name"] == other.name
        assert names_of(told["BreadcrumbList"])[-1] == row.name


def test_a_section(client):
    section = make_article().section
    told = tell(client, section.get_absolute_url())
    assert names_of(told["BreadcrumbList"]) == ["Trang chủ", "Tin tức", section.name]


def test_figures_are_data_of_a_time_and_files(client):
    make_cooperative(founded=date(2020, 1, 1))
    for address, time in DATASETS.items():
        answer = client.get(address)
        told, page = read(answer), Page(answer)
        data = told["Dataset"]
        assert data["temporalCoverage"] == time
        [description] = page.all("meta", name="description")
        assert data["description"] == description[1]["content"]
        [canonical] = page.all("link", rel="canonical")
        assert data["url"] == canonical[1]["href"]
        check_files(client, [one["contentUrl"] for one in data["distribution"]])
        if address.startswith("/so-lieu/?"):
            number = "1 hợp tác xã, 1 đang hoạt động, ngày 31/12/2023"
            assert data["name"] == number
        else:
            way = names_of(told["BreadcrumbList"])
            assert way == ["Trang chủ", "Số liệu hợp tác xã", data["name"]]


def check_files(client, files):
    """Raise where one of the two files of figures is not there or is empty."""
    assert len(files) == 2
    for file in files:
        answer = client.get(file.removeprefix(SITE))
        assert answer.status_code == 200, file
        assert answer.getvalue(), file


def test_what_is_no_page_to_keep_tells_nothing(client):
    today = timezone.localdate()
    gone, draft = make_withdrawn(), make_draft()
    article = make_article()
    article.title = "Tên khác"
    publish(article=article, by=None, kind="update", note="Đổi tên")
    for address in (
        gone.get_absolute_url(),
        draft.get_absolute_url(),
        f"{article.get_absolute_url()}ban/1/",
        "/so-lieu/?ngay=x",
        f"/so-lieu/bien-dong/?tu={today.year + 90}",
        "/so-lieu/doi-chieu/",
    ):
        assert read_things(client.get(address)) == [], address


@pytest.mark.parametrize(
    ("thing", "fault"),
    [
        ({"@type": "NewsArticle", "taxID": "1"}, "NewsArticle.taxID: not allowed"),
        ({"@type": "Tin"}, "no type Tin"),
        ({"@type": "VideoObject", "uploadDate": "hôm nay"}, "is not one of"),
        ({"@type": "Dataset", "distribution": {"@type": "Person"}}, "a Person"),
        ({"@type": "Person", "name": ""}, "empty"),
    ],
    ids=["property", "type", "value", "range", "empty"],
)
def test_the_check_finds_what_is_wrong(thing, fault):
    assert any(fault in one for one in find_faults(thing))
