"""Takes in pictures: keeps them re-encoded, and makes the fixed set of sizes."""

import hashlib
import io
import re
from pathlib import Path
from typing import NamedTuple

from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.tasks import task
from django.utils.crypto import get_random_string
from PIL import Image as Pillow
from PIL import ImageOps

from coopsite.core.look_ahead import once_an_upload
from coopsite.core.pictures import decode_picture
from coopsite.core.tasks import enqueue
from coopsite.core.vietnamese import clean_text, fold
from coopsite.core.virus_scan import refuse_infected

from .models import Edition, Image
from .publishing import render_editions

MAX_BYTES = 20 * 1024 * 1024
MAX_WIDTH = 2560
_SIZES = {"avif": {"quality": 55, "speed": 8}, "webp": {"quality": 76}}
# File names that tell nothing: DSC_0123, IMG_20231012_090909, image001, z5234567.
_COUNTED = re.compile(
    r"((dsc[fn]?|img|image|photo|pict?|picture|anh|hinh|scan|screenshot|untitled|p|z)"
    r" ?)?[\W\d]*"
)


def read_picture(upload):
    """Returns the uploaded file as an upright RGB picture without its metadata.

    ValidationError, in words for the person who uploads, when it is too large or
    is no picture.
    """
    _refuse_too_large(upload)
    refuse_infected(upload)
    return decode_picture(upload, box=(MAX_WIDTH, MAX_WIDTH * 4))


class Original(NamedTuple):
    """A picture as the library keeps it."""

    width: int
    height: int
    jpeg: bytes


@once_an_upload
def read_original(upload):
    """Returns the `Original` made of an upload; ValidationError as `read_picture`."""
    picture = read_picture(upload)
    data = io.BytesIO()
    picture.save(data, "JPEG", quality=86, progressive=True)
    return Original(*picture.size, data.getvalue())


def _refuse_too_large(upload):
    if upload.size > MAX_BYTES:
        raise ValidationError("Ảnh lớn hơn 20 MB. Hãy thu nhỏ rồi tải lên lại.")


def add_image(*, upload, title, by=None, is_demo=False, **words):
    """Keeps an uploaded picture in the library and returns its `Image`; `words` are
    other columns: `credit`, `alt`, `caption`.

    The same file uploaded twice is kept once: the earlier picture is returned, marked
    `is_known`, and `words` fill in what was empty. The smaller sizes are made by a task
    after the transaction. ValidationError as by `read_picture`.
    """
    _refuse_too_large(upload)
    digest = hashlib.sha256(upload.read()).hexdigest()
    upload.seek(0)
    known = Image.objects.filter(sha256=digest).first()
    if known and default_storage.exists(f"{known.folder}/goc.jpg"):
        return _fill_in(known, words)
    original = read_original(upload)
    if known:
        return _fill_in(_bring_back(known, original), words)
    key = get_random_string(16).lower()
    folder = f"anh/{key[:2]}/{key}"
    _store(f"{folder}/goc.jpg", original.jpeg)
    facts = {
        "folder": folder,
        **words,
        "title": title[:200],
        "filename": clean_text(Path(upload.name or "").name)[-200:],
        "width": original.width,
        "height": original.height,
        "uploaded_by": by,
        "is_demo": is_demo,
    }
    # Two people may send one file at once: the first one's row is the one kept.
    image, _ = Image.objects.get_or_create(sha256=digest, defaults=facts)
    enqueue(make_sizes, image.pk)
    return image


def _fill_in(image, words):
    """Gives a picture that was known the words that it lacked."""
    lacking = {name: text for name, text in words.items() if not getattr(image, name)}
    if any(lacking.values()):
        for name, text in lacking.items():
            setattr(image, name, text)
        image.save(update_fields=[*lacking, "match_text"])
    image.is_known = True
    return image


def _bring_back(image, original):
    """Gives a picture whose folder was lost its files again."""
    _store(f"{image.folder}/goc.jpg", original.jpeg)
    image.width, image.height = original.width, original.height
    image.save(update_fields=["width", "height"])
    enqueue(make_sizes, image.pk)
    return image


@task
def make_sizes(image_id):
    """Makes the AVIF and WebP sizes of a picture and its card, and shows them in the
    editions that it is in. Running it again does no harm, nor where the picture is gone
    by now."""
    image = Image.objects.filter(pk=image_id).first()
    if image is None:
        return
    with default_storage.open(f"{image.folder}/goc.jpg") as file:
        original = Pillow.open(file)
        original.load()
    for width in image.widths:
        height = max(1, round(image.height * width / image.width))
        small = original.resize((width, height), Pillow.Resampling.LANCZOS)
        for ending, options in _SIZES.items():
            data = io.BytesIO()
            small.save(data, ending, **options)
            _store(f"{image.folder}/{width}.{ending}", data.getvalue())
    _store_card(image, original)
    Image.objects.filter(pk=image_id).update(has_sizes=True, has_card=True)
    render_editions(Edition.objects.filter(image_uses__image=image_id))


def list_file_names(image):
    """Returns the names of the files that its folder holds once all are made."""
    small = [f"{width}.{ending}" for width in image.widths for ending in _SIZES]
    return ["goc.jpg", "card.jpg", *small]


def is_complete(image):
    """Returns whether each file that its row promises is there."""
    names = list_file_names(image)
    return all(default_storage.exists(f"{image.folder}/{name}") for name in names)


@task
def make_card(image_id):
    """Makes the picture that shared links show, of one that has all else."""
    image = Image.objects.get(pk=image_id)
    with default_storage.open(f"{image.folder}/goc.jpg") as file:
        _store_card(image, Pillow.open(file))
    Image.objects.filter(pk=image.pk).update(has_card=True)


def _store_card(image, original):
    """Keeps the middle of a wide picture, the upper part of a high one, where faces
    are."""
    part = ImageOps.fit(
        original, image.card_size, Pillow.Resampling.LANCZOS, centering=(0.5, 0.3)
    )
    data = io.BytesIO()
    part.save(data, "JPEG", quality=80, progressive=True)
    _store(f"{image.folder}/card.jpg", data.getvalue())


def remove_files(image):
    """Deletes the files of a picture whose row is gone; they may be gone before it."""
    try:
        _, names = default_storage.listdir(image.folder)
    except (FileNotFoundError, NotADirectoryError):
        return
    for name in names:
        default_storage.delete(f"{image.folder}/{name}")


def _store(name, data):
    default_storage.replace(name, ContentFile(data))


def title_from(filename):
    """Returns a title for a picture that came with nothing but a file name; "Ảnh" where
    that is only what a camera or a program counts by."""
    words = clean_text(re.sub("[-_]", " ", Path(filename).stem))
    return "Ảnh" if _COUNTED.fullmatch(fold(words)) else words
