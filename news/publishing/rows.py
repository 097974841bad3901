"""Writes the rows of editions, for the actions, behind the article's lock."""

from datetime import timedelta

from django.core.exceptions import ValidationError
from django.db.models import Max
from django.utils import timezone

from coopsite.core.templatetags.vietnam import moment as write_moment

from ..models import Article, Edition
from ..models.uses import name_pictures
from .changes import describe_large, is_small
from .rendering import RENDERER, render_body

MOMENT = timedelta(microseconds=1)
_NOT_SMALL = (
    "Đây không phải sửa nhỏ ({}). Hãy chọn “Cập nhật” hoặc “Đính chính” và ghi điều đã "
    "đổi."
)
_SILENT = (
    "Bản hẹn giờ lên trang {} được ghi là sửa nhỏ, nhưng khác bản này ở số, tên riêng "
    "hoặc tiêu đề: đến giờ, nó sẽ lặng lẽ bỏ điều vừa sửa. Hãy huỷ hẹn giờ trước, rồi "
    "đăng."
)
UNCHANGED = "Chưa có gì thay đổi so với bản đang trên trang."
_ENDS_BEFORE = (
    "Giờ hết hạn phải sau giờ lên trang của bản đang hẹn: hãy sửa giờ hết hạn, hoặc "
    "huỷ hẹn giờ trước."
)


def lock_article(article):
    """Keeps the article to this transaction, reads what publishing decided of it since
    `article` was read, and returns the moment."""
    rows = Article.objects.select_for_update().filter(pk=article.pk)
    stored = article.pk and rows.first()
    article.first_published_at = stored.first_published_at if stored else None
    return timezone.now()


def named_words(wording):
    """Returns the words of an article as its edition would have them."""
    return wording.words | {"body": name_pictures(wording.body)}


def choose_kind(before, words, kind, note):
    """Returns how an edition of `words` differs from the one `before`; ValidationError
    where `kind` is not true of it."""
    if before is None:
        return Edition.Kind.FIRST
    if kind in Edition.TOLD:
        if not note.strip():
            raise ValidationError({"note": "Hãy ghi điều đã đổi, để người đọc biết."})
        return kind
    if large := describe_large(before, Edition(**words)):
        raise ValidationError({"kind": _NOT_SMALL.format(large)})
    return Edition.Kind.MINOR


def add_edition(article, words, *, note="", number=None, **facts):
    """Returns a new edition of `article` that says `words`; `facts` are its columns,
    `number` is the next one by default."""
    return Edition.objects.create(
        **words,
        **facts,
        article=article,
        number=number or _next_number(article),
        note=note.strip() if facts["kind"] in Edition.TOLD else "",
        html=render_body(words["body"]),
        renderer=RENDERER,
        first_published_at=article.first_published_at,
    )


def end_edition(edition, moment):
    """Sets when the public stops reading it."""
    if edition.live_until != moment:
        Edition.objects.filter(pk=edition.pk).update(live_until=moment)


def follow_article(waiting, article):
    """Sets expiry and place of the edition to come as the article wants them, unsaved;
    ValidationError where it would end before it goes live."""
    if article.expires_at and article.expires_at <= waiting.live_from:
        raise ValidationError({"expires_at": _ENDS_BEFORE})
    waiting.live_until, waiting.is_featured = article.expires_at, article.is_featured


def put_back(waiting, before, **changed):
    """Adds the edition to come, deleted before, again with `changed` columns, behind
    the one `before`; ValidationError where it is called small and is not any more."""
    for name, value in changed.items():
        setattr(waiting, name, value)
    if waiting.kind == Edition.Kind.MINOR and not is_small(before, waiting):
        raise ValidationError(_SILENT.format(write_moment(waiting.live_from)))
    waiting.pk, waiting.number = None, _next_number(waiting.article)
    waiting.html, waiting.renderer = render_body(waiting.body), RENDERER
    waiting.save(force_insert=True)


def _next_number(article):
    used = Edition.objects.filter(article=article).aggregate(last=Max("number"))
    return (used["last"] or 0) + 1
