"""Looks into a clip's file: its length, and a poster when it has none."""

import json
import shutil
import subprocess
import tempfile
from pathlib import Path

from django.core.files import File
from django.tasks import task

from coopsite.core.numbers import MAX_INTEGER

from .models import VideoClip
from .pictures import add_image

_PATIENCE = 60  # seconds; a still frame takes well under one


def can_look_into_clips():
    """Returns whether ffmpeg is on this machine; without it clips play, with no
    poster."""
    return bool(shutil.which("ffmpeg") and shutil.which("ffprobe"))


@task
def look_into_clip(clip_id):
    """Fills in the duration and poster that staff left empty."""
    clip = VideoClip.objects.get(pk=clip_id)
    if not clip.file or not can_look_into_clips():
        return
    values = {}
    if not clip.duration:
        values["duration"] = _duration(clip.file.path)
    if not clip.poster:
        values["poster"] = _poster(clip)
    VideoClip.objects.filter(pk=clip_id).update(
        **{k: v for k, v in values.items() if v}
    )


def _duration(path):
    """Returns the length in whole seconds, or None when the file does not say."""
    command = ["ffprobe", "-v", "error", "-of", "json", "-show_format", path]
    try:
        answer = json.loads(_run(command) or "{}")
        seconds = round(float(answer["format"]["duration"]))
    except (KeyError, ValueError, OverflowError):
        return None
    return seconds if 0 <= seconds <= MAX_INTEGER else None


def _poster(clip):
    with tempfile.TemporaryDirectory() as folder:
        frame = Path(folder) / "frame.jpg"
        for second in ("1", "0"):  # a very short clip has only its beginning
            still = ["-ss", second, "-i", clip.file.path, "-frames:v", "1", "-q:v", "2"]
            _run(["ffmpeg", "-v", "error", *still, str(frame)])
            if frame.exists():
                break
        else:
            return None
        with frame.open("rb") as opened:
            return add_image(
                upload=File(opened),
                title=f"Ảnh bìa: {clip.title}",
                by=clip.updated_by,
                is_demo=clip.is_demo,
            )


def _run(command):
    """Returns what a command printed; "" when it failed or took too long."""
    try:
        done = subprocess.run(  # noqa: S603  # our own words and a random file name
            command, capture_output=True, timeout=_PATIENCE, check=True
        )
    except (subprocess.SubprocessError, OSError):
        return ""
    return done.stdout.decode(errors="replace")
