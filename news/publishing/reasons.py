"""Why an article cannot go public: one list, which decides and is shown."""

import re
from html import unescape
from urllib.parse import unquote, urlsplit

from django.conf import settings
from django.urls import Resolver404, resolve
from django.utils import timezone

from coopsite.core import richtext
from coopsite.core.richtext_rules import DECORATION, QUOTE

from ..models import Edition, FormerAddress, Image, Section, VideoClip
from ..models.uses import NAMED, addressed_folders
from .clips import find_unplayable

# Of the library; what stands in for a picture of the old site describes nothing.
_IMG = re.compile(r'<img\b(?![^>]*\ssrc="/static/)[^>]*>')
# What tells of it: a description, or that it is there for its looks only.
_ALT = re.compile(r'\salt="[^"]*[^"\s][^"]*"')
_DECORATION = re.compile(rf'\srole="{DECORATION}"')
_UNDESCRIBED = (
    "Trong bài có ảnh chưa có mô tả: hãy bấm đúp vào ảnh rồi tả ảnh bằng một câu, hoặc "
    "đánh dấu ảnh chỉ để trang trí."
)
_EMPTY_CAPTION = re.compile(
    r'<figure class="([a-z]+)[^>]*>(?:(?!</figure>).)*'
    r"<figcaption>(?:\s|<(?!/figcaption)[^>]*>)*</figcaption>",
    re.DOTALL,
)
_HREF = re.compile(r'<a\b[^>]*?\shref="([^"]*)"')
# Pages that exist while a row of the news does: the address' name, and the row.
_PAGES = {
    "news:article": lambda slug: (
        Edition.objects.public().filter(article__slug=slug).exists()
        or FormerAddress.objects.filter(slug=slug).exists()
    ),
    "news:section": lambda slug: Section.objects.filter(slug=slug).exists(),
    "news:clip": lambda slug: VideoClip.objects.public().filter(slug=slug).exists(),
}


def cannot_publish(article, at):
    """Returns the reasons why `article` cannot go live at the moment `at`, in words; []
    when it can."""
    reasons = find_faults(article, at)
    if article.deleted_at:
        reasons.append("Bài đang ở trong thùng rác: hãy khôi phục trước.")
    if article.expires_at and article.expires_at <= max(at, timezone.now()):
        reasons.append("Giờ hết hạn phải sau giờ lên trang và chưa qua.")
    return reasons


def find_faults(words, at=None):
    """Returns what is wrong with a `Wording` that the public is to read from the moment
    `at` (default: now), in words."""
    body = richtext.clean(words.body)
    checks = [
        (not has_content(body), "Bài chưa có nội dung."),
        (not words.lead.strip(), "Bài chưa có tóm tắt."),
    ]
    faults = [said for is_so, said in checks if is_so]
    return faults + find_body_faults(body, at, getattr(words, "slug", None))


def find_body_faults(body, at=None, own=None):
    """Returns what is wrong with a cleaned body that has content, in words; `own` is
    the end of its page's address."""
    empty = {found[1] for found in _EMPTY_CAPTION.finditer(body)}
    checks = [
        (_has_undescribed_picture(body), _UNDESCRIBED),
        (_has_lost_picture(body), "Trong bài có ảnh không còn trong thư viện."),
        ("image" in empty, "Trong bài có ảnh để trống chú thích."),
        (QUOTE in empty, "Trong bài có lời trích chưa ghi tên người nói."),
    ]
    faults = [said for is_so, said in checks if is_so]
    faults += find_unplayable(body, at)
    faults += [f"Liên kết hỏng: {link}" for link in broken_links(body, own)]
    return faults


def has_content(body):
    """Returns whether a cleaned body has a word or a picture."""
    return bool(richtext.plain_text(body)) or "<img" in body


def _has_undescribed_picture(body):
    pictures = (found[0] for found in _IMG.finditer(body))
    return any(not _ALT.search(one) and not _DECORATION.search(one) for one in pictures)


def _has_lost_picture(body):
    folders = addressed_folders(body)
    ids = {int(found[1]) for found in NAMED.finditer(body)}
    if not folders and not ids:
        return False
    known = Image.objects.filter(folder__in=folders).count()
    return known + Image.objects.filter(pk__in=ids).count() < len(folders) + len(ids)


def broken_links(body, own_slug=None):
    """Returns the links of a cleaned body to pages of ours that are not there, each
    once; a link of the article to itself is none."""
    links = dict.fromkeys(unescape(found[1]) for found in _HREF.finditer(body))
    return [link for link in links if is_broken(link, own_slug)]


def is_broken(link, own_slug=None):
    """Returns whether `link` should lead to a page of ours and does not."""
    try:
        parts = urlsplit(link)
    except ValueError:  # "http://[x" leads nowhere
        return True
    host = urlsplit(settings.SITE_ADDRESS).netloc
    is_ours = parts.netloc in ("", host) and parts.scheme in ("", "http", "https")
    if not is_ours or not parts.path:
        return False
    path = unquote(parts.path)
    try:
        page = resolve(path if path.startswith("/") else f"/{path}")
    except Resolver404:
        return True
    exists = _PAGES.get(page.view_name)
    slug = page.kwargs.get("slug")
    return bool(exists) and slug != own_slug and not exists(slug)
