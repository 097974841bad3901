"""Publishing and withdrawing: each says by whom and leaves a version."""

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from coopsite.core import richtext

from ..models import Article


def cannot_publish(article):
    """Returns the reasons why `article` cannot go live, in words; [] when it can."""
    reasons = []
    body = richtext.clean(article.body)
    if not richtext.plain_text(body) and "<img" not in body:
        reasons.append("Bài chưa có nội dung.")
    if article.expires_at and article.expires_at <= timezone.now():
        reasons.append("Giờ hết hạn đã qua.")
    return reasons


@transaction.atomic
def publish(*, article, by, why="Đăng bài"):
    """Lets `article` go live now, or at its `published_at` when it has one.

    `article` may be new, with changes that are not saved yet; `why` is what its version
    says. ValidationError with every reason when it cannot.
    """
    if reasons := cannot_publish(article):
        raise ValidationError(reasons)
    article.status = Article.Status.PUBLISHED
    article.clean()  # gives it its moment
    _save(article, by, why)


@transaction.atomic
def withdraw(*, article, by, why="Gỡ bài"):
    """Takes `article` off the public pages; its address answers 410 from now on."""
    article.status = Article.Status.WITHDRAWN
    _save(article, by, why)


def _save(article, by, why):
    article.updated_by = article._history_user = by
    article._change_reason = why
    article.save()
