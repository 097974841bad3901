"""Decodes every picture that people send: library, cover, paste, logo, scan.

What the header says is checked before anything is decoded, so that a small file that
claims a huge picture costs nothing.
"""

import contextlib
import io
import struct
import warnings

from django.contrib import messages
from django.core.exceptions import ValidationError
from pi_heif import register_heif_opener
from PIL import Image, ImageCms, UnidentifiedImageError

from .exif import get_orientation, open_beside_exif

# HEIC sets the picture upright itself, and takes the turn out of its EXIF.
register_heif_opener()
FORMATS = ("JPEG", "PNG", "WEBP", "GIF", "AVIF", "HEIF")
_MILLION = 1_000_000
MAX_PIXELS = 40 * _MILLION
# Drafted: the decoder itself makes a half, a quarter or an eighth of it.
MAX_PIXELS_OF_JPEG = 120 * _MILLION
# Its decoder holds the coefficients of the whole picture, six bytes a pixel.
MAX_PIXELS_OF_PROGRESSIVE_JPEG = 50 * _MILLION
_MAX_PIXELS_DECODED = 60 * _MILLION
# Pillow's own check comes first, at twice this number; ours follows, by format.
Image.MAX_IMAGE_PIXELS = MAX_PIXELS_OF_JPEG
warnings.simplefilter("ignore", Image.DecompressionBombWarning)  # refused a line later
_TOO_MANY_PIXELS = (
    "Ảnh có quá nhiều điểm. JPEG được đến 120 triệu điểm (kiểu progressive: 50 triệu "
    "điểm), ảnh loại khác được đến 40 triệu điểm. Hãy thu nhỏ rồi tải lên lại."
)
_HEIC = (
    "Đây là ảnh HEIC, kiểu ảnh của điện thoại, chỗ này không dùng được. Hãy lưu thành "
    "JPEG rồi tải lên lại (trên iPhone: Cài đặt, Camera, Định dạng, “Tương thích "
    "nhất”)."
)
_HEIC_BRANDS = {b"heic", b"heix", b"heim", b"heis", b"hevc", b"hevx", b"hevm", b"hevs"}
FIRST_FRAME_KEPT = "Ảnh động: chỉ giữ lại khung hình đầu tiên."
_NAMES = {"WEBP": "WebP", "HEIF": "HEIC"}
# What holds several views of one moment: of a telephone, of a burst.
_STILL = ("MPO", "HEIF")
_GREYS_PER_STEP = {"L;2": 85, "L;4": 17}
_TURNS = {
    2: Image.Transpose.FLIP_LEFT_RIGHT,
    3: Image.Transpose.ROTATE_180,
    4: Image.Transpose.FLIP_TOP_BOTTOM,
    5: Image.Transpose.TRANSPOSE,
    6: Image.Transpose.ROTATE_270,
    7: Image.Transpose.TRANSVERSE,
    8: Image.Transpose.ROTATE_90,
}
_MODE_OF_PROFILE = {"RGB": "RGB", "GRAY": "L", "CMYK": "CMYK"}


def decode_picture(file, *, box, formats=FORMATS, keeps_alpha=False):
    """Returns the first frame of `file` within `box`, upright, in sRGB, on white.

    Nothing else of the file comes along. With `keeps_alpha` what is transparent stays
    so. Raises ValidationError, in words for the person who sent it, for too many
    pixels and for what is no picture of these formats or cannot be read to its end.
    """
    with _refusals(file, formats):
        picture = _open(file, formats)
        _mend_transparent_colour(picture)
        _draft(picture, box)
        picture.load()
        orientation = get_orientation(picture)
        profile = picture.info.get("icc_profile")
        small = _plain(picture)
        small.thumbnail(box[::-1] if orientation > 4 else box)
        small = _to_srgb(small, profile, is_grey=picture.mode[0] in "1LI")
        if orientation in _TURNS:
            small = small.transpose(_TURNS[orientation])
        small = small.convert("RGBA") if keeps_alpha else _on_white(small)
        small.info.clear()  # a JPEG's comment would be written back
        return small


def check_picture(file, *, formats):
    """Raises ValidationError as `decode_picture` does; returns nothing."""
    with _refusals(file, formats):
        picture = _open(file, formats)
        _draft(picture, (1, 1))
        picture.load()


def is_animated(file, *, formats=FORMATS):
    """Returns whether a picture moves; `decode_picture` keeps its first frame only."""
    with _refusals(file, formats):
        picture = _open(file, formats)
        return picture.format not in _STILL and getattr(picture, "is_animated", False)


def warn_if_animated(request, upload):
    """Tells who has sent a picture that moves what was kept of it."""
    if upload and is_animated(upload):
        messages.warning(request, FIRST_FRAME_KEPT)


@contextlib.contextmanager
def _refusals(file, formats):
    """Turns whatever a decoder raises into words; leaves `file` at its start."""
    try:
        yield
    except ValidationError:
        raise
    except Image.DecompressionBombError as error:
        raise ValidationError(_TOO_MANY_PIXELS) from error
    except Exception as error:  # each decoder has its own, down to struct.error
        *others, last = [_NAMES.get(name, name) for name in formats]
        raise ValidationError(
            "Tệp này không phải ảnh đọc được. "
            f"Hãy dùng ảnh {', '.join(others)} hoặc {last}."
        ) from error
    finally:
        file.seek(0)


def _open(file, formats):
    """Reads the header and refuses by it."""
    if "HEIF" not in formats:
        refuse_heic(file)
    try:
        picture = Image.open(file, formats=formats)
    except UnidentifiedImageError:
        picture = open_beside_exif(file, formats)
    if picture.width * picture.height > _max_pixels(picture):
        raise ValidationError(_TOO_MANY_PIXELS)
    return picture


def refuse_heic(file):
    """Raises ValidationError for the kind that telephones make and no browser shows."""
    file.seek(0)
    head = file.read(256)
    file.seek(0)
    if _is_heic(head):
        raise ValidationError(_HEIC)


def _is_heic(head):
    """Returns whether the brands that a file begins with are those of HEIC."""
    if head[4:8] != b"ftyp":
        return False
    length = min(int.from_bytes(head[:4]), len(head))
    brands = {head[8:12]} | {head[at : at + 4] for at in range(16, length, 4)}
    return bool(brands & _HEIC_BRANDS) and b"avif" not in brands


def _is_jpeg(picture):
    return picture.format in ("JPEG", "MPO")


def _max_pixels(picture):
    if not _is_jpeg(picture):
        return MAX_PIXELS
    if "progressive" in picture.info or _has_several_scans(picture):
        return MAX_PIXELS_OF_PROGRESSIVE_JPEG
    return MAX_PIXELS_OF_JPEG


def _has_several_scans(picture):
    """Returns whether a JPEG tells its colours one after the other: the decoder then
    holds them all, as of a progressive one.

    Pillow has just read the header of the first scan, which counts its colours.
    """
    components = len(picture.layer)
    length = 6 + 2 * components
    end = picture.fp.tell()
    picture.fp.seek(max(0, end - length))
    header = picture.fp.read(length)
    picture.fp.seek(end)
    return header[:3] != struct.pack(">HB", length, components)


def _draft(picture, box):
    """Has a JPEG decoded no larger than `box` needs, nor larger than memory bears."""
    if not _is_jpeg(picture):
        return
    (width, height), (across, down) = picture.size, box
    shrinking = min(  # whichever way the camera was held
        max(width / across, height / down), max(height / across, width / down)
    )
    scale = 1
    while scale < 8 and (
        scale * 2 <= shrinking or width * height > _MAX_PIXELS_DECODED * scale**2
    ):
        scale *= 2
    picture.draft(None, (max(1, width // scale), max(1, height // scale)))


def _mend_transparent_colour(picture):
    """Brings the one transparent colour of a PNG, written at the depth of the file, to
    the depth that Pillow decodes to."""
    colour = picture.info.get("transparency")
    depth = picture.tile[0].args if picture.format == "PNG" and picture.tile else ""
    if depth in _GREYS_PER_STEP and isinstance(colour, int):
        picture.info["transparency"] = colour * _GREYS_PER_STEP[depth]
    elif depth == "RGB;16B" and isinstance(colour, tuple):
        picture.info["transparency"] = tuple(value >> 8 for value in colour)


def _plain(picture):
    """Returns the picture in a mode that can be made smaller: L, RGB, RGBA or CMYK."""
    if picture.mode.startswith("I"):
        picture = _of_eight_bits(picture)
    if picture.has_transparency_data:
        mode = "RGBA"
    elif picture.mode in ("1", "L"):
        mode = "L"
    else:
        mode = "CMYK" if picture.mode == "CMYK" else "RGB"
    # `convert` would copy even what is so already: 160 MB of 40 million pixels.
    return picture if picture.mode == mode else picture.convert(mode)


def _of_eight_bits(picture):
    """Returns a grey picture of 16 bits in 8; `convert` alone would clip it."""
    transparent = picture.info.pop("transparency", None)
    grey = picture.convert("I").point(lambda value: value / 256).convert("L")
    if isinstance(transparent, int):
        grey.info["transparency"] = transparent >> 8
    return grey


def _on_white(picture):
    if picture.mode != "RGBA":
        return picture.convert("RGB")
    white = Image.new("RGBA", picture.size, "white")
    return Image.alpha_composite(white, picture).convert("RGB")


def _to_srgb(picture, profile, *, is_grey):
    """Returns the picture in sRGB, the colours that a page without profiles means."""
    alpha = picture.getchannel("A") if picture.mode == "RGBA" else None
    try:
        source = ImageCms.ImageCmsProfile(io.BytesIO(profile or b""))
        mode = _MODE_OF_PROFILE[source.profile.xcolor_space.strip()]
        if (mode == "L" and not is_grey) or (mode == "CMYK") != (
            picture.mode == "CMYK"
        ):
            return picture  # the profile of some other picture
        colours = ImageCms.profileToProfile(
            picture.convert(mode),
            source,
            ImageCms.createProfile("sRGB"),
            renderingIntent=ImageCms.Intent.RELATIVE_COLORIMETRIC,
            outputMode="RGB",
            flags=ImageCms.Flags.BLACKPOINTCOMPENSATION,
        )
    except (ImageCms.PyCMSError, OSError, KeyError, ValueError):
        return picture  # none, or a damaged one
    if alpha:
        colours.putalpha(alpha)
    return colours
