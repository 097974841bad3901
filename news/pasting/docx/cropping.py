"""Pictures that were cropped in Word, which keeps what is cut off: that must not come
along, there may be a person in it.
"""

import io

from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile

from coopsite.core.pictures import decode_picture

_WHOLE = 100_000  # a picture's width and height, in thousandths of a percent
_BOX = (2560, 10_240)


def name_picture(path, cut):
    """Returns the name of a picture of the file, with what is cut off at each side."""
    return f"{path}?{','.join(map(str, cut))}" if any(cut) else path


def find_picture(package, name):
    """Returns the bytes of a picture with this name, cropped; None where it is none."""
    path, _, cut = name.partition("?")
    data = package.media(path)
    if not cut or data is None:
        return data
    try:
        picture = decode_picture(ContentFile(data), box=_BOX)
    except ValidationError:
        return None
    left, top, right, bottom = (int(one) / _WHOLE for one in cut.split(","))
    width, height = picture.size
    area = (
        round(left * width),
        round(top * height),
        round((1 - right) * width),
        round((1 - bottom) * height),
    )
    if area[0] >= area[2] or area[1] >= area[3]:
        return None
    file = io.BytesIO()
    picture.crop(area).save(file, "PNG")
    return file.getvalue()
