"""Reads how a camera was held, and a picture whose EXIF is otherwise damaged."""

import contextlib
import io
import struct

from PIL import Image

_EXIF = b"Exif\0\0"
_ORIENTATION = 0x0112  # the tag of EXIF


def get_orientation(picture):
    """Returns how the camera was held, 1 to 8, whatever else is damaged in its EXIF."""
    found = _orientation_in(picture.info.get("exif") or b"")
    if found is None:
        with contextlib.suppress(Exception):  # as many kinds as there are damages
            found = picture.getexif().get(_ORIENTATION)
    return found if found in range(1, 9) else 1


def _orientation_in(exif):
    """Returns the one number asked for out of raw EXIF; None where it is not."""
    tiff = exif.removeprefix(_EXIF)
    order = {b"II": "<", b"MM": ">"}.get(tiff[:2])
    with contextlib.suppress(struct.error):
        (start,) = struct.unpack_from(f"{order}L", tiff, 4)
        (count,) = struct.unpack_from(f"{order}H", tiff, start)
        for entry in range(start + 2, start + 2 + 12 * count, 12):
            tag, kind = struct.unpack_from(f"{order}HH", tiff, entry)
            if tag == _ORIENTATION:
                number = {1: "B", 3: "H", 4: "L"}.get(kind, "H")
                return struct.unpack_from(order + number, tiff, entry + 8)[0]
    return None


def open_beside_exif(file, formats):
    """Opens a JPEG of which Pillow gives up the whole because of its EXIF: it looks
    there for the resolution, which may be an empty text."""
    file.seek(0)
    data = file.read()
    start = data.index(_EXIF)
    end = start - 2 + int.from_bytes(data[start - 2 : start])
    blanked = data[:start] + bytes(len(_EXIF)) + data[start + len(_EXIF) :]
    picture = Image.open(
        io.BytesIO(blanked), formats=[name for name in formats if name == "JPEG"]
    )
    picture.info["exif"] = data[start:end]
    return picture
