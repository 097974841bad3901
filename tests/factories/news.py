"""Makes articles, clips and pictures."""

import io
from datetime import timedelta
from itertools import count

from django.core.files.base import ContentFile
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone
from PIL import Image as Pillow

from news.models import Article, Image, Section, VideoClip

_NUMBERS = count(1)


def first_section():
    """Return the first section that the migrations make."""
    return Section.objects.first()


def make_article(title="", **fields):
    """Return a saved article, public since an hour ago unless `fields` differ."""
    return Article.objects.create(
        **{
            "title": title or f"Tin thử nghiệm {next(_NUMBERS)}",
            "section": fields.pop("section", None) or first_section(),
            "lead": "Tóm tắt của tin.",
            "body": "<p>Nội dung của tin.</p>",
            "byline": "KT",
            "status": Article.Status.PUBLISHED,
            "published_at": timezone.now() - timedelta(hours=1),
            **fields,
        }
    )


def make_clip(title="", **fields):
    """Return a saved clip, public since an hour ago; a file unless `youtube` is
    given."""
    if "youtube" not in fields:
        fields.setdefault("file", ContentFile(b"clip", name="clip.mp4"))
    return VideoClip.objects.create(
        **{
            "title": title or f"Clip thử nghiệm {next(_NUMBERS)}",
            "published_at": timezone.now() - timedelta(hours=1),
            **fields,
        }
    )


def make_image(title="Ảnh thử nghiệm", **fields):
    """Return a picture's row in the library, without files."""
    number = next(_NUMBERS)
    return Image.objects.create(
        **{
            "title": title,
            "folder": f"anh/{number}",
            "sha256": f"{number:064}",
            "width": 1200,
            "height": 800,
            "has_sizes": True,
            **fields,
        }
    )


def make_picture(
    file_format="JPEG",
    *,
    size=(640, 480),
    mode="RGB",
    color="teal",
    name="",
    **options,
):
    """Return an upload that holds a real picture drawn by Pillow."""
    data = io.BytesIO()
    Pillow.new(mode, size, color).save(data, file_format, **options)
    ending = {"JPEG": "jpg"}.get(file_format, file_format.lower())
    return SimpleUploadedFile(name or f"anh.{ending}", data.getvalue())
