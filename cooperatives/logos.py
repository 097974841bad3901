"""Takes in logos: whatever was sent, a small PNG of our own making is kept.

So no metadata, no script appended to a picture and no name of the sender's goes public.
"""

import io

from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile
from django.utils.crypto import get_random_string
from PIL import Image

MOST_BYTES = 5 * 1024 * 1024
FORMATS = {"JPEG", "PNG", "WEBP"}
SIDE = 512  # pixels at most; it is shown at a quarter of that


def as_logo(upload):
    """Return an uploaded picture (an `ImageField`'s, so one that Pillow knows) as a
    PNG of at most 512 × 512 pixels. ValidationError for other formats, huge files."""
    if upload.image.format not in FORMATS:
        raise ValidationError("Biểu trưng phải là ảnh JPEG, PNG hoặc WebP.")
    if upload.size > MOST_BYTES:
        raise ValidationError("Ảnh lớn hơn 5 MB. Hãy thu nhỏ rồi tải lại.")
    upload.seek(0)
    try:
        with Image.open(upload, formats=sorted(FORMATS)) as picture:
            drawn = picture.convert("RGBA")  # which reads it to its end
    except (OSError, ValueError, Image.DecompressionBombError) as error:
        raise ValidationError("Ảnh hỏng, không đọc được. Hãy chọn ảnh khác.") from error
    drawn.thumbnail((SIDE, SIDE))
    file = io.BytesIO()
    drawn.save(file, "PNG", optimize=True)
    return ContentFile(file.getvalue(), name=f"{get_random_string(20)}.png")
