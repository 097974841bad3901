"""No list of the desk, and no box that searches, counts all the rows there are.

That each list keeps to it is seen where each is drawn, in tests/site/test_walk.py.
"""

import re

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from coopsite.core.paging import BoundedLists
from news.admin.articles.admin import ArticleAdmin
from news.models import Article, Image
from tests.factories.news import make_draft, make_image
from tests.factories.pages import Page
from tests.undrawn import not_drawn

pytestmark = pytest.mark.django_db

ARTICLES = "/quan-tri/news/article/"
PICTURES = {"app_label": "news", "model_name": "article", "field_name": "cover"}


@pytest.fixture
def _short_lists(monkeypatch):
    """Lists that count up to five, and show two rows on a page."""
    monkeypatch.setattr(BoundedLists, "max_count", 5)
    monkeypatch.setattr(ArticleAdmin, "list_per_page", 2)


def turn(client, page):
    with not_drawn():
        answer = client.get(ARTICLES, {"p": page})
    return list(answer.context["cl"].result_list)


@pytest.mark.usefixtures("_short_lists")
@pytest.mark.parametrize("number", [4, 5])
def test_a_list_within_the_bound_is_counted(staff_client, number):
    made = [make_draft() for _ in range(number)][::-1]
    pages = [turn(staff_client, page) for page in range(1, (number + 1) // 2 + 1)]
    assert [row for page in pages for row in page] == made
    answer = staff_client.get(ARTICLES)
    [words] = Page(answer).words("nav", **{"class": "paginator"})
    assert f" {number} bài viết" in words
    assert "hơn" not in words
    assert f"Chọn tất cả {number} bài viết" in answer.content.decode()


@pytest.mark.usefixtures("_short_lists")
def test_a_longer_list_says_so_and_goes_as_far_as_the_bound(staff_client):
    made = [make_draft() for _ in range(8)][::-1]
    pages = [turn(staff_client, page) for page in (1, 2, 3)]
    assert pages == [made[0:2], made[2:4], made[4:5]]
    words = staff_client.get(ARTICLES).content.decode()
    assert "hơn 5 bài viết" in words
    assert "Chọn tất cả hơn 5 bài viết" in words
    assert "Đã chọn tất cả hơn 5" in words
    assert "Danh sách mở được đến dòng 5" in words
    assert staff_client.get(ARTICLES, {"p": 4}).status_code == 302


@pytest.mark.usefixtures("_short_lists")
@pytest.mark.usefixtures("undrawn")
def test_the_other_end_of_a_longer_list_is_reached_by_turning_it(staff_client):
    made = [make_draft(f"Tin {n}") for n in range(8)]
    response = staff_client.get(ARTICLES, {"o": "2"})  # by title
    assert list(response.context["cl"].result_list) == made[:2]
    response = staff_client.get(ARTICLES, {"o": "-2"})
    assert list(response.context["cl"].result_list) == made[:-3:-1]


@pytest.mark.usefixtures("_short_lists")
def test_all_of_a_longer_list_are_chosen_and_not_its_pages_alone(staff_client):
    made = [make_draft() for _ in range(8)]
    staff_client.post(
        ARTICLES,
        {"action": "bin_selected", "select_across": "1", "_selected_action": made[0].pk,
         "post": "yes"},
    )  # fmt: skip
    assert not Article.objects.outside_bin().exists()


def test_a_box_that_searches_goes_on_to_the_last_row(staff_client):
    made = [make_image(f"Ảnh {n}") for n in range(45)][::-1]
    found, page, is_more = [], 0, True
    while is_more:
        page += 1
        told = {**PICTURES, "term": "ảnh", "page": page}
        answer = staff_client.get(reverse("admin:autocomplete"), told).json()
        found += [int(row["id"]) for row in answer["results"]]
        is_more = answer["pagination"]["more"]
    assert page == 3
    assert found == [image.pk for image in made]
    told["page"] = 4
    assert staff_client.get(reverse("admin:autocomplete"), told).status_code == 404


def test_a_box_has_no_other_pages(staff_client):
    make_image("Ảnh")
    for page in ("0", "-1", "9" * 18, "9" * 40, "hai"):
        told = {**PICTURES, "term": "", "page": page}
        answer = staff_client.get(reverse("admin:autocomplete"), told)
        assert answer.status_code == 404, page


def counts_without_limit(client, address, **asked):
    with CaptureQueriesContext(connection) as queries:
        assert client.get(address, asked).status_code == 200, address
    told = [query["sql"] for query in queries.captured_queries]
    counts = [sql for sql in told if re.match(r"SELECT COUNT\(", sql)]
    return [sql for sql in counts if " LIMIT " not in sql], counts


def test_no_box_that_searches_counts_beyond_its_page(staff_client):
    Image.objects.all().delete()
    make_image("Ảnh")
    address = reverse("admin:autocomplete")
    unlimited, counts = counts_without_limit(staff_client, address, **PICTURES)
    assert not unlimited
    assert all(sql.endswith("LIMIT 22) subquery") for sql in counts), counts


@pytest.mark.parametrize("kind", ["image", "videoclip"])
def test_no_chooser_counts_without_a_limit(staff_client, kind):
    address = reverse(f"admin:news_{kind}_choose")
    unlimited, counts = counts_without_limit(staff_client, address)
    assert counts
    assert not unlimited


def test_a_chooser_of_more_than_the_bound_goes_as_far(staff_client, monkeypatch):
    monkeypatch.setattr(BoundedLists, "max_count", 30)
    made = [make_image(f"Ảnh {n}") for n in range(40)][::-1]
    address = reverse("admin:news_image_choose")
    pages = [staff_client.get(address, {"trang": n} if n > 1 else {}) for n in (1, 2)]
    shown = [row for page in pages for row in page.context["page"]]
    assert shown == made[:30]
    assert staff_client.get(address, {"trang": 3}).status_code == 404
