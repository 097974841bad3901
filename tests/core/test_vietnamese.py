"""Vietnamese text is folded, slugged and sorted as readers of Vietnamese expect."""

import itertools
import re
import unicodedata

import pytest
from django.db import connection
from hypothesis import example, given, settings
from hypothesis import strategies as st

from coopsite.core.vietnamese import (
    clean_lines,
    clean_text,
    fold,
    match,
    own_part,
    slugify,
    sort_key,
)

# --- cleaning what was typed --------------------------------------------------------


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("Hợp\u00a0tác   xã", "Hợp tác xã"),
        (unicodedata.normalize("NFD", "Đại hội"), "Đại hội"),
        ("HTX\u200b Rau\ufeff Sạch\u00ad", "HTX Rau Sạch"),
        ("  a\r\n b\tc  ", "a b c"),
        ("a\x00b\x1fc", "abc"),
        ("hoà, hòa, Uỷ, Ủy", "hoà, hòa, Uỷ, Ủy"),
        ("\u2003\u3000", ""),
        ("", ""),
        ("Ðại hội ðầu Ɖ ɖ", "Đại hội đầu Đ đ"),
        ("tƣ, Ƣớc", "tư, Ước"),
        ("\u202eabc\u202c \u2066x\u2069", "abc x"),
        ("\u2800a\u3164\u115f\u1160b", "ab"),
        ("a\u200db 👩\u200d🌾", "ab 👩\u200d🌾"),
        # In the old encoding these are letters: "Thành phường", "tư duy".
        ("Thµnh ph\u00ad\u00ea\u00acng", "Thµnh ph\u00ad\u00ea\u00acng"),
        ("t\u00ad duy", "t\u00ad duy"),
        ("a" + "\u0301" * 9, "á" + "\u0301" * 3),
    ],
)
def test_a_line_is_composed_and_single_spaced(typed, kept):
    assert clean_text(typed) == kept


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("một \r\n\u00a0hai\rba\n\nbốn", "một\nhai\nba\n\nbốn"),
        ("a \t b\n", "a b\n"),
    ],
)
def test_line_breaks_stay_in_long_text(typed, kept):
    assert clean_lines(typed) == kept


def test_the_old_encoding_keeps_its_letters_beside_unicode():
    """By paragraph: one in TCVN3, others in Unicode with a soft hyphen or a wrong Đ."""
    typed = "<p>n\u00ad\u00edc s\u00b9ch</p><p>Ðại h\u00adội</p>\nt\u00ad duy\nÐấu"
    kept = "<p>n\u00ad\u00edc s\u00b9ch</p><p>Đại hội</p>\nt\u00ad duy\nĐấu"
    assert clean_lines(typed) == kept


@given(st.text())
def test_cleaning_again_changes_nothing(text):
    assert clean_text(clean_text(text)) == clean_text(text)
    assert clean_lines(clean_lines(text)) == clean_lines(text)


# --- folding ------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "folded"),
    [
        ("Đại  Hội", "dai hoi"),
        ("ĐẶNG ĐÌNH ĐỨC", "dang dinh duc"),
        ("hợp tác xã", "hop tac xa"),
        ("Ủy ban\u00a0nhân dân", "uy ban nhan dan"),
        ("Quỹ TDND", "quy tdnd"),
        ("Thương mại – dịch vụ", "thuong mai – dich vu"),
        ("ăâêôơư ĂÂÊÔƠƯ", "aaeoou aaeoou"),
        ("", ""),
    ],
)
def test_marks_and_case_are_folded_away(text, folded):
    assert fold(text) == folded
    assert fold(unicodedata.normalize("NFD", text)) == folded


@pytest.mark.parametrize(
    ("one", "other"), [("hoà", "hòa"), ("Uỷ", "Ủy"), ("thuý", "thúy"), ("khoẻ", "khỏe")]
)
def test_both_ways_to_place_a_tone_fold_alike(one, other):
    assert fold(one) == fold(other)


@given(st.text())
def test_folding_leaves_no_mark_and_is_done_once(text):
    folded = fold(text)
    assert fold(folded) == folded
    assert "đ" not in folded
    marks = [
        c
        for c in unicodedata.normalize("NFD", folded)
        if unicodedata.category(c) == "Mn"
    ]
    assert marks == []


@pytest.mark.parametrize("text", ["Ðại hội", "Đại hội", "Ɖại hội", "đạ\u200bi  hội"])
def test_look_alikes_fold_and_sort_as_the_letter(text):
    assert fold(text) == "dai hoi"
    assert slugify(text) == "dai-hoi"
    assert sort_key(text).startswith(sort_key("Đ")[:2])


def test_no_mark_is_overlooked():
    """Marks lie where the cleaner looks for them."""
    elsewhere = [range(0x300), range(0x1E00, 0x20D0), range(0x20000, 0x110000)]
    signs = map(chr, itertools.chain(*elsewhere))
    assert not any(map(unicodedata.combining, signs))


@pytest.mark.parametrize("change", [clean_text, fold, match, sort_key])
def test_endless_marks_are_cut_before_they_are_ordered(change):
    short, long = "a" + "\u0301\u0323" * 8, "a" + "\u0301\u0323" * 60_000
    assert change(long) == change(short)


# --- matching -----------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("TM – DV", "tm dv"),
        ("“Vận tải”, hành khách/hàng hoá; A&B", "van tai hanh khach hang hoa a b"),
        ("HTX Rau", "hop tac xa rau"),
        ("LH HTX Rau", "lien hiep hop tac xa rau"),
        ("LHHTX Rau", "lien hiep hop tac xa rau"),
        ("Liên hiệp HTX Rau", "lien hiep hop tac xa rau"),
        ("QTDND Củ Chi", "qui tin dung nhan dan cu chi"),
        ("Quỹ TDND Củ Chi", "qui tin dung nhan dan cu chi"),
        ("TP.HCM", "thanh pho ho chi minh"),
        ("Tp. Hồ Chí Minh", "thanh pho ho chi minh"),
        ("T.P. Hồ Chí Minh, T.P.HCM", "thanh pho ho chi minh thanh pho ho chi minh"),
        ("P. Bến Nghé, Q.1", "phuong ben nghe quan 1"),
        ("P5 Q 10, X.Bình Mỹ", "phuong 5 quan 10 xa binh mi"),
        ("mỹ mĩ quỹ quĩ ý", "mi mi qui qui i"),
        ("Thuý Nguyễn Tây Yên", "thuy nguyen tay yen"),
        ("hoà hòa", "hoa hoa"),
        ("Ðại hội", "dai hoi"),
        ("---", ""),
        ("Quận III, Phường XII", "quan 3 phuong 12"),
        ("Q.III - P. XX", "quan 3 phuong 20"),
        ("QIII; F.IV; p ix", "quan 3 phuong 4 phuong 9"),
        ("PHUONG VI, Khu phố IV, Tổ II", "phuong 6 khu pho 4 to 2"),
        ("KP.3, kp III, xã I, huyện V, ấp X", "khu pho 3 khu pho 3 xa 1 huyen 5 ap 10"),
        ("Quận \u2162, Phường １２", "quan 3 phuong 12"),
        ("P.04, Quận 03, ấp 010", "phuong 4 quan 3 ap 10"),
        # No numbers of places.
        ("HTX Vi Na", "hop tac xa vi na"),
        ("Hợp tác xã VI NA", "hop tac xa vi na"),
        ("hop tac  xa X", "hop tac xa x"),
        ("Chi I, đội V, MIX", "chi i doi v mix"),
        (
            "Phương V, quân VI, phường IIX, đường xạ I",
            "phuong v quan vi phuong iix duong xa i",
        ),
        ("Xã Vị Thanh, Phường Vĩ Dạ", "xa vi thanh phuong vi da"),
        ("HTX PVI", "hop tac xa pvi"),
        ("Phường 00", "phuong 0"),
    ],
)
def test_what_is_said_otherwise_is_matched_alike(text, words):
    assert match(text) == words
    assert match(unicodedata.normalize("NFD", text)) == words


@given(st.text())
@example("X:Y")
@example("khu y tế")
def test_matching_is_done_once(text):
    """Numbers are read once: y alone is matched as i, which is no numeral."""
    assert match(match(text), reads_numerals=False) == match(text)


@pytest.mark.parametrize(
    ("name", "part"),
    [
        ("HTX Sao Mai", "Sao Mai"),
        ("Hợp tác xã Sao Mai", "Sao Mai"),
        ("HỢP TÁC XÃ Sao Mai", "Sao Mai"),
        ("LH HTX Sao Mai", "Sao Mai"),
        ("Liên hiệp hợp tác xã Sao Mai", "Sao Mai"),
        ("Quỹ tín dụng nhân dân Sao Mai", "Sao Mai"),
        ("Sao Mai HTX", "Sao Mai HTX"),
        ("HTX", "HTX"),
    ],
)
def test_a_name_s_own_part_follows_its_legal_form(name, part):
    assert own_part(name) == part


# --- slugs --------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "slug"),
    [
        ("Đại hội", "dai-hoi"),
        ("HTX – Liên hiệp HTX", "htx-lien-hiep-htx"),
        ("  Số 12/QĐ-UBND…  ", "so-12-qd-ubnd"),
        ("50% kế hoạch", "50-ke-hoach"),
        ("北京", ""),
        ("", ""),
    ],
)
def test_a_slug_is_the_folded_words(text, slug):
    assert slugify(text) == slug


def test_a_slug_is_cut_between_words():
    assert slugify("hợp tác xã", max_length=8) == "hop-tac"
    assert slugify("hợp tác xã", max_length=7) == "hop-tac"
    assert slugify("hợp tác xã", max_length=6) == "hop"
    assert slugify("nghiêng", max_length=4) == "nghi"


@given(st.text(), st.integers(1, 90))
def test_a_slug_is_always_fit_for_an_address(text, max_length):
    slug = slugify(text, max_length)
    assert re.fullmatch(r"([a-z0-9]+(-[a-z0-9]+)*)?", slug)
    assert len(slug) <= max_length
    assert slugify(slug, max_length) == slug


# --- sorting ------------------------------------------------------------------------

# In the order of ICU's collation "vi" (checked against it below).
IN_ORDER = """
1 Tháng 5|10 Tháng 3|2 Tháng 9|a|A|à|À|ả|ã|á|ạ|An|an bình|An Bình|An Phú|Ánh Dương
Anh Đào|Ăn|Ân|Ba|Bà|Bả|Bã|Bá|Bạ|Bình An|Bình-An|Cần Giờ|Củ Chi|Dân|Đặng|Em|Êm|Hoa|hoà
Hoá|hòa|Hóa|Oanh|Ông|Ơn|Quận 1|Quận 10|Quận 2|Ta|Thủ Đức|Út|Ước|Vinh|Xuân|Ý|Yên
"""
IN_ORDER = IN_ORDER.strip().replace("\n", "|").split("|")


def test_an_binh_comes_before_anh_dao():
    assert sort_key("An Bình") < sort_key("Anh Đào")


def test_names_sort_in_the_order_of_the_vietnamese_alphabet():
    assert sorted(IN_ORDER, key=sort_key) == sorted(IN_ORDER, key=IN_ORDER.index)


@given(st.text())
def test_a_key_sorts_alike_in_every_database(text):
    assert re.fullmatch("[0-9a-f]*", sort_key(text))


@given(st.text())
@example("\u00c0" + "\u0300" * 4)  # a letter with a mark in itself, and four more
def test_a_key_is_the_same_however_the_text_was_typed(text):
    assert sort_key(unicodedata.normalize("NFD", text)) == sort_key(text)
    assert sort_key(f" {text}\u200b") == sort_key(text)


_ONSETS = "b c ch d đ g gi h kh l m n ng ngh nh ph qu r s t th tr v x"
_RHYMES = "a ă â ai ao anh ân ăng e ê iên o ô ơ oa oai ông u ư ươ ương uy y yên"
ONSETS, RHYMES = ["", *_ONSETS.split()], _RHYMES.split()
TONES = ["", "\u0300", "\u0309", "\u0303", "\u0301", "\u0323"]
MARKS = [*" -./'’\"&+", "  ", " - ", " – ", ", ", " (", ") "]


def spell(onset, rhyme, tone, case):
    """Return a syllable with its tone on the last vowel."""
    place = len(rhyme.rstrip("ngh"))
    syllable = onset + rhyme[:place] + tone + rhyme[place:]
    return unicodedata.normalize("NFC", case(syllable))


SYLLABLES = st.builds(
    spell,
    st.sampled_from(ONSETS),
    st.sampled_from(RHYMES),
    st.sampled_from(TONES),
    st.sampled_from([str.lower, str.title, str.upper]),
)
NAMES = st.lists(
    SYLLABLES
    | st.sampled_from(MARKS)
    | st.sampled_from([" ", *"0123456789"])
    | st.sampled_from(["hoà", "hòa", "café", "Öl", "Zürich", "São", "Dîner", "ŵ", "…"]),
    max_size=7,
).map("".join)


def in_icu_order(names):
    """Return `names` as PostgreSQL sorts them by ICU's Vietnamese collation."""
    with connection.cursor() as cursor:
        cursor.execute(
            'SELECT name FROM unnest(%s) AS name ORDER BY name COLLATE "vi-x-icu"',
            [list(names)],
        )
        return [name for (name,) in cursor.fetchall()]


def find_misplaced(names):
    """Return the neighbours in ICU's order that our keys sort the other way round."""
    ordered = in_icu_order({clean_text(name) for name in names})
    pairs = itertools.pairwise(ordered)
    return [pair for pair in pairs if sort_key(pair[0]) > sort_key(pair[1])]


@pytest.mark.postgresql
@pytest.mark.django_db
class TestAgainstIcu:
    def test_the_list_above_is_in_its_order(self):
        assert in_icu_order(IN_ORDER) == IN_ORDER

    def test_every_syllable(self):
        cases = [str.lower, str.title, str.upper]
        parts = itertools.product(ONSETS, RHYMES, TONES, cases)
        assert find_misplaced(itertools.starmap(spell, parts)) == []

    def test_every_printable_sign_between_letters(self):
        signs = [chr(code) for code in range(0x20, 0x7F)]
        names = [f"a{sign}b" for sign in [*signs, *"–—‘’“”…"]]
        assert find_misplaced(names) == []

    @settings(max_examples=40)
    @given(st.lists(NAMES, min_size=2, max_size=200))
    def test_any_names(self, names):
        assert find_misplaced(names) == []
