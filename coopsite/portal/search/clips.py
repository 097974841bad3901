"""Clips among the results of a search."""

from news.models import VideoClip
from news.search import CLIP

from .kinds import Kind, Result, register_kind


def show_clips(keys):
    """Returns {key: Result} of the clips with those keys that are public."""
    rows = VideoClip.objects.public().filter(pk__in=keys)
    return {
        row.pk: Result(
            title=row.title,
            address=row.get_absolute_url(),
            kind="Video",
            lead=row.description,
            when=row.published_at,
        )
        for row in rows
    }


register_kind(Kind(name=CLIP, label="Video", order=2, show=show_clips))
