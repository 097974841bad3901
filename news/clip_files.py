"""Decides whether an uploaded file is a clip that every browser plays, or can be made
one; says why not."""

import re
import tempfile
from contextlib import contextmanager
from itertools import islice

from django.core.exceptions import ValidationError

from coopsite.core.look_ahead import once_an_upload
from coopsite.core.virus_scan import refuse_infected

from .probe import PLAYED, can_look_into_clips, is_whole, probe

MAX_BYTES = 500 * 1024 * 1024
ENDINGS = ("mp4", "m4v", "mov", "webm")
_IMAGE_BRANDS = {b"avif", b"avis", b"heic", b"heix", b"heim", b"heis", b"hevc", b"hevx"}
_IMAGE_BRANDS |= {b"mif1", b"msf1"}
# What QuickTime files begin with before there were brands.
_OLD_QUICKTIME = {b"moov", b"mdat", b"wide", b"free", b"skip", b"pnot"}
_WEBM = b"\x1a\x45\xdf\xa3"
_SEGMENT = b"\x18\x53\x80\x67"
_MAX_MOOV = 32 * 1024 * 1024
_MAX_BOXES = 100_000  # a recording in fragments has two each second
_SHOWN_KINDS = re.compile(rb"stsd.{12}(avc1|avc3|vp08|vp09|av01)", re.DOTALL)
_OTHER_KINDS = re.compile(
    rb"stsd.{12}(hvc1|hev1|dvh1|dvhe|mp4v|ap[a-z0-9]{2})", re.DOTALL
)
_MAX_TRACKS = 1024 * 1024
_SHOWN_TRACKS = re.compile(rb"V_(VP8|VP9|AV1)")
_OTHER_TRACKS = re.compile(rb"V_([A-Z0-9]{3,}(?:/[A-Z0-9]+)*)")
_NAMES = {"prores": "ProRes", "hevc": "HEVC (H.265)", "mpeg4": "MPEG-4 part 2"}

_NO_CLIP = "Tệp này không phải clip MP4 hoặc WebM."
_IS_IMAGE = "Tệp này là ảnh (AVIF hoặc HEIC), không phải clip."
_IS_CUT = "Clip không đọc được đến hết: tệp bị cắt cụt. Hãy chép lại rồi tải lên lại."
_IS_SOUND = "Tệp này chỉ có tiếng, không có hình."
_PLAYED = "Hãy xuất clip ra MP4 (H.264) rồi tải lên lại."
_NO_FFMPEG = (
    "Máy chủ chưa cài ffmpeg nên không tự chuyển được clip {} sang H.264, kiểu mà mọi "
    f"trình duyệt phát được. {_PLAYED}"
)


@once_an_upload
def check_clip(upload):
    """Returns the ending under which an upload is kept ("mp4" or "webm").

    ValidationError, in words for the person who uploads, for what no browser plays and
    ffmpeg, where it is, does not turn into it.
    """
    if upload.size > MAX_BYTES:
        raise ValidationError(
            "Clip lớn hơn 500 MB. Hãy nén lại, hoặc đăng lên YouTube rồi điền địa chỉ."
        )
    refuse_infected(upload)
    is_webm = _read(upload, 0, 4) == _WEBM
    if is_webm:
        _check_segment(upload)
    else:
        _check_boxes(upload)
    if can_look_into_clips():
        return _check_by_ffprobe(upload)
    (_check_tracks if is_webm else _check_kinds)(upload)
    return "webm" if is_webm else "mp4"


def _read(upload, start, count):
    upload.seek(start)
    data = upload.read(count)
    upload.seek(0)
    return data


def _check_segment(upload):
    """Refuses WebM shorter than its one segment says."""
    head = _read(upload, 0, 4096)
    start = head.find(_SEGMENT) + len(_SEGMENT)
    if start < len(_SEGMENT) or b"webm" not in head and b"matroska" not in head:
        raise ValidationError(_NO_CLIP)
    length = 9 - head[start : start + 1].ljust(1, b"\0")[0].bit_length()
    if length > 8:
        raise ValidationError(_NO_CLIP)
    size = int.from_bytes(head[start : start + length]) - (1 << (7 * length))
    is_unknown = size == (1 << (7 * length)) - 1  # a recording that was streamed
    if not is_unknown and start + length + size > upload.size:
        raise ValidationError(_IS_CUT)


def _boxes(upload):
    """Yields (kind, start, size) of the boxes that an MP4 or QuickTime consists of."""
    start = 0
    while start + 8 <= upload.size:
        head = _read(upload, start, 16)
        size, kind = int.from_bytes(head[:4]), head[4:8]
        if size == 1:
            size = int.from_bytes(head[8:16])
        elif size == 0:  # to the end
            size = upload.size - start
        if size < 8:
            raise ValidationError(_NO_CLIP)
        yield kind, start, size
        start += size


def _check_boxes(upload):
    """Refuses what is no MP4 or QuickTime, an image under its name, and half a one."""
    first = next(_boxes(upload), (b"", 0, 0))
    if first[0] == b"ftyp" and first[2] <= 1024:
        brands = _read(upload, 8, first[2] - 8)
        if {
            brands[at : at + 4] for at in (0, *range(8, len(brands), 4))
        } & _IMAGE_BRANDS:
            raise ValidationError(_IS_IMAGE)
    elif first[0] not in _OLD_QUICKTIME:
        raise ValidationError(_NO_CLIP)
    kinds = set()
    for kind, start, size in islice(_boxes(upload), _MAX_BOXES):
        kinds.add(kind)
        if start + size > upload.size:
            # The first box of a page or text that merely looks like one is as long.
            raise ValidationError(
                _NO_CLIP if kinds == {first[0]} == {b"ftyp"} else _IS_CUT
            )
    if b"moov" not in kinds:
        raise ValidationError(_IS_CUT if b"mdat" in kinds else _NO_CLIP)


def _check_by_ffprobe(upload):
    with _on_disk(upload) as path:
        found = probe(path)
        if found is None:
            raise ValidationError(_NO_CLIP)
        if found.video is None:
            raise ValidationError(_IS_SOUND)
        if found.video not in PLAYED and not found.is_transcoded:
            name = _NAMES.get(found.video, found.video.upper())
            raise ValidationError(f"Trình duyệt không phát được clip {name}. {_PLAYED}")
        if not is_whole(path, found):
            raise ValidationError(_IS_CUT)
    return "webm" if found.container == "webm" else "mp4"


def _check_tracks(upload):
    """Refuses, where there is no ffprobe, what the tracks of a WebM already tell."""
    head = _read(upload, 0, _MAX_TRACKS)
    if _SHOWN_TRACKS.search(head):
        return
    if other := _OTHER_TRACKS.search(head):
        raise ValidationError(_NO_FFMPEG.format(other[1].decode()))
    raise ValidationError(_IS_SOUND)


def _check_kinds(upload):
    """Refuses, where there is no ffprobe, what the tables of an MP4 already tell."""
    for kind, start, size in islice(_boxes(upload), _MAX_BOXES):
        if kind != b"moov":
            continue
        tables = _read(upload, start, min(size, _MAX_MOOV))
        if other := _OTHER_KINDS.search(tables):
            raise ValidationError(_NO_FFMPEG.format(_name_of_kind(other[1])))
        if not _SHOWN_KINDS.search(tables):
            raise ValidationError(_IS_SOUND)
    if _read(upload, 4, 8) in (b"ftypqt  ",) or _read(upload, 4, 4) != b"ftyp":
        raise ValidationError(_NO_FFMPEG.format("QuickTime (.mov)"))


def _name_of_kind(kind):
    if kind.startswith(b"ap"):
        return _NAMES["prores"]
    return _NAMES["mpeg4" if kind == b"mp4v" else "hevc"]


@contextmanager
def _on_disk(upload):
    """Yields a path of an upload, which may still be in memory."""
    if hasattr(upload, "temporary_file_path"):
        yield upload.temporary_file_path()
        return
    with tempfile.NamedTemporaryFile() as file:
        upload.seek(0)
        file.write(upload.read())
        file.flush()
        upload.seek(0)
        yield file.name
