"""Pictures come out of RTF whole, in order and once."""

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from news.pasting.rtf import MAX_PICTURES, RtfPicture, pictures_in_rtf
from tests.factories.cases import in_proofs

PNG, JPEG = b"\x89PNG\r\n\x1a\n{\\}" * 9, b"\xff\xd8\xff\xe0 JPEG" * 9
SIZES = r"\picscalex100\picw2496\pich1664\picwgoal1440"
UID = r"{\*\blipuid 000000000000000000000000000003e9}"
PROPERTIES = r"{\*\picprop{\sp{\sn shapeType}{\sv 75}}}"


def pict(blip, data, wrapped=r"{\*\shppict%s}"):
    digits = data.hex()
    lines = "\n".join(digits[at : at + 78] for at in range(0, len(digits), 78))
    inside = f"{{\\pict{PROPERTIES}{SIZES}\\{blip}\\bliptag1001{UID}{lines}}}"
    return wrapped % inside


def twin(data=b"\x01\x00\x09"):
    return r"{\nonshppict" + pict("wmetafile8", data, "%s") + "}"


def rtf(*parts):
    return r"{\rtf1\ansi{\fonttbl{\f0 Arial;}}" + r"\par ".join(parts) + "}"


def test_pictures_come_in_the_order_of_the_text_and_once():
    text = rtf(
        "S\\u225?ng {\\b m}",
        pict("pngblip", PNG) + twin(),
        pict("jpegblip", JPEG) + twin(),
    )
    assert pictures_in_rtf(text) == [RtfPicture("png", PNG), RtfPicture("jpeg", JPEG)]


def test_a_picture_without_a_wrapping_and_one_of_a_shape():
    shape = r"{\shp{\*\shpinst{\sp{\sn pib}{\sv %s}}{\shprslt{\par %s}}}}"
    text = rtf(
        pict("jpegblip", JPEG, "%s"),
        shape % (pict("pngblip", PNG, "%s"), pict("wmetafile8", b"\x01", "%s")),
    )
    assert [picture.kind for picture in pictures_in_rtf(text)] == ["jpeg", "png"]


def test_what_no_browser_shows_keeps_its_place():
    text = rtf(pict("emfblip", b"\x01\x00"), pict("pngblip", PNG))
    assert [picture.kind for picture in pictures_in_rtf(text)] == ["emf", "png"]


def test_pictures_of_bullets_and_of_page_heads_are_not_of_the_text():
    aside = r"{\*\listpicture%s}{\header %s}"
    aside %= (pict("pngblip", b"1"), pict("jpegblip", b"2"))
    assert pictures_in_rtf(rtf(aside, pict("pngblip", PNG))) == [("png", PNG)]


def test_a_picture_written_as_bytes():
    text = b"{\\rtf1{\\*\\shppict{\\pict\\pngblip\\bin%d %s}}}" % (len(PNG), PNG)
    assert pictures_in_rtf(text) == [("png", PNG)]
    assert pictures_in_rtf(text.decode("latin-1")) == [("png", PNG)]


def test_a_damaged_picture_is_empty_and_the_next_one_whole():
    broken = r"{\*\shppict{\pict\pngblip 89504e4}}"
    assert pictures_in_rtf(rtf(broken, pict("pngblip", PNG))) == [
        ("png", b""),
        ("png", PNG),
    ]


def test_a_text_cut_off_in_a_picture_has_none():
    assert pictures_in_rtf(rtf(pict("pngblip", PNG))[:120]) == []


@given(st.text(alphabet="{}\\pict binhex089'* \n", max_size=200))
def test_anything_at_all_is_read_without_harm(text):
    assert isinstance(pictures_in_rtf(text), list)


@pytest.mark.parametrize("many", [50_000, in_proofs(250_000)])
def test_work_grows_with_the_length_only(many):
    """Very many braces, backslashes and blips, and more pictures than is meant."""
    begun = time.monotonic()
    assert pictures_in_rtf("{" * many + "}" * (many + 50_000)) == []
    assert pictures_in_rtf("\\" * 2 * many) == []
    assert pictures_in_rtf(r"{\pict\bin9999999999 " * 5_000) == []
    pictures = rtf(pict("pngblip", PNG) * (MAX_PICTURES + 50))
    assert len(pictures_in_rtf(pictures)) == MAX_PICTURES
    assert time.monotonic() - begun < 10
