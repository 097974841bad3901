"""Takes the demonstration pictures and clips into the library."""

from functools import partial
from pathlib import Path

from django.core.files import File
from django.db import transaction
from django.utils import timezone

from news.models import VideoClip
from news.pictures import add_image

from .texts import read

FOLDER = Path(__file__).parent / "media"
CREDIT = "tranh minh hoạ của cổng thông tin"


def alt_texts():
    """Returns {file name: what a reader who does not see the picture is told}."""
    return read("gallery")["pictures"]


def load_pictures(added, report):
    """Takes in the pictures; returns them by file name.

    Each is put on the list `added` as soon as it has files. `report` is called with a
    line before each picture's sizes are made, which is after the transaction.
    """
    images = {}
    for number, (name, alt) in enumerate(alt_texts().items(), 1):
        line = f"[6/6] Các cỡ nhỏ của ảnh: {number}/{len(alt_texts())}"
        transaction.on_commit(partial(report, line))
        with (FOLDER / name).open("rb") as file:
            image = add_image(
                upload=File(file),
                title=alt.partition(":")[0].rstrip("."),
                credit=CREDIT,
                is_demo=True,
            )
        images[name] = image
        if image.is_demo:  # a picture that staff had uploaded themselves stays theirs
            added.append(image)
    return images


def load_clips(images, added):
    """Takes in the clips, the newest last; as `load_pictures`. Returns how many."""
    for facts in read("gallery")["clips"]:
        clip = VideoClip(
            title=facts["title"],
            description=facts["description"],
            duration=facts["duration"],
            poster=images[facts["poster"]],
            published_at=timezone.make_aware(facts["published_at"]),
            is_demo=True,
        )
        added.append(clip)
        name = facts["name"]
        with (
            (FOLDER / f"{name}.mp4").open("rb") as file,
            (FOLDER / f"{name}.vtt").open("rb") as captions,
        ):
            # Bare names: the storage gives each file a name of its own.
            clip.file = File(file, f"{name}.mp4")
            clip.captions = File(captions, f"{name}.vtt")
            clip.save()
    return len(read("gallery")["clips"])
