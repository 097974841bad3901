"""Asks ffprobe what a clip's file holds, where it is on this machine."""

import json
import re
import shutil
import subprocess
from dataclasses import dataclass

PATIENCE = 60  # seconds; half a gigabyte is read in a few
# A file may name others, of this machine or elsewhere: nothing but itself is read, and
# only as what it may be.
CONTAINED = ["-protocol_whitelist", "file", "-format_whitelist", "mov,matroska"]
PLAYED = {"h264", "vp8", "vp9", "av1"}
TRANSCODED = {"hevc", "mpeg4"}
_HEARD = {"aac", "mp3", "opus", "vorbis", "flac", None}
_SHOWN = {"yuv420p", "yuvj420p", None}


@dataclass(frozen=True)
class Probe:
    """What a file says of itself; codecs are None where it has no such stream."""

    container: str  # "mp4", "mov" or "webm"
    seconds: float | None
    video: str | None
    audio: str | None
    pixels: str | None
    frames: int | None

    @property
    def is_transcoded(self):
        """Whether browsers do not show its pictures, which ffmpeg can make anew."""
        is_odd = self.video == "h264" and self.pixels not in _SHOWN
        return self.video in TRANSCODED or is_odd

    @property
    def is_remuxed(self):
        """Whether browsers show its pictures, but not from this container."""
        is_lost = self.container == "webm" and self.video == "h264"
        return self.container == "mov" or is_lost or self.audio not in _HEARD


def can_look_into_clips():
    """Returns whether ffmpeg is on this machine; without it clips play, with no
    poster."""
    return bool(shutil.which("ffmpeg") and shutil.which("ffprobe"))


def probe(path):
    """Returns what `path` holds; None for what is no film or sound."""
    asked = ["-of", "json", "-show_format", "-show_streams", path]
    try:
        answer = json.loads(run(["ffprobe", "-v", "error", *CONTAINED, *asked]) or "{}")
        streams, container = answer["streams"], _container(answer["format"])
    except (KeyError, ValueError):
        return None
    video, audio = _first(streams, "video"), _first(streams, "audio")
    return Probe(
        container=container,
        seconds=_number(answer["format"].get("duration")),
        video=video.get("codec_name"),
        audio=audio.get("codec_name"),
        pixels=video.get("pix_fmt"),
        frames=_number(video.get("nb_frames")),
    )


def _container(facts):
    if "webm" in facts["format_name"]:
        return "webm"
    brand = facts.get("tags", {}).get("major_brand", "qt")
    return "mov" if brand.strip() == "qt" else "mp4"


def _first(streams, kind):
    """Returns the first stream of a kind that is no picture of an album's cover."""
    for stream in streams:
        is_cover = stream.get("disposition", {}).get("attached_pic")
        if stream.get("codec_type") == kind and not is_cover:
            return stream
    return {}


def _number(text):
    try:
        return float(text)
    except (TypeError, ValueError):
        return None


def is_whole(path, found):
    """Returns whether every frame that the header counts is there to its end."""
    asked = ["-select_streams", "V:0", "-of", "csv=p=0"]
    asked += ["-show_entries", "packet=pts_time,duration_time,flags", path]
    rows = run(["ffprobe", "-v", "error", *CONTAINED, *asked]).split()
    packets = [parts for row in rows if len(parts := row.split(",")) >= 3]
    if not packets or len(packets) < (found.frames or 0):
        return False
    if any("C" in flags for _, _, flags, *_ in packets):  # a packet that was cut
        return False
    times = sorted(
        (_number(at) or 0, _number(length) or 0) for at, length, *_ in packets
    )
    if not found.seconds:
        return True  # a recording that does not know its length
    # WebM need not say how long its last picture stands still.
    least, share = (10, 0.2) if found.container == "webm" else (2, 0.05)
    if found.seconds - sum(times[-1]) > max(least, share * found.seconds):
        return False
    return _ends_in_frames(path, found.seconds - times[-3:][0][0] + 0.5)


def _ends_in_frames(path, seconds):
    """Returns whether the last pictures can be decoded: a download that was broken off
    may have its full length, in zeros."""
    end = ["-sseof", f"-{seconds:.3f}", "-i", path, "-map", "0:V:0", "-f", "null", "-"]
    told = run(["ffmpeg", "-v", "quiet", *CONTAINED, *end, "-progress", "pipe:1"])
    counts = re.findall(r"^frame=(\d+)", told, re.MULTILINE)
    return bool(counts) and int(counts[-1]) > 0


def run(command, patience=PATIENCE):
    """Returns what a command printed; "" when it failed or took too long."""
    try:
        done = subprocess.run(  # noqa: S603  # our own words and a random file name
            command, capture_output=True, timeout=patience, check=True
        )
    except (subprocess.SubprocessError, OSError):
        return ""
    return done.stdout.decode(errors="replace")
