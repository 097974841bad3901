"""Takes in captions: WebVTT in UTF-8 that a browser shows; SubRip is converted."""

import re
import unicodedata

from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile

from coopsite.core.virus_scan import refuse_infected

MAX_BYTES = 2 * 1024 * 1024
_HEADER = re.compile(r"WEBVTT(?=[ \t\n]|$)")
_TIME = r"(?:([0-9]{2,9}):)?([0-5][0-9]):([0-5][0-9])\.([0-9]{3})"
_TIMING = re.compile(rf"[ \t]*{_TIME}[ \t]*-->[ \t]*{_TIME}(?:[ \t].*)?")
_SUBRIP_TIME = r"([0-9]{1,3}):([0-9]{1,2}):([0-9]{1,2})[,.]([0-9]{1,3})"
_SUBRIP_TIMING = re.compile(rf"\s*{_SUBRIP_TIME}\s*-->\s*{_SUBRIP_TIME}(?:\s.*)?")
_UNKNOWN_TAG = re.compile(r"<(?!/?[biu]>)[^<>]*>|\{\\[^{}]*\}")
_STRAY = re.compile(r"<(?!/?[biu]>)")
_SAVE_AS_UTF8 = "Hãy mở tệp bằng Notepad, lưu lại với mã hoá UTF-8 rồi tải lên lại."


def read_captions(upload):
    """Returns an uploaded .vtt or .srt as a WebVTT file.

    ValidationError, in words for the person who uploads, for another encoding, no
    header, or no cue that would show.
    """
    if upload.size > MAX_BYTES:
        raise ValidationError("Tệp phụ đề lớn hơn 2 MB.")
    refuse_infected(upload)
    upload.seek(0)
    text = re.sub("\r\n?", "\n", _decoded(upload.read())).removeprefix("\ufeff")
    if not _HEADER.match(text):
        text = _from_subrip(text)
    if not any(_cues(text.split("\n"), _TIMING)):
        raise ValidationError(
            "Tệp phụ đề không có câu nào hiện được. Mỗi câu có một dòng thời gian, ví "
            "dụ “00:00:01.000 --> 00:00:04.000”, rồi đến lời."
        )
    return ContentFile(text.encode(), name="phu-de.vtt")


def _decoded(data):
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        raise ValidationError(f"Tệp phụ đề ghi bằng mã UTF-16. {_SAVE_AS_UTF8}")
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError:
        pass
    name = "windows-1258, " if _is_windows_1258(data) else ""
    raise ValidationError(
        f"Tệp phụ đề ghi bằng bảng mã cũ ({name}không phải UTF-8) nên chữ sẽ vỡ. "
        f"{_SAVE_AS_UTF8}"
    )


def _is_windows_1258(data):
    """Returns whether the bytes read as Vietnamese in the old code of Windows, where
    a tone is a sign of its own after its vowel."""
    text = data.decode("cp1258", errors="replace")
    tones = re.findall(r"(.)[\u0300\u0301\u0303\u0309\u0323]", text)
    vowels = sum(
        unicodedata.normalize("NFD", one)[0] in "aeiouyAEIOUY" for one in tones
    )
    has_letters = bool(re.search("[ĂăĐđƠơƯư]", text))
    return "\ufffd" not in text and vowels == len(tones) and (tones or has_letters)


def _cues(lines, timing):
    """Yields (times, the lines of its words) of each cue that would show."""
    for number, line in enumerate(lines):
        match = timing.fullmatch(line)
        if not match or _milliseconds(match.groups()[:4]) >= _milliseconds(
            match.groups()[4:]
        ):
            continue
        words = []
        for following in lines[number + 1 :]:
            if not following.strip() or "-->" in following:
                break
            words.append(following)
        if "".join(words).strip():
            yield match.groups(), words


def _milliseconds(parts):
    hours, minutes, seconds, rest = (int(part or 0) for part in parts)
    return ((hours * 60 + minutes) * 60 + seconds) * 1000 + rest


def _from_subrip(text):
    """Returns SubRip as WebVTT; ValidationError for what is neither."""
    cues = [
        f"{_time(times[:4])} --> {_time(times[4:])}\n{_words(lines)}"
        for times, lines in _cues(text.split("\n"), _SUBRIP_TIMING)
    ]
    if not cues:
        raise ValidationError(
            "Tệp phụ đề WebVTT phải mở đầu bằng dòng “WEBVTT”; tệp .srt phải có dòng "
            "thời gian, ví dụ “00:00:01,000 --> 00:00:04,000”."
        )
    return "WEBVTT\n\n" + "\n\n".join(cues) + "\n"


def _time(parts):
    hours, minutes, seconds, rest = parts
    return f"{int(hours):02}:{int(minutes):02}:{int(seconds):02}.{rest:0<3}"


def _words(lines):
    """Returns the words of a cue without what only players of SubRip know."""
    words = _UNKNOWN_TAG.sub("", "\n".join(lines)).replace("&", "&amp;")
    return _STRAY.sub("&lt;", words)
