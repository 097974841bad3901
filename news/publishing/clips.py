"""Shows the clips that a text names: a player, or words where there is nothing to play.

That depends on the moment: a clip is public from a moment on and may be taken down. So
players are put in when a page is read, and an old edition stays readable.
"""

import re

from django.template.loader import render_to_string
from django.utils import timezone

from coopsite.core import richtext
from coopsite.core.templatetags.vietnam import moment

from ..models import VideoClip
from ..models.uses import CLIP, named_clips

_IN_FIGURE = re.compile(rf'(?<=<figure class="clip">)(\s*){CLIP.pattern}', re.DOTALL)


def show_clips(html, *, to_staff=False):
    """Returns `html` with a player in the place of each clip that the public sees, or
    that there is, where staff look. Costs one query, or none."""
    ids = named_clips(html)
    if not ids:
        return html
    clips = VideoClip.objects.all() if to_staff else VideoClip.objects.public()
    clips = clips.select_related("poster").in_bulk(ids)

    def play(found):
        context = {"clip": clips.get(int(found[2]))}
        context["title"] = richtext.as_safe(found[3])  # escaped already
        return render_to_string("components/clip_in_text.html", context)

    return CLIP.sub(r"\2", _IN_FIGURE.sub(play, html))


def find_unplayable(body, at=None):
    """Yields in words why a reader of `body` would not see a clip at the moment `at`
    (default: now)."""
    now = timezone.now()
    ids, at = named_clips(body), max(at or now, now)
    clips = VideoClip.objects.in_bulk(ids) if ids else {}
    for key in sorted(ids):
        clip = clips.get(key)
        if clip is None:
            yield f"Trong bài có clip không còn trong danh sách clip (số {key})."
        elif clip.file and not clip.file.storage.exists(clip.file.name):
            yield f"Clip “{clip}” trong bài mất tệp nên không phát được."
        elif clip.published_at is None:
            yield f"Clip “{clip}” trong bài chưa đăng: hãy đăng clip trước."
        elif clip.published_at > at:
            since = moment(clip.published_at)
            yield f"Clip “{clip}” trong bài hẹn giờ đăng {since}, sau giờ lên trang."
