"""Takes a page of the old site in as an article, and keeps the proof of it."""

import hashlib
from dataclasses import dataclass
from enum import Enum

from django.core.exceptions import ValidationError
from django.db import transaction

from coopsite.core.richtext import clean
from coopsite.core.vietnamese import fold, slugify
from news.models import Article, Edition, Section
from news.publishing import publish, save_article

from .body import body_html
from .headlines import sentence_case
from .models import OldPage
from .parsing import Caption, decode, parse

NO_DATE = (
    "trang không ghi ngày đăng; thêm --published-on {name}=NGÀY/THÁNG/NĂM để cho biết"
)
EDITED = (
    "bài đã được sửa sau lần nhập trước, nên giữ nguyên; thêm --replace-edited để "
    "ghi đè (bản đang có vẫn còn trong lịch sử bài)"
)
DELETED = "bài đã bị xoá sau lần nhập trước; thêm --replace-edited để nhập lại"


class NotImported(Exception):
    """The page is understood, but somebody has to decide; `reason` says what."""

    def __init__(self, reason):
        super().__init__(reason)
        self.reason = reason


class Outcome(Enum):
    NEW = "mới"
    UNCHANGED = "không đổi"
    CHANGED = "bản mới"


@dataclass(frozen=True)
class Imported:
    """What became of a page. `article` is None when it was deleted meanwhile."""

    outcome: Outcome
    article: Article | None
    picture_slots: int = 0


def import_page(
    *,
    name,
    raw_bytes,
    published_at=None,
    by=None,
    is_featured=False,
    replace_edited=False,
    in_sentence_case=False,
):
    """Imports the page `name` and returns what became of it, as `Imported`.

    `name` tells the page again on the next run: the same bytes change nothing, other
    bytes give the same article a new edition under the same address, whose day of
    publication stays: `published_at` may be None then. `in_sentence_case` sets a
    headline With Capitals Everywhere; the proof keeps it. Raises `NotUnderstood` for a
    page that cannot be read and `NotImported` where somebody has to decide; nothing is
    written then.
    """
    text = decode(raw_bytes)
    sha256 = hashlib.sha256(raw_bytes).hexdigest()
    if known := _get_unchanged(name, sha256, replace_edited):
        return known
    # What takes long comes before the lock.
    page = parse(text)
    body = clean(body_html(page))
    with transaction.atomic():
        if known := _get_unchanged(name, sha256, replace_edited):
            return known  # by another import, just now
        latest = _get_latest(name)
        if latest and not replace_edited:
            _refuse_if_touched(latest)
        outcome, article = _get_article(name, latest, published_at, by)
        article.is_featured = article.is_featured or is_featured
        _fill(article, page, body, in_sentence_case)
        _save(article, outcome, published_at, by)
        _keep_proof(name, latest, text, sha256, article)
    slots = sum(isinstance(block, Caption) for block in page.body)
    return Imported(outcome, article, slots)


def _get_article(name, latest, published_at, by):
    """Returns whether it is new, and the article: a new one where none is left."""
    if latest is None or _is_deleted(latest):
        return Outcome.NEW, _new_article(name, published_at, by)
    return Outcome.CHANGED, _locked(latest.article_id)


def _get_latest(name):
    return OldPage.objects.filter(name=name).order_by("-reading").first()


def _get_unchanged(name, sha256, replace_edited):
    """Returns what the page became when the same bytes were read; None where they were
    not, or where its article is to come back."""
    latest = _get_latest(name)
    if latest is None or latest.sha256 != sha256:
        return None
    is_deleted = _is_deleted(latest)
    if is_deleted and replace_edited:
        return None
    return Imported(Outcome.UNCHANGED, None if is_deleted else latest.article)


def _keep_proof(name, latest, text, sha256, article):
    OldPage.objects.create(
        name=name,
        reading=latest.reading + 1 if latest else 1,
        raw=text,
        sha256=sha256,
        article=article,
        written_sha256=_written_sha256(article),
    )


_REASONS = {
    Outcome.NEW: "Nhập từ trang cũ",
    Outcome.CHANGED: "Nhập lại: trang cũ đã đổi",
}


def _is_deleted(page):
    """Returns whether somebody has deleted its article; it may lie in the bin."""
    return page.article is None or page.article.deleted_at is not None


def _refuse_if_touched(latest):
    """Raises `NotImported` when people have edited or deleted what was imported."""
    if _is_deleted(latest):
        raise NotImported(DELETED)
    if _written_sha256(_locked(latest.article_id)) != latest.written_sha256:
        raise NotImported(EDITED)


def _locked(article_id):
    """Returns the article, kept from other writers until the import is through."""
    return Article.objects.select_for_update().get(pk=article_id)


def _new_article(name, published_at, by):
    if published_at is None:
        raise NotImported(NO_DATE.format(name=name))
    return Article(created_by=by)


def _fill(article, page, body, in_sentence_case):
    title = sentence_case(page.title) if in_sentence_case else page.title
    article.section = _section_named(page.section)
    article.title, article.lead = title, page.lead
    article.body, article.byline = body, page.byline


def _save(article, outcome, published_at, by):
    """A new article goes live; of one read again the public reads an update, unless it
    has been taken down meanwhile."""
    why = _REASONS[outcome]
    is_new = outcome is Outcome.NEW
    if not is_new and not article.is_public():
        save_article(article=article, by=by, why=why)
        return
    told = {} if is_new else {"kind": Edition.Kind.UPDATE, "note": f"{why}."}
    at = published_at if is_new else None
    try:
        publish(article=article, by=by, at=at, why=why, **told)
    except ValidationError as error:
        raise NotImported(" ".join(error.messages)) from error


def _section_named(name):
    """Returns the section of that name, however written, or make it as written.

    A section renamed since is known by its address, which stays.
    """
    for section in Section.objects.all():
        if fold(section.name) == fold(name) or section.slug == slugify(name):
            return section
    return Section.objects.create(name=name)


def _written_sha256(article):
    """Returns one hash over all that an import writes and an editor may change."""
    texts = [article.title, article.lead, article.body, article.byline]
    joined = "\0".join([str(article.section_id), *texts])
    return hashlib.sha256(joined.encode()).hexdigest()
