"""Which pictures are shown where: one table for working copies, versions, editions.

A body names its pictures by their address, an edition's by their id ("anh:7"): an id
outlives folders and the address of the media.
"""

import re

from django.db import models
from django.db.models import Q

from .images import Image

_ADDRESSED = re.compile(
    r'(<img\b[^>]*?\ssrc=")[^"]*?(anh/[^/"]+(?:/[^/"]+)?)/[^/"]+("[^>]*>)'
)
NAMED = re.compile(r'<img\b[^>]*?\ssrc="anh:(\d+)"[^>]*>')


class ImageUse(models.Model):
    """A picture in a text or as its cover; while there is one, the picture stays."""

    image = models.ForeignKey(Image, models.PROTECT, related_name="uses")
    article = models.ForeignKey(
        "Article", models.CASCADE, null=True, related_name="image_uses"
    )
    edition = models.ForeignKey(
        "Edition", models.CASCADE, null=True, related_name="image_uses"
    )
    version = models.ForeignKey(
        "HistoricalArticle", models.CASCADE, null=True, related_name="image_uses"
    )

    OWNERS = ("article", "edition", "version")

    class Meta:
        verbose_name = "nơi dùng ảnh"
        verbose_name_plural = "các nơi dùng ảnh"
        constraints = [
            models.CheckConstraint(
                condition=Q(article__isnull=False, edition=None, version=None)
                | Q(article=None, edition__isnull=False, version=None)
                | Q(article=None, edition=None, version__isnull=False),
                name="image_use_has_one_place",
            )
        ]

    def __str__(self):
        return f"{self.image}"


def name_pictures(body):
    """Returns `body` with each picture of the library named by its id."""
    ids = _ids_of([body])

    def name(found):
        if found[2] not in ids:
            return found[0]
        return f"{found[1]}anh:{ids[found[2]]}{found[3]}"

    return _ADDRESSED.sub(name, body)


def addressed_folders(body):
    """Returns the folders of the library that the pictures of `body` lie in."""
    return {found[2] for found in _ADDRESSED.finditer(body)}


def address_pictures(body):
    """Returns `body` with each picture of the library named by its id addressed, as
    the editor shows it; one that is gone keeps its name."""
    ids = {int(found[1]) for found in NAMED.finditer(body)}
    images = Image.objects.in_bulk(ids) if ids else {}

    def address(found):
        image = images.get(int(found[1]))
        name = f'src="anh:{found[1]}"'
        return found[0].replace(name, f'src="{image.body_url}"') if image else found[0]

    return NAMED.sub(address, body)


def _ids_of(bodies):
    """Returns the ids of the pictures addressed in the bodies, by their folders."""
    folders = {folder for body in bodies for folder in addressed_folders(body)}
    if not folders:
        return {}
    return dict(Image.objects.filter(folder__in=folders).values_list("folder", "pk"))


def record_uses(rows, owner):
    """Writes down which pictures `rows` show, in place of what was written of them;
    `owner` says what they are, one of `ImageUse.OWNERS`."""
    ImageUse.objects.filter(**{f"{owner}__in": [row.pk for row in rows]}).delete()
    ids = _ids_of([row.body for row in rows])
    ImageUse.objects.bulk_create(
        ImageUse(image_id=image, **{f"{owner}_id": row.pk})
        for row in rows
        for image in sorted(_pictures_of(row, ids))
    )


def _pictures_of(row, ids):
    shown = {ids.get(found[2]) for found in _ADDRESSED.finditer(row.body)}
    shown |= {int(found[1]) for found in NAMED.finditer(row.body)}
    return (shown | {row.cover_id}) - {None}
