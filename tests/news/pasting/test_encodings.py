"""Text of old encodings is recognised by font and by words; nothing else ever is."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from news.pasting.encodings import END, encoding_of_font, find_conversion
from news.pasting.letters import TCVN3, VNI
from news.pasting.syllables import is_syllable

# Written out by hand beside the charts, apart from the tables of the code.
_TONED = (
    "à á ả ã ạ ằ ắ ẳ ẵ ặ ầ ấ ẩ ẫ ậ è é ẻ ẽ ẹ ề ế ể ễ ệ ì í ỉ ĩ ị ò ó ỏ õ ọ ồ ố ổ ỗ ộ "
)
_TONED += "ờ ớ ở ỡ ợ ù ú ủ ũ ụ ừ ứ ử ữ ự ỳ ý ỷ ỹ ỵ ă â ê ô ơ ư đ"
_IN_TCVN3 = (
    "µ ¸ ¶ · ¹ » ¾ ¼ ½ Æ Ç Ê È É Ë Ì Ð Î Ï Ñ Ò Õ Ó Ô Ö × Ý Ø Ü Þ ß ã á â ä å è æ ç é "
)
_IN_TCVN3 += "ê í ë ì î ï ó ñ ò ô õ ø ö ÷ ù ú ý û ü þ ¨ © ª « ¬ \u00ad ®"
_IN_VNI = "aø aù aû aõ aï aè aé aú aü aë aà aá aå aã aä eø eù eû eõ eï eà eá eå eã eä "
_IN_VNI += "ì í æ ó ò oø où oû oõ oï oà oá oå oã oä ôø ôù ôû ôõ ôï uø uù uû uõ uï "
_IN_VNI += "öø öù öû öõ öï yø yù yû yõ î aê aâ eâ oâ ô ö ñ"
TO_TCVN3 = dict(zip(_TONED.split(), _IN_TCVN3.split(" "), strict=True))
TO_VNI = dict(zip(_TONED.split(), _IN_VNI.split(), strict=True))
TO_VNI |= {letter.upper(): old.upper() for letter, old in TO_VNI.items()}
TO_TCVN3 |= dict(zip("ĂÂÊÔƠƯĐ", "¡¢£¤¥¦§", strict=True))

SENTENCE = (
    "Hội nghị tổng kết đã bầu ra ban chấp hành mới gồm 7 người, đề nghị sửa đổi điều "
    "lệ, hỗ trợ vốn cho xã viên ở vùng sâu và giữ vững đoàn kết nội bộ."
)
_SYLLABLES = (
    "hợp tác xã thành viên đại hội quý phường quyết nghiêng khuỷu thuở toàn diện người "
    "đường nước mùa giữa yếu bánh ngọt cỏ ruộng lúa chim ếch ỉu xìu hẵng đẵn thẳng "
    "nẵng nghĩa kỹ thuật mỹ nghệ ký kỷ kỵ lễ tiễn ngỡ thuẫn gỗ chữ rõ bữa mẽ"
)
SYLLABLES = _SYLLABLES.split()
FRENCH = (
    "Société coopérative de l’Étang Bleu : « été, hôtel, où, déjà, thé, près, maïs, "
    "Noël, août, ça, gré, crème brûlée, même, pôle, né » ; ½ · 10×20 ÷ 4 °C ± 5 % ®"
)
GERMAN = (
    "Genossenschaft Grünthal eG: für Müller, Tür, schön, Öl, über, groß, Spaß, muß, "
    "Füße, Bücher, naß, heiß, süß, Mädchen, Äpfel, § 5, µm"
)
VIETNAMESE = "có và hà bé cô kê là hòa toàn quê tuý khoé thú âm êm ông lâm"


def encode(text, table):
    return "".join(table.get(letter, letter) for letter in text)


def convert(*runs):
    found = find_conversion(list(runs))
    return None if found is None else "".join(found.texts)


# --- the letters ------------------------------------------------------------------


@pytest.mark.parametrize("letter", _TONED.split())
def test_every_letter_of_tcvn3_is_read(letter):
    assert TCVN3.decode(TO_TCVN3[letter]) == letter


@pytest.mark.parametrize("letter", sorted(set(TO_VNI)))
def test_every_letter_of_vni_is_read(letter):
    assert VNI.decode(TO_VNI[letter]) == letter


def test_marks_of_vni_are_read_in_either_case():
    assert VNI.decode("Aù aÙ AÙ Ñaø Naüng") == "Á á Á Đà Nẵng"


@pytest.mark.parametrize("word", SYLLABLES)
def test_a_vietnamese_word_is_a_syllable(word):
    assert is_syllable(word)
    assert is_syllable(word.upper())


@pytest.mark.parametrize("word", ["cafộ", "daò", "grỹn", "đ", "ẵ", "héi", "oự", "hát3"])
def test_what_cannot_be_said_is_no_syllable(word):
    assert not is_syllable(word)


words = st.lists(st.sampled_from(SYLLABLES), min_size=4, max_size=30).map(" ".join)


@given(words, st.data())
@pytest.mark.parametrize(
    "font, table", [(".VnTime", TO_TCVN3), ("VNI-Times", TO_VNI)], ids=["tcvn3", "vni"]
)
def test_there_and_back_with_the_font(font, table, text, data):
    """However the runs are cut."""
    old = encode(text, table)
    cuts = data.draw(st.lists(st.integers(0, len(old)), max_size=6).map(sorted))
    parts = [old[a:b] for a, b in zip([0, *cuts], [*cuts, len(old)], strict=True)]
    assert convert(*((font, part) for part in parts)) == text


@given(st.lists(st.sampled_from(SYLLABLES), max_size=30).map(" ".join))
@pytest.mark.parametrize("table", [TO_TCVN3, TO_VNI], ids=["tcvn3", "vni"])
def test_there_and_back_without_a_font(table, more):
    text = f"{SENTENCE} {more}"
    assert convert(("", encode(text, table))) == text


# --- fonts ------------------------------------------------------------------------


@pytest.mark.parametrize(
    "font, encoding",
    [
        (".VnTime", TCVN3),
        ("'.VnArial Narrow', sans-serif", TCVN3),
        ('".vntimeh"', TCVN3),
        ("VNI-Times", VNI),
        ("VNI-Helve-Condense,serif", VNI),
        ("VNI Aptima", VNI),
        ("Times New Roman, .VnTime", None),
        ("Vni", None),
        ("", None),
        (None, None),
    ],
)
def test_a_font_names_its_encoding(font, encoding):
    assert encoding_of_font(font) is encoding


def test_a_font_of_capitals_shows_capitals():
    assert convert((".VnTimeH", "b¸o c¸o thu chi quü")) == "BÁO CÁO THU CHI QUỸ"
    assert convert((".VnTimeH", "ø"), (".VnTime", "ng dông m¸y")) == "Ứng dụng máy"


def test_capitals_are_typed_around_small_letters_in_tcvn3():
    runs = (".VnTime", "HéI NGHÞ Vµ §¹I HéI"), ("", END), (".VnTime", "ViÖt Nam Vµ Hµ")
    assert convert(*runs) == "HỘI NGHỊ VÀ ĐẠI HỘI\nViệt Nam Và Hà"


def test_a_letter_cut_over_two_runs_is_one():
    found = find_conversion([("VNI-Times", "hôïp taùc ca"), ("VNI-Helve", "àn keá")])
    assert found.texts == ["hợp tác cầ", "n kế"]


def test_unicode_beside_is_not_touched():
    runs = [
        (".VnTime", "M¸y sÊy míi"),
        ("Times New Roman", " của Café Đồi Gió®"),
        ("", END),
        ("Times New Roman", "Société Grünthal ® ± ½, có và hà"),
        ("", END),
        ("Symbol", "·"),
        (".VnTime", "gi¶m mét nöa"),
    ]
    found = find_conversion(runs)
    assert found.texts == [
        "Máy sấy mới",
        *[text for _, text in runs[1:6]],
        "giảm một nửa",
    ]
    assert found.is_partial
    assert (found.encoding, found.after) == (
        "TCVN3 (ABC)",
        "Máy sấy mới của Café Đồi Gió®",
    )


def test_both_encodings_in_one_text():
    found = find_conversion(
        [(".VnTime", "ng­êi lao ®éng"), ("", END), ("VNI-Times", "ngöôøi lao ñoäng")]
    )
    assert found.texts == ["người lao động", END, "người lao động"]
    assert found.encoding == "TCVN3 (ABC) và VNI"


def test_the_dong_behind_an_amount_and_signs_alone():
    text = encode("Giá máy sấy mới đã giảm một nửa: 85.000 đ", TO_TCVN3)
    assert convert(("", f"{text}, cì 10×20 ½ ·")) == (
        "Giá máy sấy mới đã giảm một nửa: 85.000 đ, cỡ 10×20 ½ ·"
    )


def test_letters_that_other_programs_changed():
    """A Greek mu for µ, and the signs that readers of PDF make of ư and ã."""
    text = "Hµ Néi; n­íc, x·".replace("µ", "μ").replace("­", "−").replace("·", "∙")
    assert convert((".VnTime", text)) == "Hà Nội; nước, xã"


# --- false alarms -----------------------------------------------------------------

FONTS = ["", "Times New Roman", ".VnTime", ".VnTimeH", "VNI-Times", "Symbol"]


@pytest.mark.parametrize("font", FONTS)
@pytest.mark.parametrize(
    "text",
    [FRENCH, GERMAN, VIETNAMESE, SENTENCE, "Sen Hồng® ± 5%, ½ lít, 10×20 cm", ""],
    ids=["french", "german", "latin-1", "vietnamese", "signs", "empty"],
)
def test_unicode_is_never_converted(font, text):
    assert convert((font, text)) is None


foreign = st.sampled_from([FRENCH, GERMAN, VIETNAMESE, SENTENCE])
pieces = st.tuples(st.sampled_from(FONTS), foreign, st.integers(0, 200), st.booleans())


@given(st.lists(pieces, max_size=6), words)
def test_unicode_in_any_font_and_any_cut_is_never_converted(parts, vietnamese):
    runs = [("", vietnamese)]
    for font, text, cut, ends in parts:
        runs += [(font, text[:cut]), ("", text[cut:])] + [("", END)] * ends
    assert find_conversion(runs) is None


@given(st.lists(st.tuples(st.sampled_from(FONTS), st.text()), max_size=6))
def test_anything_at_all_is_read_without_harm(runs):
    found = find_conversion(runs)
    assert found is None or len(found.texts) == len(runs)


def test_decomposed_unicode_is_no_old_encoding():
    assert convert((".VnTime", unicodedata.normalize("NFD", SENTENCE))) is None
