"""Makes articles, clips and pictures."""

import io
from datetime import timedelta
from itertools import count

from django.core.files.base import ContentFile
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone
from PIL import Image as Pillow

from news.models import Article, Edition, Image, Section, VideoClip, Withdrawal
from news.publishing import publish, withdraw

_NUMBERS = count(1)


def first_section():
    """Return the first section that the migrations make."""
    return Section.objects.first()


def make_draft(title="", **fields):
    """Return a saved article that was never public."""
    article = unsaved_article(title, **fields)
    article.save()
    return article


def unsaved_article(title="", **fields):
    """Return an article fit to be published, not saved yet."""
    return Article(
        **{
            "title": title or f"Tin thử nghiệm {next(_NUMBERS)}",
            "section": fields.pop("section", None) or first_section(),
            "lead": "Tóm tắt của tin.",
            "body": "<p>Nội dung của tin.</p>",
            "byline": "KT",
            **fields,
        }
    )


def make_article(title="", *, published_at=None, expires_at=None, **fields):
    """Return a saved article, public since an hour ago unless `published_at` differs,
    until `expires_at`, which may lie in the past."""
    article = unsaved_article(title, expires_at=expires_at, **fields)
    at = published_at or timezone.now() - timedelta(hours=1)
    if expires_at is None or expires_at > timezone.now():
        publish(article=article, by=None, at=at)
        return article
    article.first_published_at = at
    article.save()
    Edition.objects.create(
        article=article, number=1, kind="first", live_from=at, first_published_at=at,
        live_until=expires_at, **article.words,
    )  # fmt: skip
    return article


def make_withdrawn(title="", *, note="", **fields):
    """Return an article that was public and is withdrawn."""
    article = make_article(title, **fields)
    withdraw(article=article, by=None, kind="outdated", note=note)
    return article


def delete_as_demo(article):
    """Delete what was public, which only the demonstration's data may be."""
    Article.objects.filter(pk=article.pk).update(is_demo=True)
    for model in (Edition, Withdrawal):
        model.objects.filter(article=article).delete()
    Article.objects.get(pk=article.pk).delete()


def republish(article, **changed):
    """Publish `article` with `changed` words, told as an update; return its edition."""
    for name, value in changed.items():
        setattr(article, name, value)
    return publish(article=article, by=None, kind="update", note="Thêm điều mới.")


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
            "has_card": True,
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
