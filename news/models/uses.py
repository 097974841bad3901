"""Which pictures and clips are shown where: in working copies, versions, editions.

A body names its pictures by their address, an edition's by their id ("anh:7"): an id
outlives folders and the address of the media. Clips are named by their id in both: a
figure holds a link to "clip:7", with the clip's title in words.
"""

import re

from django.db import models
from django.db.models import Q

from .clips import VideoClip
from .images import Image

_ADDRESSED = re.compile(
    r'(<img\b[^>]*?\ssrc=")[^"]*?(anh/[^/"]+(?:/[^/"]+)?)/[^/"]+("[^>]*>)'
)
NAMED = re.compile(r'<img\b[^>]*?\ssrc="anh:(\d+)"[^>]*>')
CLIP = re.compile(r'<a\b[^>]*?\shref="clip:(\d+)"[^>]*>(.*?)</a>', re.DOTALL)
OWNERS = ("article", "edition", "version")


_HAS_ONE_PLACE = (
    Q(article__isnull=False, edition=None, version=None)
    | Q(article=None, edition__isnull=False, version=None)
    | Q(article=None, edition=None, version__isnull=False)
)


class ImageUse(models.Model):
    """A picture in a text or as its cover; while there is one, the picture stays."""

    content_domain = None

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

    class Meta:
        verbose_name = "nơi dùng ảnh"
        verbose_name_plural = "các nơi dùng ảnh"
        constraints = [
            models.CheckConstraint(
                condition=_HAS_ONE_PLACE, name="image_use_has_one_place"
            )
        ]

    def __str__(self):
        return f"{self.image}"


class ClipUse(models.Model):
    """A clip in a text; while there is one, the clip stays."""

    content_domain = None

    clip = models.ForeignKey(VideoClip, models.PROTECT, related_name="uses")
    article = models.ForeignKey(
        "Article", models.CASCADE, null=True, related_name="clip_uses"
    )
    edition = models.ForeignKey(
        "Edition", models.CASCADE, null=True, related_name="clip_uses"
    )
    version = models.ForeignKey(
        "HistoricalArticle", models.CASCADE, null=True, related_name="clip_uses"
    )

    class Meta:
        verbose_name = "nơi dùng clip"
        verbose_name_plural = "các nơi dùng clip"
        constraints = [
            models.CheckConstraint(
                condition=_HAS_ONE_PLACE, name="clip_use_has_one_place"
            )
        ]

    def __str__(self):
        return f"{self.clip}"


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


def record_uses(rows, owner, *, are_new=False):
    """Writes down which pictures and clips `rows` show, in place of what was written of
    them, which is nothing where they `are_new`; `owner` says what they are, one of
    `OWNERS`."""
    if not are_new:
        for model in (ImageUse, ClipUse):
            model.objects.filter(**{f"{owner}__in": [row.pk for row in rows]}).delete()
    folders = _ids_of([row.body for row in rows])
    pictures = [(row, _pictures_of(row, folders)) for row in rows]
    _add_uses(ImageUse, "image_id", pictures, owner)
    named = [(row, named_clips(row.body)) for row in rows]
    if not (ids := set().union(*(clips for _, clips in named))):
        return
    known = set(VideoClip.objects.filter(pk__in=ids).values_list("pk", flat=True))
    _add_uses(ClipUse, "clip_id", [(r, c & known) for r, c in named], owner)


def _add_uses(model, column, shown, owner):
    model.objects.bulk_create(
        model(**{column: key, f"{owner}_id": row.pk})
        for row, keys in shown
        for key in sorted(keys)
    )


def named_clips(body):
    """Returns the ids of the clips that a body names."""
    return {int(found[1]) for found in CLIP.finditer(body)}


def _pictures_of(row, ids):
    shown = {ids.get(found[2]) for found in _ADDRESSED.finditer(row.body)}
    shown |= {int(found[1]) for found in NAMED.finditer(row.body)}
    return (shown | {row.cover_id}) - {None}
