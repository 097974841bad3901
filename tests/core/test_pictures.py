"""Every door decodes pictures alike: in true colours, upright, and never a bomb."""

import io
import struct
import zlib
from pathlib import Path

import pytest
from django.core.exceptions import ValidationError
from PIL import Image, ImageFile

from coopsite.core import pictures
from coopsite.core.pictures import decode_picture, is_animated

pytestmark = [
    # Pillow warns of what it mends or of what is refused a line later.
    pytest.mark.filterwarnings("ignore::PIL.Image.DecompressionBombWarning"),
    pytest.mark.filterwarnings("ignore::UserWarning:PIL"),
]
BOX = (400, 400)
RED, WHITE = (255, 0, 0), (255, 255, 255)


def saved(picture, file_format="PNG", **options):
    file = io.BytesIO()
    picture.save(file, file_format, **options)
    file.seek(0)
    return file


def drawn(color="teal", *, size=(40, 20), mode="RGB"):
    return Image.new(mode, size, color)


def refused(file, **options):
    with pytest.raises(ValidationError) as error:
        decode_picture(file, **({"box": BOX} | options))
    return error.value.messages[0]


def middle(picture):
    return picture.getpixel((picture.width // 2, picture.height // 2))


def is_near(colour, other, by=2):
    return all(abs(one - two) <= by for one, two in zip(colour, other, strict=True))


# --- colours ------------------------------------------------------------------------


def _tag(kind, *numbers):
    fixed = [round(number * 65536) for number in numbers]
    return kind + bytes(4) + struct.pack(f">{len(fixed)}i", *fixed)


def profile(space, tags):
    """Return an ICC profile that holds the `tags`."""
    place, table, data = 128 + 4 + 12 * len(tags), b"", b""
    for name, content in tags.items():
        table += name + struct.pack(">II", place + len(data), len(content))
        data += content + bytes(-len(content) % 4)
    head = struct.pack(">I4sI4s4s4s", 0, b"", 0x04200000, b"mntr", space, b"XYZ ")
    head += bytes(12) + b"acsp" + bytes(28)
    head += struct.pack(">iii", 63190, 65536, 54061)
    body = struct.pack(">I", len(tags)) + table + data
    head += bytes(128 - len(head))
    return struct.pack(">I", 128 + len(body)) + head[4:] + body


SRGB_CURVE = _tag(b"para", 0, 2.4, 1 / 1.055, 0.055 / 1.055, 1 / 12.92, 0.04045)
SRGB_CURVE = SRGB_CURVE[:8] + b"\0\3\0\0" + SRGB_CURVE[12:]  # the third formula
WHITE_POINT = _tag(b"XYZ ", 0.9642, 1, 0.8249)


def rgb_profile(red, green, blue, curve=SRGB_CURVE):
    return profile(
        b"RGB ",
        {
            b"wtpt": WHITE_POINT,
            b"rXYZ": _tag(b"XYZ ", *red),
            b"gXYZ": _tag(b"XYZ ", *green),
            b"bXYZ": _tag(b"XYZ ", *blue),
            b"rTRC": curve,
            b"gTRC": curve,
            b"bTRC": curve,
        },
    )


DISPLAY_P3 = rgb_profile(
    (0.51512, 0.24120, -0.00105), (0.29198, 0.69225, 0.04189), (0.15710, 0.06657, 0.784)
)
ADOBE_RGB = rgb_profile(
    (0.60974, 0.31111, 0.01947),
    (0.20528, 0.62567, 0.06087),
    (0.14919, 0.06322, 0.74457),
    b"curv" + bytes(4) + struct.pack(">IH", 1, round(2.19922 * 256)),
)
LINEAR_GREY = profile(b"GRAY", {b"wtpt": WHITE_POINT, b"kTRC": b"curv" + bytes(8)})


@pytest.mark.parametrize("file_format", ["PNG", "JPEG", "WEBP", "AVIF"])
def test_the_red_of_a_telephone_is_the_red_of_the_page(file_format):
    lossless = {"WEBP": {"lossless": True}, "JPEG": {"quality": 100, "subsampling": 0}}
    options = lossless.get(
        file_format, {"quality": 100} if file_format == "AVIF" else {}
    )
    file = saved(drawn((234, 51, 35)), file_format, icc_profile=DISPLAY_P3, **options)
    assert is_near(middle(decode_picture(file, box=BOX)), RED, by=4)


def test_the_red_is_exact_where_the_format_is():
    file = saved(drawn((234, 51, 35)), icc_profile=DISPLAY_P3)
    assert is_near(middle(decode_picture(file, box=BOX)), RED, by=1)


def test_other_profiles_are_converted_too():
    file = saved(drawn((219, 0, 0)), icc_profile=ADOBE_RGB)
    assert is_near(middle(decode_picture(file, box=BOX)), RED)
    grey = saved(drawn(55, mode="L"), icc_profile=LINEAR_GREY)
    assert is_near(middle(decode_picture(grey, box=BOX)), (128,) * 3)
    grey = saved(drawn((55, 255), mode="LA"), icc_profile=LINEAR_GREY)
    assert is_near(middle(decode_picture(grey, box=BOX)), (128,) * 3)


def test_the_profile_of_an_indexed_or_transparent_picture_counts():
    indexed = drawn((234, 51, 35)).quantize(4)
    found = decode_picture(saved(indexed, icc_profile=DISPLAY_P3), box=BOX)
    assert is_near(middle(found), RED)
    clear = drawn((234, 51, 35, 0), mode="RGBA")
    clear.paste((234, 51, 35, 255), (0, 0, 40, 20))
    file = saved(clear, icc_profile=DISPLAY_P3)
    found = decode_picture(file, box=BOX, keeps_alpha=True)
    assert is_near(middle(found), (*RED, 255))


@pytest.mark.parametrize(
    ("mode", "color", "icc"),
    [
        ("RGB", (10, 200, 30), b"no profile at all"),
        ("RGB", (10, 200, 30), DISPLAY_P3[:200]),
        ("RGB", (10, 200, 30), LINEAR_GREY),
        ("RGB", (10, 200, 30), profile(b"CMYK", {b"wtpt": WHITE_POINT})),
    ],
)
def test_a_damaged_or_foreign_profile_changes_nothing(mode, color, icc):
    found = decode_picture(saved(drawn(color, mode=mode), icc_profile=icc), box=BOX)
    assert middle(found) == color


def test_printers_inks_are_read_with_a_profile_of_light_or_none():
    for options in ({}, {"icc_profile": DISPLAY_P3}):
        file = saved(drawn((0, 255, 255, 0), mode="CMYK"), "JPEG", **options)
        red, green, blue = middle(decode_picture(file, box=BOX))
        assert red > 240 > 20 > max(green, blue)


# --- one transparent colour ---------------------------------------------------------


def ink_profile(colours):
    """Return a printer's profile: `colours` of no ink, cyan and black in Lab of eight
    bits; all other mixtures are black."""
    corners = dict.fromkeys(range(16), colours["black"])
    corners |= {0b0000: colours["paper"], 0b1000: colours["cyan"]}
    table = b"mft1" + bytes(4) + bytes([4, 3, 2, 0])
    table += struct.pack(">9i", *(65536 * (place % 4 == 0) for place in range(9)))
    table += bytes(range(256)) * 4
    table += b"".join(bytes(corners[corner]) for corner in range(16))
    table += bytes(range(256)) * 3
    made = bytearray(profile(b"CMYK", {b"wtpt": WHITE_POINT, b"A2B0": table}))
    made[12:16], made[20:24] = b"prtr", b"Lab "
    return bytes(made)


def test_printers_inks_are_what_their_profile_says():
    """Of this printer's cyan ink the profile says that it looks red."""
    looks = {"paper": (255, 128, 128), "cyan": (138, 209, 198), "black": (0, 128, 128)}
    icc = ink_profile(looks)
    for ink, seen in (
        ((255, 0, 0, 0), RED),
        ((0, 0, 0, 0), WHITE),
        ((0, 0, 0, 255), (0, 0, 0)),
    ):
        options = {"icc_profile": icc, "quality": 100}
        file = saved(drawn(ink, mode="CMYK"), "JPEG", **options)
        assert is_near(middle(decode_picture(file, box=BOX)), seen, by=6), ink


def chunk(name, data):
    sum_ = zlib.crc32(name + data)
    return struct.pack(">I", len(data)) + name + data + struct.pack(">I", sum_)


def png(row, *, kind, depth, transparent, size=(8, 8)):
    """Return a PNG of equal rows with a tRNS chunk."""
    lines = zlib.compress((b"\0" + row) * size[1])
    head = struct.pack(">IIBBBBB", *size, depth, kind, 0, 0, 0)
    return io.BytesIO(
        b"\x89PNG\r\n\x1a\n"
        + chunk(b"IHDR", head)
        + chunk(b"tRNS", struct.pack(f">{len(transparent)}H", *transparent))
        + chunk(b"IDAT", lines)
        + chunk(b"IEND", b"")
    )


@pytest.mark.parametrize(
    ("row", "kind", "depth", "transparent"),
    [
        (b"\x01\x02\x03" * 8, 2, 8, (1, 2, 3)),
        (b"\x01\x00\x02\x00\x03\x00" * 8, 2, 16, (256, 512, 768)),
        (b"\x07" * 8, 0, 8, (7,)),
        (b"\x07\x00" * 8, 0, 16, (0x700,)),
        (b"\x55" * 4, 0, 4, (5,)),
        (b"\x55" * 2, 0, 2, (1,)),
        (b"\x00", 0, 1, (0,)),
    ],
    ids=["rgb", "rgb of 16 bits", "grey", "16 bits", "4 bits", "2 bits", "1 bit"],
)
def test_a_transparent_colour_is_white(row, kind, depth, transparent):
    file = png(row, kind=kind, depth=depth, transparent=transparent)
    assert middle(decode_picture(file, box=BOX)) == WHITE
    file.seek(0)
    assert middle(decode_picture(file, box=BOX, keeps_alpha=True))[3] == 0


def test_another_colour_beside_a_transparent_one_stays():
    file = png(b"\x09\x09\x09" * 8, kind=2, depth=8, transparent=(1, 2, 3))
    assert middle(decode_picture(file, box=BOX)) == (9, 9, 9)


# --- upright ------------------------------------------------------------------------


def exif(*entries, order="<"):
    """Return raw EXIF of entries (tag, kind, count, value)."""
    body = struct.pack(f"{order}H", len(entries))
    for entry in entries:
        body += struct.pack(f"{order}HHIHH", *entry, 0)
    start = {"<": b"II*\0\x08\0\0\0", ">": b"MM\0*\0\0\0\x08"}[order]
    return b"Exif\0\0" + start + body


TURNED = (0x0112, 3, 1, 6)


@pytest.mark.parametrize(
    "raw",
    [
        exif(TURNED) + bytes(4),
        exif(TURNED, order=">") + bytes(4),
        exif(TURNED),
        exif(TURNED, (0x011A, 5, 1, 65000), (0x011B, 5, 1, 65001)),
        exif((0x010F, 2, 9999, 60000), TURNED, (0x8769, 4, 1, 65000)) + bytes(4),
        exif(TURNED)[:-1] + b"\xff" + b"\xff" * 9,
        exif((0x011A, 77, 65535, 65535), TURNED) + bytes(4),
        exif((0x0112, 4, 1, 6)) + bytes(4),
        exif(TURNED, (0x011A, 2, 1, 0), (0x0128, 3, 1, 2)) + bytes(4),
        exif(TURNED, (0x011A, 3, 0, 0), (0x0128, 3, 1, 2)) + bytes(4),
    ],
    ids=[
        "little end", "big end", "no next", "resolution nowhere", "pointers nowhere",
        "noise after", "unknown kind", "a long", "resolution of text", "no resolution",
    ],
)  # fmt: skip
@pytest.mark.parametrize("file_format", ["JPEG", "PNG", "WEBP"])
def test_a_picture_is_upright_whatever_else_is_damaged(raw, file_format):
    file = saved(drawn(), file_format, exif=raw)
    assert decode_picture(file, box=BOX).size == (20, 40)


def test_the_box_holds_the_upright_picture():
    file = saved(drawn(size=(2000, 1000)), "JPEG", exif=exif(TURNED) + bytes(4))
    assert decode_picture(file, box=(100, 400)).size == (100, 200)


def test_every_turn_is_undone():
    """The corner that was red is found again, as the camera's standard has it."""
    corners = {1: (0, 0), 2: (1, 0), 3: (1, 1), 4: (0, 1)}
    corners |= {5: (0, 0), 6: (1, 0), 7: (1, 1), 8: (0, 1)}
    for number, (across, down) in corners.items():
        picture = drawn("white")
        picture.paste("red", (0, 0, 8, 8))
        raw = exif((0x0112, 3, 1, number)) + bytes(4)
        found = decode_picture(saved(picture, exif=raw), box=BOX)
        place = (across * (found.width - 1), down * (found.height - 1))
        assert found.getpixel(place) == RED


# --- kinds --------------------------------------------------------------------------


def test_the_two_views_of_a_telephone_are_one_picture():
    file = saved(
        drawn("red"), "MPO", save_all=True, append_images=[drawn("blue")],
        exif=exif(TURNED) + bytes(4),
    )  # fmt: skip
    found = decode_picture(file, box=BOX)
    assert (found.size, is_near(middle(found), RED)) == ((20, 40), True)
    assert not is_animated(file)


@pytest.mark.parametrize("file_format", ["GIF", "PNG", "WEBP", "AVIF"])
def test_of_what_moves_the_first_frame_is_kept(file_format):
    file = saved(
        drawn("red"), file_format, save_all=True, append_images=[drawn("blue")]
    )
    assert is_near(middle(decode_picture(file, box=BOX)), RED, by=4)
    assert is_animated(file)
    assert not is_animated(saved(drawn("red"), file_format))


@pytest.mark.parametrize(
    "head",
    [
        b"\0\0\0\x18ftypheic\0\0\0\0mif1heic",
        b"\0\0\0\x18ftypmif1\0\0\0\0mif1heic",
        b"\0\0\0\x1cftypheix\0\0\0\0mif1heixmiaf",
        b"\0\0\0\x18ftypmsf1\0\0\0\0hevcmsf1",
    ],
)
def test_heic_is_named_where_it_is_not_taken(head):
    file = io.BytesIO(head + bytes(500))
    assert "Đây là ảnh HEIC" in refused(file, formats=("JPEG", "PNG"))
    assert "hoặc HEIC" in refused(file), "a damaged one, where it is"


def test_avif_is_no_heic():
    avif = io.BytesIO(b"\0\0\0\x1cftypavif\0\0\0\0avifmif1heic")
    assert "HEIC" not in refused(avif, formats=("JPEG", "PNG"))


# Small files that libheif's encoder made; the portal has no encoder.
HEIC = Path(__file__).with_name("heic")


def heic(name):
    return io.BytesIO((HEIC / f"{name}.heic").read_bytes())


def test_heic_is_turned_once():
    """The left half is red where the camera was held on its side: above."""
    found = decode_picture(heic("turned"), box=BOX)
    assert found.size == (64, 96)
    assert is_near(found.getpixel((32, 10)), RED, by=4)
    assert is_near(found.getpixel((32, 90)), (0, 0, 255), by=4)


def test_heic_is_read_like_every_other():
    assert is_near(middle(decode_picture(heic("display-p3"), box=BOX)), RED, by=4)
    assert not is_animated(heic("burst"))
    found = decode_picture(heic("transparent"), box=(32, 32))
    assert is_near(found.getpixel((2, 16)), RED, by=4)
    assert is_near(found.getpixel((30, 16)), WHITE, by=4)
    assert "không phải ảnh đọc được" in refused(io.BytesIO(heic("turned").read()[:-40]))


def test_heic_is_refused_by_its_header(undecoded):
    data = bytearray(heic("turned").read())
    at = data.index(b"ispe") + 8
    data[at : at + 8] = struct.pack(">II", 9000, 9000)
    assert "40 triệu điểm" in refused(io.BytesIO(bytes(data)))


def test_what_may_be_sent_is_said_at_each_door():
    assert "JPEG, PNG hoặc WebP." in refused(
        saved(drawn(), "GIF"), formats=("JPEG", "PNG", "WEBP")
    )


# --- bombs --------------------------------------------------------------------------


def claiming(file, width, height):
    """Return the JPEG or PNG with another size in its header."""
    data = bytearray(file.getvalue())
    if data[:2] == b"\xff\xd8":
        frame = max(data.find(b"\xff\xc0"), data.find(b"\xff\xc2"))
        data[frame + 5 : frame + 9] = struct.pack(">HH", height, width)
        return io.BytesIO(data)
    head = data[12:16] + struct.pack(">II", width, height) + data[24:29]
    data[12:33] = head + struct.pack(">I", zlib.crc32(head))
    return io.BytesIO(data)


def in_several_scans(file):
    """Return the JPEG with a first scan of one colour only."""
    data = bytearray(file.getvalue())
    scan = data.find(b"\xff\xda")
    rest = data[scan + 14 :]
    return io.BytesIO(data[:scan] + b"\xff\xda\0\x08\x01\x01\0\0\x3f\0" + rest)


JPEG = {"baseline": {}, "progressive": {"progressive": True}}


@pytest.fixture
def undecoded(monkeypatch):
    def fail(*arguments):
        raise AssertionError("decoded")

    monkeypatch.setattr(ImageFile.ImageFile, "load", fail)


@pytest.mark.parametrize(
    ("file", "side"),
    [
        (saved(drawn()), 6_400),
        (saved(drawn()), 13_300),
        (saved(drawn()), 60_000),
        (saved(drawn(), "JPEG"), 11_000),
        (saved(drawn(), "JPEG"), 65_000),
        (saved(drawn(), "JPEG", progressive=True), 7_200),
        (in_several_scans(saved(drawn(), "JPEG")), 7_200),
    ],
)
@pytest.mark.parametrize("keeps_alpha", [False, True])
def test_a_bomb_is_refused_by_its_header(undecoded, file, side, keeps_alpha):
    message = refused(claiming(file, side, side), keeps_alpha=keeps_alpha)
    assert "triệu điểm" in message


@pytest.mark.parametrize(
    ("size", "options"), [((12_000, 9_900), {}), ((7_000, 7_000), JPEG["progressive"])]
)
def test_a_large_photograph_is_drafted_down(monkeypatch, size, options):
    seen = []
    load = ImageFile.ImageFile.load

    def watch(picture):
        seen.append(picture.size)
        return load(picture)

    file = saved(drawn("red", size=size, mode="L"), "JPEG", **options)
    monkeypatch.setattr(ImageFile.ImageFile, "load", watch)
    found = decode_picture(file, box=(2560, 10240))
    assert found.width == 2560
    assert max(width * height for width, height in seen) < pictures.MAX_PIXELS * 1.3
