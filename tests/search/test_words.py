"""How words are spelt and read for the search, and where they are marked."""

import pytest

from coopsite.core.full_text.excerpts import Marker, words_as_written
from coopsite.core.full_text.near import slips_of
from coopsite.core.full_text.query import Query
from coopsite.core.full_text.words import spell


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("hoà", "hòa"),
        ("quỹ", "quĩ"),
        ("Thuỷ sản", "thủy  sản"),
        ("HTX", "Hợp tác xã"),
        ("Ðường", "Đường"),
        ("kỹ thuật", "kĩ thuật"),
    ],
)
def test_one_word_has_one_spelling(one, other):
    assert spell(one) == spell(other)


def test_marks_tell_words_apart():
    assert len({spell(word) for word in ("bo", "bò", "bó", "bơ", "bô", "bỏ")}) == 6


def marked(typed, text):
    runs = Marker(Query(typed), [text]).mark(text)
    assert "".join(run.text for run in runs) == text
    return [run.text for run in runs if run.is_marked]


@pytest.mark.parametrize(
    ("typed", "text", "found"),
    [
        ("bò sữa", "Sửa chuồng cho bò sữa", ["bò sữa"]),
        ("bo sua", "Sửa chuồng cho bò sữa", ["Sửa", "bò sữa"]),
        ("hop tac xa", "Các HTX và hợp tác xã", ["HTX", "hợp tác xã"]),
        ("htx", "Hợp tác, xã hội", ["Hợp tác, xã"]),
        ("phuong d", "Phượng Đỏ Thắm", ["Phượng"]),
        ("5.607", "với 5.607 lượt", ["5.607"]),
        ("đại họi", "Đại hội", ["Đại hội"]),
        ("xyz", "Đại hội", []),
    ],
)
def test_words_are_marked_as_they_were_typed(typed, text, found):
    assert marked(typed, text) == found


def test_an_excerpt_has_the_words_and_is_short():
    text = "Mở đầu dài. " * 200 + "Ở đây có bò sữa. " + "Kết thúc dài. " * 200
    runs = Marker(Query("bò sữa"), [text]).excerpt(text)
    assert [run.text for run in runs if run.is_marked] == ["bò sữa"]
    assert runs[0].text == "… "
    assert runs[-1].text == " …"
    assert sum(len(run.text) for run in runs) < 260


def test_an_excerpt_of_one_long_word():
    text = "a" * 5_000
    runs = Marker(Query("bò"), [text]).excerpt(text)
    assert sum(len(run.text) for run in runs) < 260


def test_one_slip_of_typing():
    assert ("sua",) in slips_of("suaa")
    assert ("trang",) in slips_of("trnag")
    assert ("trang",) in slips_of("tang")
    assert ("trang",) in slips_of("trxng")
    assert ("van", "tai") in slips_of("vantai")
    assert ("van",) not in slips_of("van")


def test_words_are_told_as_they_are_written():
    assert words_as_written(["bo", "sua", "x"], ["HTX Bò Sữa"]) == "bò sữa x"


def test_a_query_is_read_in_bounds():
    query = Query("đ" * 10_000)
    assert query.is_cut
    assert len(query.text) == 200
    assert len(Query("a " * 5_000).readings[0]) == 1
    assert Query("“một hai” ba").readings[0] == [[("mot", "hai")], [("ba",)]]
    assert Query("5607").readings[0] == [[("5607",), ("5", "607")]]
