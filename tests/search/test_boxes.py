"""One matcher: whoever types, wherever, finds by the same words the same things."""

import pytest

from tests.factories.once import written_once
from tests.factories.pages import Page

from .corpus import make_corpus

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


@pytest.fixture
@written_once
def corpus(db):
    make_corpus()


def search(client, typed, kind):
    page = Page(client.get("/tim-kiem/", {"q": typed, "loai": kind}, follow=True))
    return set(page.words("h3"))


def directory(client, typed):
    page = Page(client.get("/hop-tac-xa/", {"tim": typed}, follow=True))
    return set(page.words("h3"))


def desk(client, model, typed):
    """Return the rows of the list; the one of a whole code, whose record opens."""
    response = client.get(f"/quan-tri/{model}/", {"q": typed}, follow=True)
    if "cl" not in response.context:
        return {str(response.context["original"])}
    return set(map(str, response.context["cl"].queryset))


@pytest.mark.parametrize(("ways", "names"), OF_REGISTER)
def test_the_register_is_found_alike_everywhere(staff_client, corpus, ways, names):
    boxes = [
        lambda typed: search(staff_client, typed, "to-chuc"),
        lambda typed: directory(staff_client, typed),
        lambda typed: desk(staff_client, "cooperatives/cooperative", typed),
    ]
    for box in boxes:
        found = [box(typed) for typed in ways]
        assert all(set(names) <= one for one in found), found
        assert all(one == found[0] for one in found), found


@pytest.mark.parametrize(("ways", "names"), OF_NEWS)
def test_news_are_found_alike_everywhere(staff_client, corpus, ways, names):
    """The readers' box looks into the texts, too; the desk's says that it does not."""
    for found in (
        [search(staff_client, typed, "bai") for typed in ways],
        [desk(staff_client, "news/article", typed) for typed in ways],
    ):
        assert all(set(names) <= one == found[0] for one in found), found
