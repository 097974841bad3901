"""What must come first for what people type."""

import pytest

from coopsite.core.full_text.searching import Search
from coopsite.portal.search.questions import Question
from tests.factories.cases import in_proofs
from tests.factories.pages import Page

from .corpus import ARTICLES, REPORT

pytestmark = pytest.mark.django_db

BO_SUA, MAY_TRANG = "Hợp tác xã bò sữa vào mùa cắt cỏ", "Hợp tác xã Bò sữa Mây Trắng"
SO_1, CO_MAY = "Hợp tác xã Vận tải Số 1", "HTX Dịch vụ Vận tải Cỏ May"
CHUON, THEU = "Hợp tác xã Xe buýt Cánh Chuồn", "Hợp tác xã Thêu Vòng Tay"
BEN_DOI = "Quỹ tín dụng nhân dân Bến Đợi"
HOANG_HON = "Hợp tác xã Rau an toàn Hoàng Hôn Tím"
PHUONG_DO = "Hợp tác xã Nông nghiệp Phượng Đỏ Thắm"
TRUC_XINH, LY_NHON = "Hợp tác xã Mây tre lá Trúc Xinh", "Hợp tác xã Thuỷ sản Lý Nhơn"
KHOI_BEP = "Hợp tác xã Gốm Khói Bếp"
SUOI_REO = "Hợp tác xã Môi trường Đô thị Suối Reo"
TRE_NGA = "Hợp tác xã Mộc Lá Sen"
UNION = "Liên hiệp Hợp tác xã Vận tải Bước Chân Vui"
XE_BUYT, QUY = "Xe buýt sạch ở Cần Giờ", "Quỹ tín dụng nhân dân mở quầy sáng thứ bảy"
HOA_BINH, LY_DO = ARTICLES[4][0], ARTICLES[5][0]
KE_TOAN, CHO, SO, GA_SAI_GON, GA = (ARTICLES[n][0] for n in (6, 7, 8, 9, 10))
SONG, HEM, NHA_MANG, DAI_HOI = (ARTICLES[n][0] for n in (11, 12, 13, 0))
CLIP, CHO_NOI = "Một ngày ở hợp tác xã bò sữa", "Chợ nổi và bến đò"

FIRST = {
    # whole names and titles, however they are written
    "Hợp tác xã Bò sữa Mây Trắng": MAY_TRANG,
    "hop tac xa bo sua may trang": MAY_TRANG,
    "HTX bò sữa mây trắng": MAY_TRANG,
    "bò sữa mây trắng": MAY_TRANG,
    "mây trắng bò sữa": MAY_TRANG,
    "htx bo sua may trang": MAY_TRANG,
    "HỢP TÁC XÃ VẬN TẢI SỐ 1": SO_1,
    "vận tải số 1": SO_1,
    "van-tai so 1": SO_1,
    "LH HTX Vận tải Bước Chân Vui": UNION,
    "liên hiệp vận tải": UNION,
    "Xe buýt sạch ở Cần Giờ": XE_BUYT,
    "xe buyt sach o can gio": XE_BUYT,
    "một ngày ở htx bò sữa": CLIP,
    "Hội nghị tổng kết hoạt động năm 2023 và phương hướng nhiệm vụ năm 2024": REPORT,
    "Nhà màng đầu tiên sau một năm": NHA_MANG,
    "HTX MTĐT Suối Reo": SUOI_REO,
    "mtdt suoi reo": SUOI_REO,
    # words in a title, with and without marks, in another order
    "hội nghị tổng kết 2023": REPORT,
    "hoi nghi tong ket": REPORT,
    "2023 tổng kết hội nghị": REPORT,
    "phương hướng nhiệm vụ 2024": REPORT,
    "đại hội mây trắng": DAI_HOI,
    "phiên chợ nông sản": CHO,
    "chuyển đổi số": SO,
    "chuyen doi so so tay": SO,
    "tập huấn kế toán": KE_TOAN,
    "ke toan tap huan": KE_TOAN,
    "chợ nổi": CHO_NOI,
    "cho noi ben do": CHO_NOI,
    "Ga Sài Gòn": GA_SAI_GON,
    "gà thả vườn": GA,
    "gà": GA,
    "ga": GA_SAI_GON,
    "đường sông": SONG,
    "duong song": SONG,
    "Đường  sông,": SONG,
    "hẻm sạch": HEM,
    "“hẻm sạch, người vui”": HEM,
    '"thói quen"': SO,
    # i and y, places of the tone, look-alikes
    "quĩ tín dụng bến đợi": BEN_DOI,
    "quỹ tín dụng bến đợi": BEN_DOI,
    "quĩ tín dụng mở quầy": QUY,
    "qũy tín dụng mở quầy": QUY,
    "QTDND Bến Đợi": BEN_DOI,
    "quỹ TDND bến đợi": BEN_DOI,
    "thủy sản": LY_NHON,
    "thuỷ sản": LY_NHON,
    "lí nhơn": LY_NHON,
    "hòa bình": HOA_BINH,
    "hoà phú": HOA_BINH,
    "lí do làm ăn chung": LY_DO,
    "Ðường sông chở rau": SONG,
    # in the lead, in the text
    "rau sạch và trái cây": CHO,
    "khảo sát ở củ chi": LY_DO,
    "đơn hàng điện thoại": SO,
    "dưa lưới": NHA_MANG,
    "1.250 lượt": KE_TOAN,
    "1250": KE_TOAN,
    "5.607": REPORT,
    "5607": REPORT,
    "5.607 lượt tham dự": REPORT,
    "1467/QĐ-UBND": REPORT,
    "29-CtrHĐ/TU": REPORT,
    "Nguyễn Quang Tuyên": REPORT,
    "nguyen quang tuyen": REPORT,
    "Quỹ CCM": REPORT,
    '"vận tải hành khách"': XE_BUYT,
    "ubnd quận": CHO,
    # beginnings, while one types
    "hop tac xa bo su": MAY_TRANG,
    "htx thêu v": THEU,
    "vận tải c": CO_MAY,
    "hoàng hôn t": HOANG_HON,
    "phuong do th": PHUONG_DO,
    "trúc xi": TRUC_XINH,
    # codes, initials, ids, parts
    "0301175691": SO_1,
    "301175691": SO_1,
    "301175691.0": SO_1,
    "VN-TIN-0301175691": SO_1,
    "03011756": SO_1,
    "991563": MAY_TRANG,
    "vts1": SO_1,
    "VTS1": SO_1,
    "htxvts1": SO_1,
    "41K-123": BEN_DOI,
    "41k 123": BEN_DOI,
    "mh 0307": THEU,
    "MH-0307": THEU,
    "ượng đỏ": PHUONG_DO,
    "oang hon": HOANG_HON,
    # former names, what they do, where they are
    "Mộc Tre Ngà": TRE_NGA,
    "moc la sen": TRE_NGA,
    "gốm sứ mỹ nghệ": KHOI_BEP,
    "gom su mi nghe": KHOI_BEP,
    "an thới đông": PHUONG_DO,
    # one slip of typing
    "bò sữa mây trắnh": MAY_TRANG,
    "hợp tác xã vận tải cỏ mai": CO_MAY,
    "dich vu van tai co mayy": CO_MAY,
    "xe buýt cánh chuồm": CHUON,
    "thêu vòng tai": THEU,
    "quỹ tín dụng bến đợn": BEN_DOI,
    "rau an toàn hoàng hnô tím": HOANG_HON,
    "phượng đỏ thăms": PHUONG_DO,
    "mây tre lá trúc xin": TRUC_XINH,
    "thuỷ sản lý nhơm": LY_NHON,
    "gốm khói bếb": KHOI_BEP,
    "môi trường đô thị suối rel": SUOI_REO,
    "hoanghon tim": HOANG_HON,
    "hội nghị tổng kêts": REPORT,
}


def titles(client, typed, **more):
    page = Page(client.get("/tim-kiem/", {"q": typed, **more}, follow=True))
    return page.words("h3")


@pytest.mark.parametrize("step", [4, in_proofs(1)])
def test_what_must_come_first_does(corpus, client, step):
    assert len(FIRST) >= 80
    wrong = {
        typed: (found[:3], first)
        for typed, first in list(FIRST.items())[::step]
        if (found := titles(client, typed))[:1] != [first]
    }
    assert wrong == {}


def test_who_knows_how_many_there_are_finds_the_same(corpus):
    """A search that stops at the last of them leaves nothing out."""
    for typed in [*FIRST, "hợp tác xã", "tin 2023", "htx y", "qwxz"]:
        question = Question({"q": typed}, need=10)
        for search in (question.news, question.register):
            alone = Search(question.query, search.kinds, need=10, at=question.at)
            found = [(one.kind, one.key, one.tier) for one in search.matches]
            assert found == [(one.kind, one.key, one.tier) for one in alone.matches]
            assert search.total == alone.total, typed


def test_equal_words_find_the_same(corpus, client):
    for one, other in [
        ("hop tac xa bo sua", "htx bò sữa"),
        ("quĩ", "quỹ"),
        ("van-tai", "vận tải"),
        ("TP.HCM", "thành phố hồ chí minh"),
        ("hoà", "hòa"),
    ]:
        assert sorted(titles(client, one)) == sorted(titles(client, other)) != []


def places(client, typed):
    page = Page(client.get("/tim-kiem/", {"q": typed}))
    return page.inside("search-places")


def test_a_place_offers_its_directory(corpus, client):
    for typed in ("Cần Giờ", "can gio", "htx ở Cần Giờ", "huyện cần giờ", "h. cần giờ"):
        [offered] = places(client, typed)
        assert "Hợp tác xã ở Huyện Cần Giờ (đến 30/06/2025): 1" in offered, typed
    [offered] = places(client, "Q.1")
    assert "Hợp tác xã ở Quận 1" in offered
    address = next(
        link
        for link in Page(client.get("/tim-kiem/?q=cần giờ")).links
        if link.endswith("huyen-can-gio")
    )
    assert LY_NHON in Page(client.get(address)).words("h3")


def test_what_may_have_been_meant_is_offered_by_its_words(corpus, client):
    response = client.get("/tim-kiem/", {"q": "hoàng hôn tín"})
    assert "Có phải bạn tìm “hoàng hôn tím”?" in Page(response).words("h2")
    response = client.get("/tim-kiem/", {"q": "hoàng hôn tím"})
    assert not [h for h in Page(response).words("h2") if h.startswith("Có phải")]


def test_where_nothing_has_all_words_what_is_near_is_shown(corpus, client):
    assert titles(client, "trúc xinh khổng lồ")[0] == TRUC_XINH
    page = Page(client.get("/tim-kiem/", {"q": "qwxz jjkk"}))
    assert "Không có kết quả nào cho “qwxz jjkk”." in page.inside("search-total")
    assert page.words("h3") == []


def test_a_phrase_in_quotes_stands_as_it_is(corpus, client):
    assert titles(client, '"sữa mây"') == [MAY_TRANG, DAI_HOI]
    page = Page(client.get("/tim-kiem/", {"q": '"sữa bò"'}))
    assert page.inside("search-total") == ['Không có kết quả nào cho “"sữa bò"”.']
    assert BO_SUA in titles(client, "“bò sữa” mùa")


def test_the_dissolved_come_last(corpus, client):
    found = titles(client, "vận tải", loai="to-chuc")
    assert found[-1] == "Hợp tác xã Vận tải Sao Hôm"
    assert {SO_1, CO_MAY, UNION} <= set(found)


def test_the_newest_come_first_among_equals(corpus, client):
    found = titles(client, "hợp tác xã", loai="bai")
    with_words = [title for title, *_ in ARTICLES if "hợp tác xã" in title.lower()]
    assert found[: len(with_words)] == with_words


def test_names_are_suggested_while_one_types(corpus, client):
    def suggest(typed):
        answer = client.get("/tim-kiem/goi-y/", {"q": typed}, follow=True).json()
        return [one["title"] for one in answer["suggestions"]]

    assert suggest("hoàng h") == [HOANG_HON]
    assert suggest("co ma") == [CO_MAY]
    assert suggest("vận tải c")[0] == CO_MAY
    assert suggest("mây tr")[:1] == [MAY_TRANG]
    assert suggest("0301175")[0] == SO_1
    assert suggest("bò sữa")[0] == MAY_TRANG
    assert REPORT in suggest("tổng kết ho")
    assert suggest("đường sắ") == suggest("") == suggest("zz") == []
