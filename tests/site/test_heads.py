"""What each page says in its head: a title, a description, one address and a card."""

from datetime import timedelta

import pytest
from django.utils import timezone

from coopsite.core.templatetags.page_head import MAX_DESCRIPTION, MAX_TITLE
from tests.factories.news import (
    make_article,
    make_clip,
    make_draft,
    make_image,
    make_withdrawn,
    republish,
)
from tests.factories.pages import Page
from tests.factories.register import make_cooperative, make_union

pytestmark = pytest.mark.django_db
SITE = "https://lienminhhtx.example.vn"
FIGURES = [
    "/so-lieu/",
    "/so-lieu/bien-dong/",
    "/so-lieu/bien-dong/danh-sach/",
    "/so-lieu/doi-chieu/",
    "/so-lieu/dien-bien/",
    "/so-lieu/so-sanh/",
]
LONG = "Hội nghị tổng kết công tác xây dựng và phát triển kinh tế tập thể " * 3


@pytest.fixture(autouse=True)
def site_address(settings):
    settings.SITE_ADDRESS = SITE


class Head:
    """The head of the page at an address."""

    def __init__(self, client, address, status=200):
        answer = client.get(address)
        assert answer.status_code == status, address
        page = Page(answer)
        [self.title] = [e.words for e in page.all("title")[:1]]
        self.canonical = [e[1]["href"] for e in page.all("link", rel="canonical")]
        metas = [e.attributes for e in page.all("meta")]
        self.by_name = {m["name"]: m["content"] for m in metas if "name" in m}
        self.card = {m["property"]: m["content"] for m in metas if "property" in m}
        told = [m.get("name") or m.get("property") for m in metas if "media" not in m]
        told = list(filter(None, told))
        self.is_told_once = len(set(told)) == len(told)


@pytest.fixture
def addresses(monkeypatch):
    """One page of each kind, and the second pages of lists."""
    monkeypatch.setattr("news.lists.PAGE_SIZE", 2)
    monkeypatch.setattr("news.lists.CLIPS_ON_A_PAGE", 2)
    monkeypatch.setattr("cooperatives.directory.views.PAGE_SIZE", 2)
    article, clip = make_article(LONG[:200]), make_clip(description="Một clip. " * 40)
    for _ in range(2):
        make_article()
        make_clip()
        make_cooperative()
        make_union()
    pages = ["/", "/tin-tuc/", "/video/", "/hop-tac-xa/", "/lien-hiep/", *FIGURES]
    pages += [f"{page}?trang=2" for page in pages[1:5]]
    section = article.section.get_absolute_url()
    things = [article, clip, make_cooperative("Hợp tác xã Sao"), make_union("Liên A")]
    pages += [thing.get_absolute_url() for thing in things]
    return [*pages, section, f"{section}?trang=2"]


def test_each_page_says_what_it_is(client, addresses):
    heads = {address: Head(client, address) for address in addresses}
    for address, head in heads.items():
        assert head.canonical == [f"{SITE}{address}"], address
        assert head.card["og:url"] == f"{SITE}{address}"
        assert 10 < len(head.title) <= MAX_TITLE, head.title
        assert 15 < len(head.by_name["description"]) <= MAX_DESCRIPTION, address
        assert head.by_name["twitter:card"] == "summary_large_image"
        assert head.card["og:locale"] == "vi_VN"
        assert head.card["og:title"]
        assert head.card["og:description"] == head.by_name["description"]
        assert head.card["og:image"].startswith(f"{SITE}/")
        assert head.is_told_once, address
    assert len({head.title for head in heads.values()}) == len(heads)
    described = {head.by_name["description"] for head in heads.values()}
    assert len(described) == len(heads)


def test_parameters_stand_in_one_order(client):
    for asked in ("linh_vuc=nn&ngay=31/12/2023", "ngay=31/12/2023&linh_vuc=nn"):
        head = Head(client, f"/so-lieu/?{asked}")
        assert head.canonical == [f"{SITE}/so-lieu/?linh_vuc=nn&ngay=31%2F12%2F2023"]


def test_an_article_has_one_address_whatever_stands_beside_it(client, monkeypatch):
    monkeypatch.setattr("news.lists.PAGE_SIZE", 2)
    article = make_article()
    for _ in range(3):
        make_article()
    address = article.get_absolute_url()
    assert Head(client, f"{address}?trang=2").canonical == [f"{SITE}{address}"]


def test_an_article_is_shared_with_its_picture(client):
    cover = make_image(width=2000, height=1500)
    article = make_article(LONG[:200], cover=cover, cover_alt="Toàn cảnh")
    head = Head(client, article.get_absolute_url())
    card = head.card
    assert card["og:type"] == "article"
    assert card["og:title"] == article.title.strip()
    assert card["og:image"] == f"{SITE}/media/{cover.folder}/card.jpg"
    assert (card["og:image:width"], card["og:image:height"]) == ("1200", "630")
    assert card["og:image:alt"] == "Toàn cảnh"
    assert card["article:section"] == article.section.name
    published = timezone.localtime(article.first_published_at)
    assert card["article:published_time"] == published.isoformat(timespec="seconds")
    assert "article:modified_time" not in card
    assert head.title.endswith("…")


def test_what_changed_says_when(client):
    article = make_article(published_at=timezone.now() - timedelta(days=3))
    edition = republish(article, title="Tên mới")
    card = Head(client, article.get_absolute_url()).card
    changed = timezone.localtime(edition.live_from).isoformat(timespec="seconds")
    assert card["article:modified_time"] == changed
    former = Head(client, f"{article.get_absolute_url()}ban/1/")
    assert former.by_name["robots"] == "noindex"


def test_a_page_of_the_old_site_states_a_day(client):
    midnight = timezone.localtime().replace(
        year=2024, month=2, day=2, hour=0, minute=0, second=0, microsecond=0
    )
    article = make_article(published_at=midnight)
    card = Head(client, article.get_absolute_url()).card
    assert card["article:published_time"] == "2024-02-02"


@pytest.mark.parametrize(
    ("fields", "video", "kind"),
    [
        ({}, f"{SITE}/media/clips/", "video/mp4"),
        (
            {"youtube": "https://youtu.be/abcdefghijk"},
            "https://www.youtube-nocookie.com/embed/abcdefghijk",
            "text/html",
        ),
    ],
    ids=["file", "youtube"],
)
def test_a_clip_is_shared_as_a_video(client, fields, video, kind):
    clip = make_clip(duration=61, poster=make_image(), **fields)
    card = Head(client, clip.get_absolute_url()).card
    assert card["og:type"] == "video.other"
    assert card["og:video"].startswith(video)
    assert (card["og:video:type"], card["video:duration"]) == (kind, "61")
    assert card["og:image"].endswith("/card.jpg")


def test_what_has_no_picture_is_shared_with_the_house_s(client):
    card = Head(client, "/so-lieu/").card
    assert card["og:image"] == f"{SITE}/static/img/card.png"
    assert (card["og:image:width"], card["og:image:height"]) == ("1200", "630")


def test_figures_say_the_day_and_the_number(client):
    make_cooperative()
    make_cooperative(status="ngung")
    head = Head(client, "/so-lieu/?ngay=31/12/2023")
    words = "2 hợp tác xã, 1 đang hoạt động, ngày 31/12/2023"
    assert head.card["og:title"] == words
    assert head.title.startswith(words)
    assert words in head.by_name["description"]


def test_what_is_typed_ends_no_attribute(client):
    wild = 'Vừa "nói" <b>\' & \n vừa làm'
    article = make_article(wild, lead=f"{wild} {'Tom & Jerry ' * 40}")
    head = Head(client, article.get_absolute_url())
    assert head.card["og:title"] == " ".join(wild.split())
    assert head.by_name["description"].startswith(" ".join(wild.split()))
    assert head.by_name["description"].endswith("…")


@pytest.mark.parametrize(
    ("make", "status"),
    [
        (lambda: make_withdrawn().get_absolute_url(), 410),
        (lambda: make_draft().get_absolute_url(), 404),
        (lambda: "/so-lieu/?ngay=x", 400),
        (lambda: "/hop-tac-xa/?ngay=x", 400),
    ],
    ids=["withdrawn", "draft", "figures", "directory"],
)
def test_an_error_has_no_address_of_its_own(client, make, status):
    head = Head(client, make(), status)
    assert head.canonical == []
    assert head.card == {}
    assert head.by_name["robots"].startswith("noindex")
