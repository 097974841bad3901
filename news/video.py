"""Looks into a clip's file: makes it playable, finds its length and a poster."""

import logging
import math
import tempfile
from pathlib import Path

from django.core.files import File
from django.db import transaction
from django.tasks import task

from coopsite.core.numbers import MAX_INTEGER
from coopsite.core.tasks import CLIPS

from .models import VideoClip
from .models.clips import random_name
from .pictures import add_image
from .probe import CONTAINED, can_look_into_clips, is_whole, probe, run

_log = logging.getLogger(__name__)
_PATIENCE = 30 * 60  # seconds; a film of a telephone is made anew faster than it plays
_MAX_WIDTH = 1920
POSTER_TITLE = "Ảnh bìa: "


@task(queue_name=CLIPS)
def look_into_clip(clip_id):
    """Makes its file one that plays; fills in the duration and poster left empty."""
    clip = VideoClip.objects.filter(pk=clip_id).first()
    if not clip or not clip.file or not can_look_into_clips():
        return
    values = {}
    with clip.file.storage.on_disk(clip.file.name) as path:
        found = probe(path)
        if not clip.duration:
            values["duration"] = _duration(found)
        if not clip.poster:
            values["poster"] = _poster(clip, path)
        _make_playable(clip, path, found)
    VideoClip.objects.filter(pk=clip_id).update(
        **{k: v for k, v in values.items() if v}
    )
    # Somebody may have sent another file since: that one is still to be looked into.
    VideoClip.objects.filter(pk=clip_id, file=clip.file.name).update(is_prepared=True)


def _make_playable(clip, path, found):
    """Puts in the place of what not every browser plays, which `found` tells, H.264 in
    an MP4."""
    if not found or not found.video or not (found.is_transcoded or found.is_remuxed):
        return
    with tempfile.TemporaryDirectory() as folder:
        made = Path(folder) / "clip.mp4"
        run(_conversion(found, path, made), _PATIENCE)
        result = probe(made) if made.exists() else None
        if not result or not result.video or not is_whole(made, result):
            _log.error("Clip %s: ffmpeg made nothing of it that plays.", clip.pk)
            return
        with made.open("rb") as file:
            _replace_file(clip, File(file))


def _conversion(found, source, made):
    """Returns the command; a copy where only container or sound is another's."""
    picture = ["-c:v", "copy"]
    if found.is_transcoded:
        width = f"trunc(min({_MAX_WIDTH}\\,iw)/2)*2"
        picture = ["-vf", f"scale={width}:-2", "-pix_fmt", "yuv420p"]
        picture += ["-c:v", "libx264", "-preset", "veryfast", "-crf", "23"]
    sound = ["-c:a", "copy" if found.audio == "aac" else "aac"]
    # Telephones write where a film was taken.
    rest = ["-map", "0:V:0", "-map", "0:a:0?", "-map_metadata", "-1", "-dn", "-sn"]
    rest += ["-movflags", "+faststart", "-y", str(made)]
    return ["ffmpeg", "-v", "error", *CONTAINED, "-i", source, *picture, *sound, *rest]


def _replace_file(clip, file):
    """Gives the clip, and the version of it that was kept, the file that was made."""
    storage, old = clip.file.storage, clip.file.name
    new = storage.save(random_name(clip, "clip.mp4"), file)
    with transaction.atomic():
        is_its_own = VideoClip.objects.filter(pk=clip.pk, file=old).update(file=new)
        VideoClip.history.filter(id=clip.pk, file=old).update(file=new)
    clip.file.name = new
    storage.delete(old if is_its_own else new)  # somebody may have sent another since


def _duration(found):
    """Returns the length in whole seconds, or None when the file does not say."""
    if not found or found.seconds is None or not math.isfinite(found.seconds):
        return None
    seconds = round(found.seconds)
    return seconds if 0 <= seconds <= MAX_INTEGER else None


def _poster(clip, path):
    with tempfile.TemporaryDirectory() as folder:
        frame = Path(folder) / "frame.jpg"
        for second in ("1", "0"):  # a very short clip has only its beginning
            still = ["-ss", second, "-i", path, "-frames:v", "1", "-q:v", "2"]
            run(["ffmpeg", "-v", "error", *CONTAINED, *still, str(frame)])
            if frame.exists():
                break
        else:
            return None
        with frame.open("rb") as opened:
            return add_image(
                upload=File(opened),
                title=f"{POSTER_TITLE}{clip.title}",
                by=clip.updated_by,
                is_demo=clip.is_demo,
            )


def remove_clip_files(clips):
    """Deletes the files of clips whose rows are gone."""
    for clip in clips:
        for file in (clip.file, clip.captions):
            if file:
                file.storage.delete(file.name)
