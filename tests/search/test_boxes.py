"""One matcher: whoever types, wherever, finds by the same words the same things."""

import pytest
from django.contrib import admin

from cooperatives.directory.forms import DirectoryForm
from cooperatives.directory.queries import list_organisations
from cooperatives.models import Cooperative, Kind
from coopsite.portal.search.kinds import show_matches
from coopsite.portal.search.questions import Question
from news.models import Article
from tests.factories.pages import Page

pytestmark = pytest.mark.django_db

# Ways to type the same, and what each box has to find by it.
OF_REGISTER = [
    (
        [
            "htx bò sữa",
            "hop tac xa bo sua",
            "bò sữa hợp tác xã",
            "HTX BÒ  SỮA",
            "bò sữa",
        ],
        ["Hợp tác xã Bò sữa Mây Trắng"],
    ),
    (["quỹ", "quĩ", "qũy", "QUY"], ["Quỹ tín dụng nhân dân Bến Đợi"]),
    (["vận tải số 1", "van-tai so 1", "số 1 vận tải"], ["Hợp tác xã Vận tải Số 1"]),
    (
        ["vận tải", "van-tai", "tải vận", "vận tả"],
        ["Hợp tác xã Vận tải Số 1", "HTX Dịch vụ Vận tải Cỏ May"],
    ),
    (["thủy sản lí nhơn", "lý nhơn thuỷ sản"], ["Hợp tác xã Thuỷ sản Lý Nhơn"]),
    (["991563", "99156"], ["Hợp tác xã Bò sữa Mây Trắng"]),
    (["MH 03 07", "mh-0307"], ["Hợp tác xã Thêu Vòng Tay"]),
    (["vts1", "VTS1"], ["Hợp tác xã Vận tải Số 1"]),
    (["mộc tre ngà", "nga tre moc"], ["Hợp tác xã Mộc Lá Sen"]),
]
OF_NEWS = [
    (
        ["htx bò sữa cỏ", "co bo sua hop tac xa", "cỏ bò-sữa HTX"],
        ["Hợp tác xã bò sữa vào mùa cắt cỏ"],
    ),
    (["quỹ tín dụng", "quĩ tin-dung"], ["Quỹ tín dụng nhân dân mở quầy sáng thứ bảy"]),
    (["hòa phú", "phú hoà"], ["Hoà Bình và Hòa Phú ký giao ước thi đua"]),
]


# --- the boxes: each by its page, and by what its page asks ---------------------------


def titles(client, address, **asked):
    """Return the titles on the page that the address leads to."""
    return set(Page(client.get(address, asked, follow=True)).words("h3"))


def titles_of_search(typed, kind):
    """Return what the search page's question finds, all its pages together."""
    question = Question({"q": typed, "loai": kind}, need=100)
    matches = [*question.news.matches, *question.register.matches]
    return {result.title for result in show_matches(matches)}


def names_of_directory(typed):
    form = DirectoryForm({"tim": typed})
    assert form.is_valid()
    rows = list_organisations(Kind.COOPERATIVE, form)
    return {row.organisation.name for row in rows}


def names_of_desk(model, typed):
    own = admin.site.get_model_admin(model)
    rows, _ = own.get_search_results(None, model.objects.all(), typed)
    return set(map(str, rows))


def desk(client, address, typed):
    """Return the rows of the list; the one of a whole code, whose record opens."""
    response = client.get(address, {"q": typed}, follow=True)
    if "cl" not in response.context:
        return {str(response.context["original"])}
    return set(map(str, response.context["cl"].queryset))


def assert_all_find(boxes, ways, names):
    """Raise unless each of the boxes finds the names, and the same by all ways: asked
    by its page for the first of them."""
    for by_page, asked in boxes:
        found = [by_page(ways[0]), *map(asked, ways)]
        assert all(set(names) <= one == found[0] for one in found), (ways, found)


def test_the_register_is_found_alike_everywhere(corpus, staff_client):
    client = staff_client
    boxes = [
        (
            lambda typed: titles(client, "/tim-kiem/", q=typed, loai="to-chuc"),
            lambda typed: titles_of_search(typed, "to-chuc"),
        ),
        (
            lambda typed: titles(client, "/hop-tac-xa/", tim=typed),
            names_of_directory,
        ),
        (
            lambda typed: desk(client, "/quan-tri/cooperatives/cooperative/", typed),
            lambda typed: names_of_desk(Cooperative, typed),
        ),
    ]
    for ways, names in OF_REGISTER:
        assert_all_find(boxes, ways, names)


def test_news_are_found_alike_everywhere(corpus, staff_client):
    """The readers' box looks into the texts, too; the desk's says that it does not."""
    boxes = [
        (
            lambda typed: titles(staff_client, "/tim-kiem/", q=typed, loai="bai"),
            lambda typed: titles_of_search(typed, "bai"),
        ),
        (
            lambda typed: desk(staff_client, "/quan-tri/news/article/", typed),
            lambda typed: names_of_desk(Article, typed),
        ),
    ]
    for ways, names in OF_NEWS:
        assert_all_find(boxes, ways, names)
